/// The formats an answer can be written in, by the names of `--format`.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// Aligned columns, fitted to a terminal or uncut in a pipe.
  case table
  /// Comma-separated values (RFC 4180 quoting, lines end with LF).
  case csv
  /// Tab-separated values, quoted as in the `excel-tab` dialect.
  case tsv
  /// One array of objects, one object a line.
  case json
  /// One object a line.
  case ndjson
  /// A Markdown table.
  case markdown
}

/// How an answer is written, beyond its format.
public struct RenderingOptions: Sendable {
  /// The zone of the times in tables; machine formats always use UTC.
  public var zone: TimeZoneRules
  /// The terminal's width in cells; nil leaves a table uncut.
  public var width: Int?
  /// Whether a table is coloured.
  public var usesColor: Bool
  /// How many rows decide the widths of a table's columns.
  public var sampledRows: Int
  /// What is blacked out in columns that may hold secrets; nil shows all.
  public var redaction: Redaction?

  /// Creates options; the defaults suit a pipe.
  public init(
    zone: TimeZoneRules = .utc, width: Int? = nil, usesColor: Bool = false,
    sampledRows: Int = 1000, redaction: Redaction? = nil
  ) {
    self.zone = zone
    self.width = width
    self.usesColor = usesColor
    self.sampledRows = sampledRows
    self.redaction = redaction
  }
}
