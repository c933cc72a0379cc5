internal import Arguments

/// `spoor manual`: the manual page.
enum ManualCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "manual", summary: "the manual page, for man"
  ).explained(
    ["It is written from the same grammar as the help, so it is as new as the program."],
    examples: [Example("Read it", "spoor manual | man -l -")]
  ).ignoring([
    "case", "format", "limit", "columns", "time-zone", "no-redact", "all-namespaces", "no-color",
  ])

  /// The page.
  static var page: ManualPage {
    ManualPage(
      of: Grammar.program, version: Version.number,
      sections: [
        ManualPage.Section(
          "ENVIRONMENT",
          [
            ("SPOOR_CASE", "The case, where --case is not given."),
            ("SPOOR_QUERIES", "Folders of your own questions and formats, separated by colons."),
            ("NO_COLOR", "Set to anything: no colours."),
          ]),
        ManualPage.Section(
          "EXIT STATUS",
          [
            ("0", "Done."), ("1", "Failed; the message says why and what to try."),
            ("2", "Something was found at or above --fail-on."),
            ("3", "With --strict: done, but evidence or rules were imperfect."),
            ("64", "The command line is wrong."),
          ]),
      ])
  }

  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      try Document.write(Array(page.text.utf8), arguments, terminal)
    }
  }
}
