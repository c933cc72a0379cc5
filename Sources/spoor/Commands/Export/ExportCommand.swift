internal import Arguments

extension ExportCommand {
  /// Runs `export evidence`.
  static func runEvidence(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.report(Diagnostic("not built yet"))
    return .failed
  }
}
