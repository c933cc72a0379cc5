internal import Arguments

/// `spoor sessions`: when actors were active.
enum SessionsCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "sessions", summary: "an actor's stretches of activity",
    groups: [
      OptionGroup(
        "Rows",
        [
          .value("pause", "DURATION", "a longer silence ends a session").defaulting(to: "15m")
        ])
    ] + Filters.groups
  ).explained(
    [
      """
      One row per actor, credential, address and user agent, for as long as no silence between \
      two requests is longer than --pause. start and end are the first and the last request \
      received.
      """,
      Filters.discussion,
    ],
    examples: [
      Example("When alice was at work", "spoor sessions --user alice"),
      Example("Sessions from outside", "spoor sessions --ip '!10.0.0.0/8' --pause 5m"),
    ])
}
