internal import Arguments
internal import Inquiry

extension WhatCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let filter = try Filters.filter(arguments)
      let found = try Asking.trying { () throws(InquiryError) in
        try What(
          arguments.operand(at: 0) ?? "", did: filter, in: try Case(path: arguments.casePath))
      }
      var answer = try Answer(What.columns, arguments, terminal)
      for row in found.rows { try answer.write(row) }
      try answer.end()
      if let emptiness = found.emptiness { terminal.say(emptiness.sentence) }
    }
  }
}
