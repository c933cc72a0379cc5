internal import Arguments

/// `spoor status`: the case at a glance.
enum StatusCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "status", summary: "the case at a glance: evidence, counts, time span, blind spots"
  ).explained(
    [
      """
      Lists the evidence with its hashes, counts events by level and stage, and says what \
      cannot be seen at the audit levels present. JSON is one object; CSV, TSV and Markdown \
      have the list of evidence alone, a row a source.
      """
    ],
    examples: [
      Example("What is in the case", "spoor status"),
      Example(
        "The head hash alone, to be noted elsewhere", "spoor status --format json | jq .head"),
      Example("The hash of every file", "spoor status --format csv --columns path,sha256"),
    ]
  ).ignoring(["no-redact"])
}
