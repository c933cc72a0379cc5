internal import Arguments

/// `spoor formats`: the wrappers that are known.
enum FormatsCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "formats", summary: "the wrappers known, and how each is recognised",
    groups: [OptionGroup("Formats", [FormatFolders.option])]
  ).explained(
    [
      """
      One row per wrapper: its name, how it is recognised, and what is lost in it. A wrapper \
      that is not among them works, too, where an audit event lies somewhere in its records; \
      status then names the path.
      """
    ],
    examples: [Example("What is lost in each", "spoor formats --columns format,lost")]
  ).ignoring(["case", "time-zone", "no-redact", "all-namespaces"])
}
