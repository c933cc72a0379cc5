internal import Arguments
internal import Inquiry

extension HistoryCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let question = HistoryQuestion(
        resource: arguments.operand(at: 0) ?? "", filter: try Filters.filter(arguments),
        owner: arguments.value(of: "owner"), labels: arguments.values(of: "selector"),
        isEverything: arguments.isSet("all"))
      let history = try Asking.trying { () throws(InquiryError) in
        try History(question, in: try Case(path: arguments.casePath))
      }
      var answer = try Answer(History.columns, arguments, terminal)
      while !answer.isFull {
        let row = try Asking.trying { () throws(InquiryError) in try history.next() }
        guard let row else { break }
        try answer.write(row)
      }
      try answer.end()
      let isShown = arguments.value(of: "columns")?.split(separator: ",").contains("changes")
      let bodiless = history.rowsWithoutBody
      if isShown ?? true, bodiless.count > 0 {
        terminal.say(
          "what \(bodiless.count) of \(bodiless.of) requests changed is not known: "
            + "the log kept no body of them")
      }
      guard answer.rows == 0, !answer.isFull else { return }
      let reason = try Asking.trying { () throws(InquiryError) in
        try history.reasonForNothing()
      }
      terminal.say(reason.sentence)
    }
  }
}
