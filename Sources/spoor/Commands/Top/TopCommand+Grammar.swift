internal import Arguments
internal import Inquiry

/// `spoor top`: how often what occurs.
enum TopCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "top", summary: "counts of requests by any columns",
    operands: [
      Operand("COLUMN", "actor, verb, resource, namespace, code, source_ip, ...", count: .oneOrMore)
    ],
    groups: Filters.groups
  ).explained(
    [
      "One row per combination of values, the most frequent first.",
      "The columns are \(Top.names.joined(separator: ", ")).",
      """
      resource has its subresource behind a slash, unless subresource is asked for beside it. \
      day, hour and minute are those in which a request was received, in UTC.
      """,
      Filters.discussion,
    ],
    examples: [
      Example("Who was refused most", "spoor top actor resource --outcome denied"),
      Example("The busiest hours", "spoor top hour --limit 10"),
      Example("From where an account was used", "spoor top source_ip user_agent --user alice"),
    ])
}
