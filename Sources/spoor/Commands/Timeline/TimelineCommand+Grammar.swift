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
        "spoor timeline --around 6f1c9c1e-52ba-4b8e-9a4b-fd2f3a1e0c55 --within 10m"),
      Example("When secrets were read", "spoor timeline --resource secrets --histogram"),
      Example("For Timesketch", "spoor timeline --profile timesketch --output case.csv"),
      Example(
        "A day for a spreadsheet",
        "spoor timeline --since 2026-01-31 --until 2026-01-31 --output day.csv"),
    ])

  /// The sets of columns there are.
  private static let profiles = TimelineProfile.allCases.map(\.rawValue)
}
