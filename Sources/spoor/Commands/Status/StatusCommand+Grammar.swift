internal import Arguments

/// `spoor status`: the case at a glance.
enum StatusCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "status", summary: "the case at a glance: evidence, counts, time span, blind spots",
    groups: [
      OptionGroup(
        "Overview",
        [
          .value("format", "FORMAT", "how to write it").choosing(from: ["table", "json"])
            .defaulting(to: "table")
        ])
    ]
  ).explained(
    [
      """
      Lists the evidence with its hashes, counts events by level and stage, and says what \
      cannot be seen at the audit levels present.
      """
    ],
    examples: [
      Example("What is in the case", "spoor status"),
      Example(
        "The head hash alone, to be noted elsewhere", "spoor status --format json | jq .head"),
    ]
  ).ignoring(["limit", "columns", "no-redact"])
}
