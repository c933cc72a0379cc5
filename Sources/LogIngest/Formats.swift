public import AuditEvents
internal import Knowledge
public import LogBytes

/// The wrappers and dialects that are known.
public struct Formats: Sendable {
  /// Where events lie in what shippers and exports made.
  public let wrappers: FormatCatalog
  /// How their fields are called there.
  public let dialects: DialectCatalog

  /// What people should know of each.
  public let guide: [FormatGuide]

  /// Those that the program has built in, from `queries/formats`.
  public static let shipped = Formats(
    wrappers: FormatCatalog(
      kinds: rows("kinds", ["kind", "all", "any"]),
      wrappers: rows("wrappers", ["format", "path", "marks", "each"]),
      prefixes: rows("prefixes", ["format", "pattern"]),
      columns: rows("csv", ["format", "column"])),
    dialects: DialectCatalog(
      fields: rows("fields", ["kind", "from", "to"]), codes: rows("grpc", ["grpc", "http"])),
    guide: FormatGuide.all(
      recognised: rows("recognised", ["format", "recognised"]),
      losses: rows("losses", ["format", "lost"])))

  private static func rows(_ name: String, _ columns: [String]) -> [[String]] {
    let path = "formats/\(name).csv"
    do {
      return try KnowledgeTable(path: path, columns: columns).rows
    } catch {
      // It is built in, and a test reads it.
      preconditionFailure("\(path): \(error)")
    }
  }
}
