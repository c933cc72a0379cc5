internal import Arguments
internal import Inquiry

extension WhoCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let question = WhoQuestion(
        verb: arguments.operand(at: 0) ?? "", resource: arguments.operand(at: 1) ?? "",
        filter: try Filters.filter(arguments), blames: arguments.isSet("blame"))
      let found: WhoAnswer
      do throws(InquiryError) {
        found = try Who.answer(question, in: try Case(path: arguments.casePath))
      } catch {
        throw Diagnostic(error)
      }
      var answer = try Answer(Who.columns, arguments, terminal)
      for row in found.rows { try answer.write(row.values) }
      try answer.end()
      if let emptiness = found.emptiness { terminal.say(emptiness.sentence) }
    }
  }
}
