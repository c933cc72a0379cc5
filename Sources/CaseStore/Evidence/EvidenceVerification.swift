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
    /// A source's block is not the one that the chain names last.
    case missingBlock(source: Int64, ordinal: Int64)
    /// A source has a block that the chain does not name.
    case foreignBlock(source: Int64, ordinal: Int64)
    /// A block belongs to no source.
    case looseBlock(row: Int64)
    /// A block does not unpack to its length.
    case unpacking(source: Int64, ordinal: Int64)
    /// A plain source's bytes do not hash to the file's digest.
    case source(Int64)
    /// A source's row is not the one in the chain, or is gone.
    case sourceRow(Int64)
    /// What the case says of a source's being pruned is not what the chain says.
    case pruned(Int64)
    /// A rejected record is not the one in the chain, or is gone.
    case rejected(source: Int64, offset: Int64)
  }

  /// What was found.
  public private(set) var differences: [Difference] = []
  /// How many entries of the chain and blocks were looked at.
  public private(set) var entries: Int64 = 0
  /// How many blocks were looked at.
  public private(set) var blocks: Int64 = 0
  /// Unpacked bytes looked at.
  public private(set) var bytes: Int64 = 0
  /// The head, recomputed from the first entry on.
  public private(set) var head = [UInt8](repeating: 0, count: 32)

  private let connection: Connection

  /// Verifies a case.
  public init(path: String) throws(CaseError) {
    connection = try CaseFile.openForReading(path, isMapped: false)
    do {
      // One state of the case, whatever an ingest adds meanwhile.
      try connection.begin(.deferred)
      try verifyChain()
      try verifySources()
      try connection.commit()
    } catch {
      throw .database(error)
    }
  }

  /// What the chain says of the last entry for each thing.
  private struct Named {
    var blocks: [Int64: [Int64: [UInt8]]] = [:]
    var sources: [Int64: [UInt8]] = [:]
    var rejected: [Int64: [Int64: [UInt8]]] = [:]
    var pruned: [Int64: [UInt8]] = [:]

    /// Nothing that a source held is there any longer.
    mutating func prune(_ source: Int64, _ digest: [UInt8]) {
      (blocks[source], rejected[source]) = (nil, nil)
      pruned[source] = digest
    }
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
      case .takenBack: named.rejected[source]?[ordinal] = nil
      case .pruned: named.prune(source, digest)
      case nil: differences.append(.chain(entry: rows.integer(0)))
      }
    }
    try compareBlocks(named)
    try findLooseBlocks()
    try compareSources(named)
    try compareRejected(named)
    try comparePruned(named)
  }

  private mutating func comparePruned(_ named: Named) throws(SQLiteError) {
    let rows = try connection.prepare("SELECT source_id FROM pruned")
    var said: Set<Int64> = Set(named.pruned.keys)
    while try rows.step() { said.insert(rows.integer(0)) }
    for source in said.sorted()
    where try EvidenceChain.digest(ofPruned: source, connection) != named.pruned[source] {
      differences.append(.pruned(source))
    }
  }

  private mutating func compareBlocks(_ named: Named) throws(SQLiteError) {
    let rows = try connection.prepare(
      """
      SELECT source_id, ordinal, (SELECT sha256 FROM block b WHERE b.block_id = s.block_id)
      FROM source_block s ORDER BY source_id, ordinal
      """)
    var left = named.blocks
    while try rows.step() {
      let (source, ordinal) = (rows.integer(0), rows.integer(1))
      guard let digest = left[source]?.removeValue(forKey: ordinal) else {
        differences.append(.foreignBlock(source: source, ordinal: ordinal))
        continue
      }
      if rows.isNull(2) || rows.blob(2) != digest {
        differences.append(.missingBlock(source: source, ordinal: ordinal))
      }
    }
    for (source, blocks) in left.sorted(by: { $0.key < $1.key }) {
      for ordinal in blocks.keys.sorted() {
        differences.append(.missingBlock(source: source, ordinal: ordinal))
      }
    }
  }

  private mutating func findLooseBlocks() throws(SQLiteError) {
    let rows = try connection.prepare(
      """
      SELECT block_id FROM block WHERE block_id NOT IN (SELECT block_id FROM source_block)
      ORDER BY block_id
      """)
    while try rows.step() { differences.append(.looseBlock(row: rows.integer(0))) }
  }

  private mutating func compareSources(_ named: Named) throws(SQLiteError) {
    let rows = try connection.prepare("SELECT source_id, state FROM source ORDER BY source_id")
    var left = named.sources
    while try rows.step() {
      let source = rows.integer(0)
      let digest = left.removeValue(forKey: source)
      // One that is being read, perhaps on, has no entry for where it stands.
      guard rows.integer(1) > 0 else { continue }
      if try EvidenceChain.digest(ofSource: source, connection) != digest {
        differences.append(.sourceRow(source))
      }
    }
    for source in left.keys.sorted() { differences.append(.sourceRow(source)) }
  }

  private mutating func compareRejected(_ named: Named) throws(SQLiteError) {
    let rows = try connection.prepare(
      """
      SELECT source_id, line, byte_offset, byte_length, reason, fault_offset, is_tail, is_salvaged
      FROM rejected ORDER BY source_id, byte_offset
      """)
    var left = named.rejected
    while try rows.step() {
      let (source, offset) = (rows.integer(0), rows.integer(2))
      let digest = left[source]?.removeValue(forKey: offset)
      if EvidenceChain.digest(ofRejected: rows, from: 0) != digest {
        differences.append(.rejected(source: source, offset: offset))
      }
    }
    for (source, records) in left.sorted(by: { $0.key < $1.key }) {
      for offset in records.keys.sorted() {
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
