internal import SQLite

/// How much room the evidence of a case takes in its file.
public struct CaseWeights: Sendable {
  private struct Block {
    var bytes: Int64
    var sources: Set<Int64>
  }

  /// The size of the file, bytes.
  public let fileBytes: Int64
  private let pageBytes: Int64
  private let blocks: [Int64: Block]
  /// What the chain takes, which no pruning makes smaller.
  private let chainBytes: Int64

  /// Weighs a case.
  public init(path: String) throws(CaseError) {
    let connection = try CaseFile.openForReading(path)
    (fileBytes, pageBytes, blocks, chainBytes) = try CaseError.wrapping { () throws(SQLiteError) in
      let page = try connection.integer("PRAGMA page_size") ?? 0
      let pages = try connection.integer("PRAGMA page_count") ?? 0
      let chain = try connection.integer(
        "SELECT sum(length(digest) + length(head) + 16) FROM chain")
      return (pages * page, page, try Self.blocks(connection), chain ?? 0)
    }
  }

  private static func blocks(_ connection: Connection) throws(SQLiteError) -> [Int64: Block] {
    let rows = try connection.prepare(
      """
      SELECT block_id, source_id, (SELECT coalesce(length(packed), 0) FROM block b
      WHERE b.block_id = s.block_id) FROM source_block s
      """)
    var blocks: [Int64: Block] = [:]
    while try rows.step() {
      blocks[rows.integer(0), default: Block(bytes: rows.integer(2), sources: [])].sources
        .insert(rows.integer(1))
    }
    return blocks
  }

  /// What blocks take that are of other sources than some, bytes of whole pages.
  ///
  /// Each block has pages of its own, and a share of one that it has with others.
  public func blockBytes(without sources: Set<Int64>) -> Int64 {
    blocks.values.reduce(0) { sum, block in
      guard !block.sources.isSubset(of: sources) else { return sum }
      return sum + (block.bytes + pageBytes / 2) / pageBytes * pageBytes + pageBytes / 8
    }
  }

  /// How large the file would be without some sources, given the size of a case
  /// that was derived from the others.
  public func fileBytes(without sources: Set<Int64>, derived: Int64) -> Int64 {
    derived + blockBytes(without: sources) + chainBytes
  }
}
