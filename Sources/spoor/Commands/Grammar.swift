internal import Arguments

/// The commands of the program: what each takes, and what it runs.
enum Grammar {
  /// What a command does, in a file of its own.
  typealias Body = (ParsedArguments, Terminal) -> ExitStatus

  /// The whole command line.
  static let program = CommandGrammar(
    name: "spoor", summary: "who did what in a Kubernetes cluster, from its audit log",
    groups: Everywhere.groups + [about],
    commands: [
      CommandGroup(
        "Collect",
        [
          IngestCommand.grammar, StatusCommand.grammar, RejectedCommand.grammar,
          VerifyCommand.grammar, ShowCommand.grammar, ExportCommand.grammar,
          FormatsCommand.grammar,
        ]),
      CommandGroup("Ask", [WhoCommand.grammar, TimelineCommand.grammar]),
      CommandGroup("Learn", [HelpCommand.grammar]),
    ]
  ).explained(
    [
      """
      Spoor reads audit logs into a case, one SQLite file, and answers questions from it. \
      Reading needs no server and no cluster, and the logs are never changed.
      """
    ],
    examples: [
      Example("Read a folder of logs into spoor.db", "spoor ingest /var/log/kubernetes/audit"),
      Example("Who deleted the web deployment in prod", "spoor who deleted deploy/web -n prod"),
      Example("What alice did in the last two hours", "spoor timeline --user alice --since 2h"),
    ])

  /// What the command of these names runs; nil where another has to follow.
  static func body(of commands: [String]) -> Body? {
    switch commands {
    case ["ingest"]: IngestCommand.run
    case ["status"]: StatusCommand.run
    case ["rejected"]: RejectedCommand.run
    case ["verify"]: VerifyCommand.run
    case ["show"]: ShowCommand.run
    case ["export", "evidence"]: ExportCommand.runEvidence
    case ["formats"]: FormatsCommand.run
    case ["who"]: WhoCommand.run
    case ["timeline"]: TimelineCommand.run
    case ["help"]: HelpCommand.run
    default: nil
    }
  }

  private static let about = OptionGroup(
    "About",
    [
      .flag("version", "print the version; with --verbose also of what it is made of")
        .standingAlone()
    ])
}
