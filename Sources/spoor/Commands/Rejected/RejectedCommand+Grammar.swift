internal import Arguments

/// `spoor rejected`: what could not be read.
enum RejectedCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "rejected", summary: "the records that could not be read, and why"
  ).explained(
    ["One row per record: source, line, offset, length, reason and bytes."],
    examples: [
      Example("The first of them", "spoor rejected --limit 10"),
      Example("All of them for a program", "spoor rejected --format ndjson"),
    ])
}
