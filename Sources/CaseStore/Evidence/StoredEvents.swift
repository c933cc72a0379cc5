internal import SQLite

/// An event of a case, with where its bytes lie.
public struct StoredEventFacts: Sendable {
  /// Its row.
  public let id: Int64
  /// The audit ID.
  public let auditID: String
  /// As the view `events` writes them; nil where the log gave no such time.
  public let time: String?
  /// When the stage was reached, as the view `events` writes it.
  public let stageTime: String?
  /// The stage.
  public let stage: String
  /// The audit level.
  public let level: String
  /// Whether it is the latest stage of its request.
  public let isLatest: Bool
  /// Whether it contradicts another copy.
  public let isConflict: Bool
  /// Its source, and the source's path.
  public let source: Int64
  /// Where it was found.
  public let path: String
  /// Its first line, counted from one.
  public let line: Int64
  /// Where it begins in the decompressed source, bytes.
  public let offset: Int64
  /// Its length, bytes.
  public let length: Int64
  /// How many events before it lie in the same record.
  public let item: Int
  /// Whether only a part of it could be read.
  public let isSalvaged: Bool
}

extension CaseReader {
  /// Every event with an audit ID: all stages, in order of time, of every
  /// request that bears it.
  public func storedEvents(auditID: String) throws(CaseError) -> [StoredEventFacts] {
    let ids = try events(withAuditID: auditID)
    return try CaseError.wrapping { () throws(SQLiteError) in
      let row = try connection.prepare(
        """
        SELECT audit_id, time, stage_time, stage, level, conflict, source_id,
        (SELECT path FROM source s WHERE s.source_id = v.source_id), line, byte_offset, byte_length,
        (SELECT flags & 1 FROM event e WHERE e.event_id = v.event_id),
        coalesce((SELECT item FROM event_item i WHERE i.event_id = v.event_id), 0),
        (SELECT flags & 4 FROM event e WHERE e.event_id = v.event_id)
        FROM events v WHERE event_id = ?
        """)
      var found: [StoredEventFacts] = []
      for id in ids {
        try row.bind(id, at: 1)
        guard try row.step() else { continue }
        found.append(
          StoredEventFacts(
            id: id, auditID: row.text(0), time: row.optionalText(1),
            stageTime: row.optionalText(2), stage: row.text(3), level: row.text(4),
            isLatest: row.integer(11) == 1, isConflict: row.integer(5) == 1,
            source: row.integer(6), path: row.text(7), line: row.integer(8),
            offset: row.integer(9), length: row.integer(10), item: Int(row.integer(12)),
            isSalvaged: row.integer(13) != 0))
        row.reset()
      }
      return found.sorted {
        ($0.time ?? "", $0.stageTime ?? "", $0.id) < ($1.time ?? "", $1.stageTime ?? "", $1.id)
      }
    }
  }
}
