internal import Arguments

/// `spoor show`: one request in full.
enum ShowCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "show", summary: "one request in full: every stage, the original JSON, its source",
    operands: [Operand("AUDIT-ID", "the request, as who and timeline name it")],
    groups: [
      OptionGroup(
        "Request", [.flag("raw", "the original bytes, nothing redacted, nothing around them")])
    ]
  ).explained(examples: [
    Example("A request with its stages", "spoor show 6f1c9c1e-52ba-4b8e-9a4b-fd2f3a1e0c55"),
    Example("Its bytes, for jq", "spoor show --raw 6f1c9c1e-52ba-4b8e-9a4b-fd2f3a1e0c55 | jq ."),
  ]).ignoring(["limit", "columns"])
}
