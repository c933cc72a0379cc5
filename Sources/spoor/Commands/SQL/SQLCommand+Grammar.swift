internal import Arguments

/// `spoor sql`: read-only SQL on the case.
enum SQLCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "sql", summary: "read-only SQL on the views events and requests",
    operands: [
      Operand("SELECT", "the statement; - reads it from standard input", count: .atMostOne)
    ],
    groups: [
      OptionGroup(
        "SQL",
        [.flag("schema", "the views, tables and columns there are"), FormatFolders.option]),
      SQLLimits.group,
    ]
  ).explained(
    [
      """
      The view requests has one row a request, events one row an event; order by event_id, which \
      is order by time. The SQL can read and nothing else, and no other file.
      """,
      """
      Besides SQLite's own functions there are event_json(event_id), the event as it was logged; \
      cidr_match(address, range), which takes source_ips too; glob_match(text, pattern); \
      time_us(text), time_text(microseconds) and event_id_at(time).
      """,
    ],
    examples: [
      Example(
        "Who was refused most",
        "spoor sql 'SELECT user, count(*) FROM requests WHERE code = 403 GROUP BY 1 ORDER BY 2 DESC'"
      ),
      Example(
        "The body of what was created last",
        "spoor sql \"SELECT name, event_json(event_id) -> '$.requestObject' AS body "
          + "FROM requests WHERE verb = 'create' ORDER BY event_id DESC LIMIT 1\""),
      Example("What there is to ask", "spoor sql --schema"),
    ])
}

/// The options that keep SQL within bounds.
enum SQLLimits {
  /// The options under their heading.
  static let group = OptionGroup(
    "Limits",
    [
      .value("timeout", "DURATION", "how long it may compute; 0 is for ever").defaulting(to: "5m"),
      .value("memory", "SIZE", "how much memory SQLite may take").defaulting(to: "512MiB"),
    ])

  /// The limits that the options ask for: microseconds, and bytes.
  static func read(
    _ arguments: ParsedArguments
  ) throws(Diagnostic) -> (timeout: Int64?, memory: Int64) {
    let time = arguments.value(of: "timeout") ?? "5m"
    let size = arguments.value(of: "memory") ?? "512MiB"
    var timeout: Int64?
    do throws(ValueError) {
      timeout = time == "0" ? nil : try DurationArgument.microseconds(time)
    } catch {
      throw Diagnostic(error, option: "--timeout").asUsage
    }
    do throws(ValueError) {
      return (timeout, try SizeArgument.bytes(size))
    } catch {
      throw Diagnostic(error, option: "--memory").asUsage
    }
  }
}
