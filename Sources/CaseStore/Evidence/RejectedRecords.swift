public import LogBytes
internal import SQLite

/// The rejected records of a case, in the order of the evidence.
public struct RejectedRecords: ~Copyable {
  /// One of them.
  public struct Entry: Sendable, Equatable {
    /// Its source, and the source's path.
    public let source: Int64
    /// Where it was found.
    public let path: String
    /// The stretch.
    public let record: RejectedRecord
    /// The bytes, as many as were asked for; nil where they are not kept.
    public let bytes: [UInt8]?
  }

  private let rows: Statement
  private let evidence: EvidenceReader
  private let byteLimit: Int64

  /// Opens a case.
  ///
  /// - Parameter byteLimit: how many bytes of each to give.
  public init(path: String, byteLimit: Int64) throws(CaseError) {
    let connection = try CaseFile.openForReading(path)
    let evidence = try EvidenceReader(connection)
    let rows = try CaseError.wrapping { () throws(SQLiteError) in
      try connection.prepare(
        """
        SELECT source_id, (SELECT path FROM source s WHERE s.source_id = r.source_id), line,
        byte_offset, byte_length, reason, fault_offset, is_tail, is_salvaged
        FROM rejected r ORDER BY source_id, byte_offset
        """)
    }
    self.rows = rows
    self.evidence = evidence
    self.byteLimit = byteLimit
  }

  /// The next one.
  public func next() throws(CaseError) -> Entry? {
    let hasRow = try CaseError.wrapping { () throws(SQLiteError) in try rows.step() }
    guard hasRow else { return nil }
    var record = RejectedRecord(
      offset: rows.integer(3), length: rows.integer(4), line: rows.integer(2),
      reason: RejectedRecord.Reason(rawValue: rows.integer(5)) ?? .malformed,
      faultOffset: rows.integer(6), isTail: rows.integer(7) == 1)
    record.isSalvaged = rows.integer(8) > 0
    return Entry(
      source: rows.integer(0), path: rows.text(1), record: record,
      bytes: try bytes(rows.integer(0), record))
  }

  private func bytes(
    _ source: Int64, _ record: RejectedRecord
  ) throws(CaseError) -> [UInt8]? {
    do {
      return try evidence.bytes(
        source: source, offset: record.offset, length: min(record.length, byteLimit))
    } catch .missingBlock {
      return nil
    }
  }
}
