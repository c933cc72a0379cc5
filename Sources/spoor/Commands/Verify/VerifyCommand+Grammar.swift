internal import Arguments

/// `spoor verify`: whether the case is what it was.
enum VerifyCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "verify", summary: "check that evidence and case are what they were",
    groups: [
      OptionGroup(
        "Check",
        [
          .flag("deep", "also decode every event again and compare the rows")
            .explained("Runs SQLite's integrity check, too."),
          FormatFolders.option,
          .value("format", "FORMAT", "how to write it").choosing(from: ["table", "json"])
            .defaulting(to: "table"),
        ])
    ]
  ).explained(
    [
      """
      Computes the hashes of blocks and sources again and follows their chain to the head. \
      Exits with 1 and names what differs.
      """
    ],
    examples: [
      Example("The hashes alone", "spoor verify"),
      Example("Everything, before the case is handed over", "spoor verify --deep"),
    ]
  ).ignoring(["limit", "columns", "no-redact"])
}
