internal import Arguments

/// `spoor who`: who did it.
enum WhoCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "who", summary: "who did this to that",
    operands: [
      Operand("VERB", "what was done: delete, deleted, read, exec, scale, impersonate, ..."),
      Operand("RESOURCE[/NAME]", "to what: deploy/web, pods, secrets/db, pods/exec, ..."),
    ],
    groups: [
      OptionGroup(
        "Rows",
        [
          .flag("blame", "count what controllers did for whoever caused it")
            .explained(
              """
              A row of the cause says cascade, or possible where only time or the like speaks \
              for it. Its note says how many are certain and how many likely, and names the \
              controller, the request that caused it, and why. What nothing explains stays the \
              controller's.
              """)
        ])
    ] + Filters.groups
  ).explained(
    [
      """
      One row per actor and way of doing it: those who carried it out first, then those who \
      were refused or failed, then what merely finished or cascaded.
      """,
      """
      Verbs are those of the audit log and of kubectl, in the past tense too. delete covers \
      deletecollection and eviction; read covers get, list and watch. Resources have their \
      short names, plural and singular.
      """,
      Filters.discussion,
    ],
    examples: [
      Example("Who deleted the web deployment in prod", "spoor who deleted deploy/web -n prod"),
      Example("Who read secrets from outside", "spoor who read secrets --ip '!10.0.0.0/8'"),
      Example("Who is behind the new pods of prod", "spoor who created pods -n prod --blame"),
      Example("Who tried to open a shell and was refused", "spoor who exec pods --outcome denied"),
    ])
}
