internal import SQLite

/// What a case keeps of a source whose evidence was taken out.
public struct PrunedSource: Sendable, Equatable {
  /// When, RFC 3339 in UTC.
  public let at: String
  /// By whom: user@host.
  public let who: String
  /// Name and version of the program that did.
  public let tool: String
  /// The option that chose it, as it was typed.
  public let choice: String
  /// Rows it had.
  public let events: Int64
  /// Blocks it had.
  public let blocks: Int64
  /// Unpacked bytes it had.
  public let jsonBytes: Int64
  /// The chain's head before, 32 bytes.
  public let headBefore: [UInt8]

  /// All of a case, by the number of the source.
  static func all(_ connection: Connection) throws(SQLiteError) -> [Int64: PrunedSource] {
    let rows = try connection.prepare(
      "SELECT source_id, at, who, tool, choice, events, blocks, json_bytes, head_before FROM pruned"
    )
    var all: [Int64: PrunedSource] = [:]
    while try rows.step() {
      all[rows.integer(0)] = PrunedSource(
        at: rows.text(1), who: rows.text(2), tool: rows.text(3), choice: rows.text(4),
        events: rows.integer(5), blocks: rows.integer(6), jsonBytes: rows.integer(7),
        headBefore: rows.blob(8))
    }
    return all
  }
}
