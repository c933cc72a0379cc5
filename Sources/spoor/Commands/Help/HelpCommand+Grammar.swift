internal import Arguments

/// `spoor help`: what a command does.
enum HelpCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "help", summary: "explain a command",
    operands: [Operand("COMMAND", "the command, and the one below it", count: .any)]
  ).explained(examples: [Example("All about a command", "spoor help export evidence")]).ignoring([
    "case", "format", "output", "force", "limit", "columns", "time-zone", "no-redact",
    "all-namespaces",
  ])
}
