internal import Arguments
internal import Inquiry

extension TopCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let names = arguments.operands.flatMap {
        $0.split(separator: ",").map(String.init)
      }
      let filter = try Filters.filter(arguments)
      try Asking.trying { () throws(InquiryError) in try Top.check(names) }
      let investigated = try Asking.trying { () throws(InquiryError) in
        try Case(path: arguments.casePath)
      }
      let limit = try Answer.limit(arguments)
      let top = try Asking.trying { () throws(InquiryError) in
        try Top(names, of: investigated, filter, limit: limit)
      }
      var answer = try Answer(top.columns, arguments, terminal)
      for row in top.rows where !answer.isFull { try answer.write(row) }
      try answer.end()
      guard top.rows.isEmpty, limit > 0 else { return }
      try Asking.sayWhyNothing(filter, in: investigated, terminal)
    }
  }
}
