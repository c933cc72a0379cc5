internal import Arguments

/// The options of every command.
enum Everywhere {
  /// The ways to write an answer.
  static let formats = ["table", "csv", "tsv", "json", "ndjson", "markdown"]

  /// The options under their headings.
  static let groups = [
    OptionGroup(
      "Answer",
      [
        .value("format", "FORMAT", "how to write it").choosing(from: formats)
          .defaulting(to: "table")
          .explained(
            "On a terminal a table is fitted to its width; timeline writes csv into a pipe or file."
          ),
        .value("output", "FILE", "write it to a file instead of stdout", short: "o")
          .explained(
            """
            The file appears when it is complete, and .gz at its end compresses it. A file with \
            other content is kept unless --force is given. A device or a named pipe is written \
            to, and - is stdout.
            """),
        .flag("force", "replace the file of --output"),
        .value("limit", "N", "at most this many rows"),
        .value("columns", "NAME,...", "only these columns, in this order"),
        .value("time-zone", "ZONE", "for times shown and times given without a zone")
          .defaulting(to: "UTC")
          .explained("A name such as Europe/Berlin. Machine formats always write UTC."),
        .flag("no-redact", "show tokens and secrets as they were logged"),
      ], isInherited: true),
    OptionGroup(
      "Everywhere",
      [
        .value("case", "FILE", "the case").defaulting(to: "$SPOOR_CASE, else spoor.db"),
        .flag("all-namespaces", "all namespaces, as it is without it", short: "A"),
        .flag("no-color", "no colours, as with NO_COLOR set"),
        .flag("quiet", "no talk on stderr but errors", short: "q"),
        .flag("verbose", "more talk on stderr", short: "v"),
      ], isInherited: true),
  ]

  /// What is wrong with the values of these options, if anything.
  static func misuse(in arguments: ParsedArguments) -> Diagnostic? {
    if let file = arguments.value(of: "output"), formats.contains(file) || file == "html" {
      return Diagnostic(
        "--output \(file) names a file", why: "\(SafeText.quoted(file)) is a format",
        tries: ["--format \(file)", "--output ./\(file) if that is the file"])
    }
    if let limit = arguments.value(of: "limit") {
      do throws(ValueError) {
        _ = try CountArgument.number(limit)
      } catch {
        return Diagnostic(error, option: "--limit")
      }
    }
    return nil
  }
}
