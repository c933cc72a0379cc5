internal import Digests
internal import SQLite

/// The hash chain over blocks, rejected records and sources.
struct EvidenceChain {
  /// What an entry is about.
  enum Kind: Int64 {
    case block = 1
    case rejected = 2
    case source = 3
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
