/// A place in an SQL text, for a message.
struct SQLPlace {
  /// Longer lines are shown in part.
  private static let width = 76

  /// Both count from 1; the column in characters.
  let line: Int
  let column: Int
  /// The line there, and a mark below the place.
  let excerpt: [String]

  /// - Parameter offset: bytes from the text's beginning.
  init(_ offset: Int, in sql: String) {
    let before = String(decoding: sql.utf8.prefix(offset), as: UTF8.self)
    let start = before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    line = before.split(separator: "\n", omittingEmptySubsequences: false).count
    column = start.count + 1
    let rest = Substring(sql.utf8.dropFirst(offset)).prefix { $0 != "\n" }
    let whole = (start + rest).map { $0 == "\t" ? " " : String($0) }
    let first = max(0, min(start.count - Self.width / 2, whole.count - Self.width))
    let shown = SafeText.escaped(whole.dropFirst(first).prefix(Self.width).joined())
    let lead = SafeText.escaped(whole.dropFirst(first).prefix(start.count - first).joined())
    excerpt = [shown, String(repeating: " ", count: lead.count) + "^"]
  }
}
