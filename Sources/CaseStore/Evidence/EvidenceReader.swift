internal import Compression
internal import Digests
internal import SQLite

/// Reads stored evidence: the decompressed bytes of sources.
public final class EvidenceReader {
  /// The unpacked size of every block of a source but its last, bytes.
  public static let blockSize: Int64 = 1 << 20

  private let connection: Connection
  private let find: Statement
  private var reader = ZstdReader(maximumSize: Int(largest))
  private var packer = ZstdPacker()
  /// The largest block that is believed, bytes.
  private static let largest: Int64 = 1 << 22
  /// The block read last, for bodies that lie close together.
  private var last = OpenedBlock()

  /// Opens the evidence of a case.
  ///
  /// - Parameter isWhole: whether all of it will be read.
  public convenience init(path: String, isWhole: Bool = false) throws(CaseError) {
    try self.init(CaseFile.openForReading(path, isMapped: !isWhole))
  }

  /// Reads the evidence of a case that is open, as that sees it.
  public convenience init(_ reader: CaseReader) throws(CaseError) {
    try self.init(reader.connection)
  }

  init(_ connection: Connection) throws(CaseError) {
    self.connection = connection
    find = try CaseError.wrapping { () throws(SQLiteError) in
      try connection.prepare(
        """
        SELECT packed, json_bytes, sha256 FROM block WHERE block_id =
        (SELECT block_id FROM source_block WHERE source_id = ? AND ordinal = ?)
        """, persistent: true)
    }
  }

  private func row(_ source: Int64, _ ordinal: Int64) throws(CaseError) -> Bool {
    try CaseError.wrapping { () throws(SQLiteError) in
      find.reset()
      try find.bind(source, at: 1)
      try find.bind(ordinal, at: 2)
      return try find.step()
    }
  }

  /// The bytes of a block of a source.
  ///
  /// - Throws: `missingBlock` if the case does not have it, `damagedBlock` if it
  ///   does not unpack.
  public func block(source: Int64, ordinal: Int64) throws(CaseError) -> [UInt8] {
    try seek(source, ordinal)
    do {
      return try reader.unpack(find.blob(0), expectedSize: Int(find.integer(1)))
    } catch {
      throw .damagedBlock(source: source, ordinal: ordinal)
    }
  }

  /// The bytes of a stretch of a source.
  public func bytes(source: Int64, offset: Int64, length: Int64) throws(CaseError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(length))
    var position = offset
    while position < offset + length {
      let ordinal = position / Self.blockSize
      let start = Int(position % Self.blockSize)
      let wanted = min(start + Int(offset + length - position), Int(Self.blockSize))
      try open(source, ordinal, to: wanted)
      let end = min(last.bytes.count, wanted)
      guard end > start else { throw .missingBlock(source: source, ordinal: ordinal) }
      bytes.append(contentsOf: last.bytes[start..<end])
      position += Int64(end - start)
    }
    return bytes
  }

  /// Makes `find` stand at a block of a source that the case keeps.
  private func seek(_ source: Int64, _ ordinal: Int64) throws(CaseError) {
    guard try row(source, ordinal), !find.isNull(0) else {
      throw .missingBlock(source: source, ordinal: ordinal)
    }
  }

  /// Makes `last` a block of a source, unpacked as far as is wanted.
  private func open(_ source: Int64, _ ordinal: Int64, to end: Int) throws(CaseError) {
    if !last.isOpen(source, ordinal) {
      try seek(source, ordinal)
      let size = find.integer(1)
      guard (0...Self.largest).contains(size) else {
        throw .damagedBlock(source: source, ordinal: ordinal)
      }
      last.open(source, ordinal, packed: find.blob(0), size: Int(size))
    }
    guard last.unpack(to: end) else { throw .damagedBlock(source: source, ordinal: ordinal) }
  }

  /// Whether a stored block begins a stretch of bytes that was read again.
  public func isPrefix(
    source: Int64, ordinal: Int64, of bytes: [UInt8]
  ) throws(CaseError) -> Bool {
    guard try row(source, ordinal) else { return false }
    let length = Int(find.integer(1))
    guard length <= bytes.count else { return false }
    if find.isNull(0) {
      let packed = packer.pack(Array(bytes[..<length]))
      return SHA256.digest(of: packed).bytes == find.blob(2)
    }
    return try block(source: source, ordinal: ordinal).elementsEqual(bytes[..<length])
  }
}
