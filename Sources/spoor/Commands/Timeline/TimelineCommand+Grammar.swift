internal import Arguments
internal import Inquiry

/// `spoor timeline`: what happened, in order.
enum TimelineCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "timeline", summary: "requests in order of time",
    groups: [
      OptionGroup(
        "Rows",
        [
          .value("profile", "NAME", "which columns").choosing(from: profiles)
            .defaulting(to: "standard"),
          .flag("stages", "a row per event, not per request"),
          .flag("histogram", "a picture of activity over time instead of rows")
            .explained("Another format than table has its numbers."),
        ])
    ] + Filters.groups
  ).explained(
    [
      "One row per request. Into a pipe or a file it is written as csv.",
      """
      timesketch has the columns of Timesketch's importer, ecs the names of the Elastic Common \
      Schema, for ndjson.
      """,
      Filters.discussion,
    ],
    examples: [
      Example("What alice did in the last two hours", "spoor timeline --user alice --since 2h"),
      Example(
        "Ten minutes either side of a request",
        "spoor timeline --around 5dd57ae2-ee13-4c37-b5e3-8265c7ffa901 --within 10m"),
      Example("When secrets were read", "spoor timeline --resource secrets --histogram"),
      Example("For Timesketch", "spoor timeline --profile timesketch --output case.csv"),
      Example(
        "A day for a spreadsheet",
        "spoor timeline --since 2026-01-31 --until 2026-01-31 --output day.csv"),
    ])

  /// The sets of columns there are.
  private static let profiles = TimelineProfile.allCases.map(\.rawValue)
}
