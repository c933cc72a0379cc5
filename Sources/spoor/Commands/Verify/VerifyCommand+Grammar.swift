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
        ])
    ]
  ).explained(
    [
      """
      Computes the hashes of blocks and sources again and follows their chain to the head. \
      Exits with 1 and names what differs. JSON is one object; CSV, TSV and Markdown have a row \
      for the head, for each file, for each source that was pruned, and for each difference.
      """
    ],
    examples: [
      Example("The hashes alone", "spoor verify"),
      Example("Everything, before the case is handed over", "spoor verify --deep"),
    ]
  ).ignoring(["no-redact"])
}
