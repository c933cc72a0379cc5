/// A CSV file of `queries/`: comment lines that begin with `#` and say what it
/// describes, a line of column names, then rows.
///
/// A field holds no comma, quote or line feed; only the last one may have
/// commas.
public struct KnowledgeTable: Sendable, Equatable {
  /// What the comment lines say, without their `#`.
  public let remarks: [String]
  /// The fields of each row, in the order of the columns asked for.
  public let rows: [[String]]

  /// Reads a file that is built in.
  public init(path: String, columns: [String]) throws(KnowledgeError) {
    guard let text = ShippedFiles.text(at: path) else { throw .missing(path: path) }
    try self.init(text: text, path: path, columns: columns)
  }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: what the file holds.
  ///   - path: where it lies, for errors.
  ///   - columns: the names its first line must have, in order.
  public init(text: String, path: String, columns: [String]) throws(KnowledgeError) {
    var remarks: [String] = []
    var rows: [[String]] = []
    var hasHeader = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.isEmpty { continue }
      if line.hasPrefix("#") {
        remarks.append(String(line.dropFirst().drop { $0 == " " }))
        continue
      }
      let fields = line.split(
        separator: ",", maxSplits: columns.count - 1, omittingEmptySubsequences: false
      ).map(String.init)
      guard fields.count == columns.count, hasHeader || fields == columns else {
        throw .malformed(path: path, line: index + 1)
      }
      if hasHeader { rows.append(fields) }
      hasHeader = true
    }
    self.remarks = remarks
    self.rows = rows
  }
}

/// Why a file of `queries/` cannot be used.
public enum KnowledgeError: Error, Equatable, Sendable {
  /// There is no such file in the program.
  case missing(path: String)
  /// A line has not the fields it should have; lines count from 1.
  case malformed(path: String, line: Int)
}
