internal import Arguments

/// `spoor catalog`: what can be asked by name.
enum CatalogCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "catalog", summary: "the named questions there are",
    commands: [CommandGroup("Catalog", [list, show])]
  ).explained(
    ["A question is an SQL file: spoor query NAME asks it, and so does plain sqlite3 on a case."],
    examples: [
      Example("What can be asked about Secrets", "spoor catalog list secrets"),
      Example("All about one question", "spoor catalog show images"),
    ]
  ).ignoring(["case"])

  private static let list = CommandGrammar(
    name: "list", summary: "the questions, one a row",
    operands: [
      Operand("SUBJECT", "only those about this: actors, access, secrets, ...", count: .atMostOne)
    ],
    groups: [OptionGroup("Questions", [QuestionFolders.option])]
  ).explained(examples: [
    Example("Everything that can be asked", "spoor catalog list"),
    Example("What can be asked about Secrets", "spoor catalog list secrets"),
  ]).ignoring(["case", "all-namespaces", "no-redact", "time-zone"])

  private static let show = CommandGrammar(
    name: "show", summary: "all about a question, its SQL too",
    operands: [Operand("NAME", "the question")],
    groups: [OptionGroup("Questions", [QuestionFolders.option])]
  ).explained(examples: [
    Example("All about one question", "spoor catalog show images"),
    Example("Its SQL alone", "spoor catalog show images --format json | jq -r .sql"),
  ]).ignoring(["case", "all-namespaces", "no-redact", "time-zone", "limit"])
}
