internal import Arguments

/// `spoor query`: a named question.
enum QueryCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "query", summary: "a named question from the catalog",
    operands: [Operand("NAME", "the question, as spoor catalog list names it")],
    groups: [
      OptionGroup(
        "Question",
        [
          .value("param", "KEY=VALUE", "set one of its parameters", short: "p").repeating(),
          QuestionFolders.option,
        ])
    ] + Filters.groups + [SQLLimits.group]
  ).explained(
    [
      """
      Filters choose what the question looks at. Questions about what is new compare with the \
      whole case all the same, so --since shows what was first seen since then.
      """,
      Filters.discussion,
    ],
    examples: [
      Example("Which images were asked to run", "spoor query images"),
      Example("Who read the Secrets of prod", "spoor query secret-readers -n prod"),
      Example(
        "What one actor touched that is gone",
        "spoor query touched-and-gone -p 'actor=system:serviceaccount:ci:*'"),
    ])
}
