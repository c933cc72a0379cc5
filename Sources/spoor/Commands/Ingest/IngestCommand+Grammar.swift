internal import Arguments

/// `spoor ingest`: evidence into the case.
enum IngestCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "ingest", summary: "read audit logs into the case",
    operands: [
      Operand("PATH", "a file, a folder, a glob, an archive, or - for stdin", count: .any)
    ],
    groups: [
      OptionGroup(
        "Reading",
        [
          .value("source-format", "NAME", "the shape of the logs").defaulting(to: "auto")
            .explained(
              "auto looks at the content, never at the name of a file. Another name warns of "
                + "what comes otherwise; spoor formats lists them."),
          .value("cluster", "NAME", "the cluster the logs come from")
            .explained("Logs of several clusters stay apart, whatever names they share."),
          .value("evidence", "MODE", "keep the original bytes in the case, or refer to the files")
            .choosing(from: ["keep", "reference"]).defaulting(to: "keep"),
          .value("max-record", "SIZE", "the longest event").defaulting(to: "16MiB"),
          .value("max-expansion", "RATIO", "how much larger than packed a source may unpack")
            .defaulting(to: "250")
            .explained("Judged past 1 GiB. Beyond it the source stops with a reason."),
          FormatFolders.option,
          .flag("dry-run", "say what the files are, without making a case"),
          .flag("migrate", "bring a case of an earlier version up to date")
            .explained("It rewrites the case file, evidence aside, and needs no PATH."),
          .flag("strict", "exit 3 when evidence was imperfect"),
        ])
    ]
  ).explained(
    [
      """
      Reads every event and keeps every byte. What cannot be read is kept and counted as \
      rejected, and the same file read again adds nothing. The case is created when there is \
      none. It ends with a tally and the head hash, which verify checks: one object in JSON, \
      one row in CSV. A dry run has a row for each source there.
      """
    ],
    examples: [
      Example("A folder with all that is in it", "spoor ingest /var/log/kubernetes/audit"),
      Example("Logs of one cluster among several", "spoor ingest --cluster prod audit.log.gz"),
      Example("From a pipe, into another case", "zcat audit.log.gz | spoor ingest - --case a.db"),
    ]
  ).ignoring(["time-zone", "no-redact"])
}
