internal import Arguments
internal import Inquiry

extension SessionsCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let filter = try Filters.filter(arguments)
      let pause = try pause(arguments)
      let investigated = try Asking.trying { () throws(InquiryError) in
        try Case(path: arguments.casePath)
      }
      let sessions = try Asking.trying { () throws(InquiryError) in
        try Sessions(of: investigated, filter, pause: pause)
      }
      var answer = try Answer(Sessions.columns, arguments, terminal)
      for row in sessions.rows where !answer.isFull { try answer.write(row) }
      try answer.end()
      guard sessions.rows.isEmpty else { return }
      try Asking.sayWhyNothing(filter, in: investigated, terminal)
    }
  }

  private static func pause(_ arguments: ParsedArguments) throws(Diagnostic) -> Int64 {
    guard let text = arguments.value(of: "pause") else { return Sessions.usualPause }
    do throws(ValueError) {
      return try DurationArgument.microseconds(text)
    } catch {
      throw Diagnostic(error, option: "--pause").asUsage
    }
  }
}
