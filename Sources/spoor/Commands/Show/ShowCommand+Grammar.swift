internal import Arguments

/// `spoor show`: one request in full.
enum ShowCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "show", summary: "one request in full: every stage, the original JSON, its source",
    operands: [Operand("AUDIT-ID", "the request, as who and timeline name it")],
    groups: [
      OptionGroup(
        "Request",
        [
          .flag("raw", "the original bytes, nothing redacted, nothing around them"),
          FormatFolders.option,
        ])
    ]
  ).explained(examples: [
    Example("A request with its stages", "spoor show 5dd57ae2-ee13-4c37-b5e3-8265c7ffa901"),
    Example("Its bytes, for jq", "spoor show --raw 5dd57ae2-ee13-4c37-b5e3-8265c7ffa901 | jq ."),
  ])
}
