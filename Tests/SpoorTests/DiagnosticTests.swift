import Arguments
import Testing

@testable import spoor

struct DiagnosticTests {
  @Test func `a message says what, why, where and what to try`() {
    let diagnostic = Diagnostic(
      "cannot read rule exec.yml", why: "\"selektion\" is not defined",
      places: [
        .file("rules/exec.yml", line: 14, column: 3), .file("rules/exec.yml"),
        .record(source: "audit.log.gz", line: 12, offset: 3456),
      ], tries: ["selection", "spoor catalog check"])
    #expect(
      diagnostic.text() == """
        error: cannot read rule exec.yml
          why: "selektion" is not defined
          where: rules/exec.yml:14:3
          where: rules/exec.yml
          where: audit.log.gz, line 12, byte 3456
          try: selection
          try: spoor catalog check

        """)
  }

  @Test func `colour marks the labels only`() {
    let warning = Diagnostic("no event found", why: "empty", severity: .warning)
    #expect(
      warning.text(hasColor: true)
        == "\u{1b}[1;33mwarning:\u{1b}[0m no event found\n  \u{1b}[1mwhy:\u{1b}[0m empty\n")
  }

  @Test(arguments: [
    ("plain é", "plain é"), ("\u{1b}[1m", #"\u{1b}[1m"#), ("a\nb\tc", #"a\u{a}b\u{9}c"#),
    (#"\u{1b}"#, #"\u{5c}u{1b}"#), (#"C:\users"#, #"C:\users"#), (#"\"#, #"\"#),
    ("\u{9b}\u{7f}", #"\u{9b}\u{7f}"#), ("\u{202e}\u{2066}\u{61c}", #"\u{202e}\u{2066}\u{61c}"#),
    ("\r\n", #"\u{d}\u{a}"#), ("e\u{301}", "e\u{301}"),
  ])
  func `quoted text is made harmless`(text: String, safe: String) {
    #expect(SafeText.escaped(text) == safe)
    #expect(Diagnostic(text, tries: [text]).text() == "error: \(safe)\n  try: \(safe)\n")
  }

  @Test(arguments: [
    (["who", "get"], "error: RESOURCE[/NAME] is missing\n  try: spoor who --help\n"),
    (
      ["ingest", "-"] + ["--cluster", "a", "--cluster", "b"],
      """
      error: --cluster is given more than once
        why: it takes one value, but got "a" and "b"
        try: spoor ingest --help

      """
    ),
    (
      ["status", "now"],
      "error: spoor status does not know what to do with \"now\"\n  try: spoor status --help\n"
    ),
    (
      ["who", "deleted", "deploy", "payments"],
      """
      error: spoor who does not know what to do with "payments"
        try: spoor who deleted deploy/payments

      """
    ),
    (
      ["export", "evidence"],
      "error: --source is missing\n  try: spoor export evidence --source N\n"
    ),
    (
      ["verify", "--deep=yes"],
      "error: --deep takes no value, but got \"yes\"\n  try: --deep\n"
    ),
    (
      ["who", "get", "pods", "--deep"],
      """
      error: spoor who has no option --deep
        why: it is an option of spoor verify
        try: spoor who --help

      """
    ),
    (
      ["ingest", "a", "--cluster", "--strict"],
      """
      error: --cluster needs a value
        why: "--strict" behind it is an option
        try: --cluster NAME
        try: --cluster=--strict if that is the value

      """
    ),
    (
      ["timeline", "--profile", "ful"],
      """
      error: --profile cannot be "ful"
        why: it is one of minimal, standard, full, timesketch, ecs
        try: --profile full

      """
    ),
    (["tiemline"], "error: \"tiemline\" is no command of spoor\n  try: spoor timeline\n"),
  ])
  func `every wrong usage has its sentence`(words: [String], text: String) throws {
    let error = try #require(throws: UsageError.self) { try Grammar.program.parse(words) }
    #expect(Diagnostic(error).text() == text)
  }

  @Test func `a value that cannot be read names its option and what would do`() {
    #expect(
      Diagnostic(ValueError.malformed("yesterday", .moment), option: "--since").text() == """
        error: --since "yesterday" is not a time
          why: a time is RFC 3339, a date, or a duration back from now
          try: --since 2026-01-31T12:00:00Z
          try: --since 2026-01-31
          try: --since 2h

        """)
    #expect(
      Diagnostic(ValueError.outOfRange("2026-02-30", .moment), option: "--until").text()
        .hasPrefix(
          """
          error: --until "2026-02-30" is out of range
            why: there is no such day or hour in the calendar

          """))
  }
}
