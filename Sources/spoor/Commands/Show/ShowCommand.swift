internal import Arguments

extension ShowCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.report(Diagnostic("not built yet"))
    return .failed
  }
}
