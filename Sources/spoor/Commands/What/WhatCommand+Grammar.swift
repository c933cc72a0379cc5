internal import Arguments

/// `spoor what`: what somebody did.
enum WhatCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "what", summary: "what an actor, an address or a credential did",
    operands: [
      Operand("ACTOR|ADDRESS|CREDENTIAL", "alice, ops/backup, 10.0.0.0/8, JTI=6f80a211-..., ...")
    ],
    groups: Filters.groups
  ).explained(
    [
      """
      One row per actor, verb, resource, namespace and outcome, in the order of their first \
      requests.
      """,
      """
      A service account is written NAMESPACE/NAME, or with its whole user name. An address is \
      any that a request came by; only the last one cannot be forged.
      """,
      Filters.discussion,
    ],
    examples: [
      Example("What alice did in prod", "spoor what alice -n prod"),
      Example("What was done from outside", "spoor what 198.51.100.0/24"),
      Example("What a service account was refused", "spoor what ops/backup --outcome denied"),
    ])
}
