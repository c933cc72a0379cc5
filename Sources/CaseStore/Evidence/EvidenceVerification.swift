internal import Compression
internal import Digests
internal import SQLite

/// Recomputes what proves the evidence of a case.
public struct EvidenceVerification {
  /// Something that is not as it was.
  public enum Difference: Sendable, Equatable {
    /// An entry of the chain does not follow from the one before.
    case chain(entry: Int64)
    /// A block's packed bytes are not those of its address.
    case block(source: Int64, ordinal: Int64)
    /// A block that the chain names is not there.
    case missingBlock(source: Int64, ordinal: Int64)
    /// A block does not unpack to its length.
    case unpacking(source: Int64, ordinal: Int64)
    /// A plain source's bytes do not hash to the file's digest.
    case source(Int64)
    /// A source's row and the chain name different digests.
    case sourceDigest(Int64)
    /// A rejected record is not the one in the chain.
    case rejected(source: Int64, offset: Int64)
  }

  /// What was found.
  public private(set) var differences: [Difference] = []
  /// How many entries of the chain and blocks were looked at.
  public private(set) var entries: Int64 = 0
  public private(set) var blocks: Int64 = 0
  /// Unpacked bytes looked at.
  public private(set) var bytes: Int64 = 0
  /// The head, recomputed from the first entry on.
  public private(set) var head = [UInt8](repeating: 0, count: 32)

  private let connection: Connection

  /// Verifies a case.
  public init(path: String) throws(CaseError) {
    connection = try CaseFile.openForReading(path)
    do {
      try verifyChain()
      try verifySources()
    } catch {
      throw .database(error)
    }
  }

  /// What the chain says of the last entry for each thing.
  private struct Named {
    var blocks: [Int64: [Int64: [UInt8]]] = [:]
    var sources: [Int64: [UInt8]] = [:]
    var rejected: [Int64: [Int64: [UInt8]]] = [:]
  }

  private mutating func verifyChain() throws(SQLiteError) {
    var named = Named()
    let rows = try connection.prepare(
      "SELECT entry, kind, source_id, ordinal, digest, head FROM chain ORDER BY entry")
    while try rows.step() {
      let (kind, source, ordinal) = (rows.integer(1), rows.integer(2), rows.integer(3))
      let digest = rows.blob(4)
      head = EvidenceChain.head(after: head, kind: kind, source, ordinal, digest)
      if head != rows.blob(5) {
        differences.append(.chain(entry: rows.integer(0)))
        head = rows.blob(5)
      }
      entries += 1
      switch EvidenceChain.Kind(rawValue: kind) {
      case .block: named.blocks[source, default: [:]][ordinal] = digest
      case .source: named.sources[source] = digest
      case .rejected: named.rejected[source, default: [:]][ordinal] = digest
      case nil: differences.append(.chain(entry: rows.integer(0)))
      }
    }
    try compareBlocks(named)
    try compareSources(named)
    try compareRejected(named)
  }

  private mutating func compareBlocks(_ named: Named) throws(SQLiteError) {
    let rows = try connection.prepare(
      """
      SELECT (SELECT sha256 FROM block b WHERE b.block_id = s.block_id)
      FROM source_block s WHERE source_id = ? AND ordinal = ?
      """)
    for (source, blocks) in named.blocks.sorted(by: { $0.key < $1.key }) {
      for (ordinal, digest) in blocks.sorted(by: { $0.key < $1.key }) {
        try rows.bind(source, at: 1)
        try rows.bind(ordinal, at: 2)
        if try !rows.step() || rows.blob(0) != digest {
          differences.append(.missingBlock(source: source, ordinal: ordinal))
        }
        rows.reset()
      }
    }
  }

  private mutating func compareSources(_ named: Named) throws(SQLiteError) {
    let rows = try connection.prepare(
      "SELECT source_id, sha256 FROM source WHERE state > 0 ORDER BY source_id")
    while try rows.step() {
      if named.sources[rows.integer(0)] != rows.blob(1) {
        differences.append(.sourceDigest(rows.integer(0)))
      }
    }
  }

  private mutating func compareRejected(_ named: Named) throws(SQLiteError) {
    let rows = try connection.prepare(
      """
      SELECT source_id, line, byte_offset, byte_length, reason, fault_offset, is_tail
      FROM rejected ORDER BY source_id, byte_offset
      """)
    while try rows.step() {
      var digest: [UInt8] = []
      for column in 0..<7 as Range<Int32> {
        withUnsafeBytes(of: rows.integer(column).littleEndian) { digest.append(contentsOf: $0) }
      }
      let (source, offset) = (rows.integer(0), rows.integer(2))
      if named.rejected[source]?[offset] != digest {
        differences.append(.rejected(source: source, offset: offset))
      }
    }
  }

  /// Unpacks every block, and hashes what can be hashed again.
  private mutating func verifySources() throws(SQLiteError) {
    let sources = try connection.prepare(
      "SELECT source_id, compression, sha256, state FROM source ORDER BY source_id")
    let blocks = try connection.prepare(
      """
      SELECT s.ordinal, b.sha256, b.json_bytes, b.packed FROM source_block s
      JOIN block b ON b.block_id = s.block_id WHERE s.source_id = ? ORDER BY s.ordinal
      """)
    while try sources.step() {
      let source = sources.integer(0)
      var whole = SHA256()
      var isKept = true
      var isEmpty = true
      try blocks.bind(source, at: 1)
      while try blocks.step() {
        isEmpty = false
        let isWhole = verifyBlock(source, blocks, &whole)
        isKept = isKept && isWhole
      }
      blocks.reset()
      let canHash = sources.text(1) == "none" && sources.integer(3) == 1 && isKept && !isEmpty
      if canHash, whole.finish().bytes != sources.blob(2) { differences.append(.source(source)) }
    }
  }

  private mutating func verifyBlock(
    _ source: Int64, _ row: Statement, _ whole: inout SHA256
  ) -> Bool {
    blocks += 1
    guard !row.isNull(3) else { return false }
    let ordinal = row.integer(0)
    let packed = row.blob(3)
    if SHA256.digest(of: packed).bytes != row.blob(1) {
      differences.append(.block(source: source, ordinal: ordinal))
    }
    var reader = ZstdReader(maximumSize: 1 << 22)
    guard let unpacked = try? reader.unpack(packed, expectedSize: Int(row.integer(2))) else {
      differences.append(.unpacking(source: source, ordinal: ordinal))
      return false
    }
    bytes += Int64(unpacked.count)
    whole.update(unpacked)
    return true
  }

  /// What SQLite's own check says; empty if all is well.
  public func integrityProblems() throws(CaseError) -> [String] {
    try CaseError.wrapping { () throws(SQLiteError) in
      let rows = try connection.prepare("PRAGMA integrity_check")
      var problems: [String] = []
      while try rows.step() { problems.append(rows.text(0)) }
      return problems == ["ok"] ? [] : problems
    }
  }
}
