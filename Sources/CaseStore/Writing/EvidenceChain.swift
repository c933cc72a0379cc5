internal import Digests
internal import SQLite

/// The hash chain over blocks, rejected records and sources.
struct EvidenceChain {
  /// What an entry is about.
  enum Kind: Int64 {
    case block = 1
    case rejected = 2
    case source = 3
    case takenBack = 4
    case pruned = 5
  }

  /// The last entry's head; all zeros at first.
  private(set) var head: [UInt8]
  private let insert: Statement

  /// Continues the chain of a case.
  init(_ connection: Connection) throws(SQLiteError) {
    let last = try connection.prepare("SELECT head FROM chain ORDER BY entry DESC LIMIT 1")
    head = try last.step() ? last.blob(0) : Array(repeating: 0, count: 32)
    insert = try connection.prepare(
      "INSERT INTO chain (kind, source_id, ordinal, digest, head) VALUES (?, ?, ?, ?, ?)",
      persistent: true)
  }

  /// Appends an entry.
  mutating func append(
    _ kind: Kind, source: Int64, ordinal: Int64, digest: [UInt8]
  ) throws(SQLiteError) {
    head = Self.head(after: head, kind: kind.rawValue, source, ordinal, digest)
    try insert.bind(kind.rawValue, at: 1)
    try insert.bind(source, at: 2)
    try insert.bind(ordinal, at: 3)
    try insert.bindBlob(digest, at: 4)
    try insert.bindBlob(head, at: 5)
    try insert.run()
  }

  /// What the chain says of a rejected record: its eight numbers.
  static func digest(ofRejected numbers: [Int64]) -> [UInt8] {
    numbers.flatMap { withUnsafeBytes(of: $0.littleEndian) { Array($0) } }
  }

  /// The same, read from eight columns of a row.
  static func digest(ofRejected row: Statement, from column: Int32) -> [UInt8] {
    digest(ofRejected: (column..<column + 8).map { row.integer($0) })
  }

  /// What the chain says of a source that was read to its end: the SHA-256 of
  /// all that its row says of the file.
  static func digest(
    ofSource id: Int64, _ connection: Connection
  ) throws(SQLiteError) -> [UInt8] {
    let row = try connection.prepare(
      """
      SELECT path, (SELECT name FROM cluster c WHERE c.cluster_id = s.cluster_id), state,
      file_bytes, modified_us, sha256, archive_sha256, compression, source_format, evidence, tool, max_record,
      json_bytes, damage FROM source s WHERE source_id = ?
      """)
    try row.bind(id, at: 1)
    return try row.step() ? digest(ofRow: row) : []
  }

  /// What the chain says of a source that was pruned.
  static func digest(
    ofPruned id: Int64, _ connection: Connection
  ) throws(SQLiteError) -> [UInt8] {
    let row = try connection.prepare("SELECT * FROM pruned WHERE source_id = ?")
    try row.bind(id, at: 1)
    return try row.step() ? digest(ofRow: row) : []
  }

  /// The SHA-256 of all columns of a row.
  private static func digest(ofRow row: Statement) -> [UInt8] {
    var bytes: [UInt8] = []
    for column in 0..<row.columnCount {
      let value: [UInt8]
      switch row.value(column) {
      case .null: value = []
      case .integer(let number): value = Array(String(number).utf8)
      case .blob(let blob): value = blob
      case .real, .text: value = Array(row.text(column).utf8)
      }
      // Each behind its length, so that no two rows give the same bytes.
      let length = row.isNull(column) ? -1 : Int64(value.count)
      withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) }
      bytes += value
    }
    return SHA256.digest(of: bytes).bytes
  }

  /// The head after one more entry.
  static func head(
    after head: [UInt8], kind: Int64, _ source: Int64, _ ordinal: Int64, _ digest: [UInt8]
  ) -> [UInt8] {
    var bytes = head
    for number in [kind, source, ordinal] {
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    bytes.append(contentsOf: digest)
    return SHA256.digest(of: bytes).bytes
  }
}
