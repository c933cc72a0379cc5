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
          PruneCommand.grammar, FormatsCommand.grammar,
        ]),
      CommandGroup(
        "Ask",
        [
          WhoCommand.grammar, WhatCommand.grammar, HistoryCommand.grammar,
          TimelineCommand.grammar, SessionsCommand.grammar, TopCommand.grammar,
          QueryCommand.grammar, CatalogCommand.grammar, SQLCommand.grammar,
        ]),
      CommandGroup(
        "Learn",
        [
          HelpCommand.grammar, ManualCommand.grammar, CompletionsCommand.grammar,
          CompleteCommand.grammar,
        ]),
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
    case ["prune"]: PruneCommand.run
    case ["formats"]: FormatsCommand.run
    case ["who"]: WhoCommand.run
    case ["what"]: WhatCommand.run
    case ["history"]: HistoryCommand.run
    case ["timeline"]: TimelineCommand.run
    case ["sessions"]: SessionsCommand.run
    case ["top"]: TopCommand.run
    case ["query"]: QueryCommand.run
    case ["catalog", "list"]: CatalogCommand.runList
    case ["catalog", "show"]: CatalogCommand.runShow
    case ["sql"]: SQLCommand.run
    case ["help"]: HelpCommand.run
    case ["manual"]: ManualCommand.run
    case ["completions"]: CompletionsCommand.run
    case ["complete"]: CompleteCommand.run
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
