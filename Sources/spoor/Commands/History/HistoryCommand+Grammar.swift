internal import Arguments

/// `spoor history`: the life of an object.
enum HistoryCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "history", summary: "the life of one object: made, changed, deleted, by whom and why",
    operands: [Operand("RESOURCE/NAME", "deploy/web, secret/db, ns/prod, pods, ...")],
    groups: [
      OptionGroup(
        "Objects",
        [
          .value("owner", "RESOURCE/NAME", "only objects that name this owner")
            .explained("Bodies tell, where the log kept them. The same for --selector."),
          .value("selector", "LABELS", "only objects with such labels, as kubectl's -l", short: "l")
            .repeating(),
          .flag("all", "reading, using and changes of the status, too"),
        ])
    ] + Filters.groups
  ).explained(
    [
      """
      One row per request that wrote the object or deleted it, refused and failed ones too. \
      changes has the fields that it asked to change, from what to what, where the log kept \
      bodies. What was other than it was last, though the request did not ask for that, stands \
      behind "before" (a request before it did that: one that is not in the log, one whose body \
      was not kept, a change of the status) or "by the server". Values of Secrets are shown as \
      hashes: equal values have equal ones.
      """,
      """
      because says which request a controller's followed from, how sure that is, and why: \
      certain, likely or possible.
      """,
      Filters.discussion,
    ],
    examples: [
      Example("What became of a deployment", "spoor history deploy/web -n prod"),
      Example("Who changed a secret", "spoor history secret/db -n prod --outcome allowed"),
      Example("The pods of a replica set", "spoor history pods -n prod --owner rs/web-7d9f"),
    ])
}
