internal import Arguments

/// `spoor prune`: evidence out of the case.
enum PruneCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "prune", summary: "take whole sources out of the case, for good",
    groups: [
      OptionGroup(
        "What goes",
        [
          .value("source", "N", "the source, by its number in status").repeating(),
          .value(
            "older-than", "DURATION", "sources whose last request came longer ago than that"
          )
          .explained("Back from now, such as 90d. Sources that were not read to their end stay."),
          .value("max-size", "SIZE", "the oldest sources, until the case is no larger than that")
            .explained("Such as 2GiB; the oldest is the one whose last request came first."),
        ]),
      OptionGroup(
        "Taking out",
        [
          .flag("yes", "do not ask", short: "y"),
          FormatFolders.option,
        ]),
    ]
  ).explained(
    [
      """
      The only way to take evidence out: a source that was ingested by mistake, or is kept too \
      long. A source goes as a whole. Events of which another source has a copy stay, and are \
      that one's. What was taken out, when and by whom stays in the case and its chain, and \
      verify and status show it; nothing of the logs does. It asks first. JSON is one object; \
      CSV, TSV and Markdown have a row for each source that went.
      """
    ],
    examples: [
      Example("The second source, ingested by mistake", "spoor prune --source 2 --yes"),
      Example("Keep a quarter, in a nightly job", "spoor prune --older-than 90d --yes"),
      Example("No more than fits", "spoor prune --max-size 2GiB --yes"),
    ]
  ).ignoring(["no-redact", "time-zone"])
}
