import Arguments

/// A program with everything that a grammar can hold.
let sample = CommandGrammar(
  name: "tool", summary: "keep tracks",
  groups: [
    OptionGroup(
      "Everywhere",
      [
        .value("format", "FORMAT", "how to write it").choosing(from: ["table", "csv", "json"])
          .defaulting(to: "table"),
        .value("case", "FILE", "the case file"),
        .flag("quiet", "say nothing", short: "q"),
        .flag("all-namespaces", "every namespace", short: "A"),
      ], isInherited: true),
    OptionGroup("About", [.flag("version", "print the version").standingAlone()]),
  ],
  commands: [
    CommandGroup("Ask", [who, export]), CommandGroup("Collect", [ingest]),
  ])

private let who = CommandGrammar(
  name: "who", summary: "who did this",
  operands: [Operand("VERB", "what was done"), Operand("RESOURCE", "to what")],
  groups: [
    OptionGroup(
      "Filters",
      [
        .value("namespace", "NAME", "only in this namespace", short: "n").repeating(),
        .value("user", "USER", "only by this user").repeating()
          .explained("Wildcards match any text. An exclamation mark in front means all but these."),
      ])
  ]
).explained(
  ["Names those who did something, the ones who succeeded before the ones who failed."],
  examples: [Example("Who deleted the web deployment", "tool who delete deploy/web -n prod")])

private let export = CommandGrammar(
  name: "export", summary: "take things out",
  commands: [
    CommandGroup(
      "Things",
      [
        CommandGrammar(
          name: "evidence", summary: "the original bytes",
          groups: [OptionGroup("Options", [.value("source", "N", "which source")])])
      ])
  ])

private let ingest = CommandGrammar(
  name: "ingest", summary: "read logs", operands: [Operand("PATH", "a file", count: .oneOrMore)],
  groups: [
    OptionGroup(
      "Options",
      [.value("format", "FORMAT", "how to write the tally").choosing(from: ["table", "json"])])
  ])
