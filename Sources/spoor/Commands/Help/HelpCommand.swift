internal import Arguments

extension HelpCommand {
  /// The widest line of a text that is meant to be read.
  private static let widestLine = 100

  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    // The words are read as a command line that asks for help, so that a
    // wrong one is answered as it would be there.
    do throws(UsageError) {
      let asked = try Grammar.program.parse(arguments.operands + ["--help"])
      return explain(asked.commands, .full, terminal: terminal)
    } catch {
      terminal.report(Diagnostic(error))
      return .usage
    }
  }

  /// The width of a text that is meant to be read.
  static func width(_ terminal: Terminal) -> Int {
    min(terminal.width ?? 80, widestLine)
  }

  /// Prints the help of a command.
  static func explain(
    _ commands: [String], _ request: HelpRequest, terminal: Terminal
  ) -> ExitStatus {
    let width = width(terminal)
    guard let help = HelpText(of: commands, in: Grammar.program, width: width) else {
      preconditionFailure("no help of \(commands)")
    }
    terminal.answer(help.text(request))
    return .done
  }
}
