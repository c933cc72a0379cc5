internal import Knowledge
public import LogBytes

/// The wrappers that the program knows, from `queries/formats`.
public enum ShippedFormats {
  /// All of them.
  public static let catalog = FormatCatalog(
    kinds: rows("kinds", ["kind", "all", "any"]),
    wrappers: rows("wrappers", ["format", "path", "marks"]),
    prefixes: rows("prefixes", ["format", "pattern"]))

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
