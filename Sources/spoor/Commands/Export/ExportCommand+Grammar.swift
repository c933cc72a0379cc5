internal import Arguments

/// `spoor export`: things out of the case, unchanged.
enum ExportCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "export", summary: "take evidence out of the case, unchanged",
    commands: [CommandGroup("What", [evidence])]
  ).explained(examples: [evidenceExample])

  private static let evidence = CommandGrammar(
    name: "evidence", summary: "the bytes of a source as they were read, decompressed",
    groups: [
      OptionGroup(
        "Evidence",
        [
          .value("source", "N", "the source, by its number in status").required(),
          .value("output", "FILE", "write them to a file instead of stdout", short: "o"),
        ])
    ]
  ).explained(
    ["A file of --output is replaced only with --force, and .gz at its end compresses it."],
    examples: [evidenceExample]
  ).ignoring(["format", "limit", "columns", "time-zone", "no-redact"])

  private static let evidenceExample = Example(
    "The first source into a file", "spoor export evidence --source 1 --output audit.log")
}
