internal import AuditEvents
internal import SQLite

/// Salvaged events, which are parts of what may be whole elsewhere.
extension CaseWriter {
  /// Keeps in mind a salvaged event that has a row.
  mutating func note(salvaged event: Event, id: Int64) throws(SQLiteError) {
    salvaged[event.auditHash, default: []].append(id)
    let insert = try connection.prepare("INSERT OR REPLACE INTO event_salvaged VALUES (?, ?)")
    try insert.bind(id, at: 1)
    try insert.bind(Int64(bitPattern: event.auditHash), at: 2)
    try insert.run()
  }

  /// Whether the case has the event that a salvaged one is part of.
  ///
  /// A part often lacks its times, so it is sought by its audit ID.
  mutating func hasWhole(
    of event: Event, _ batch: EventBatch
  ) throws(SQLiteError) -> Bool {
    let key = LookupSegment.key(ofAudit: event.auditHash)
    for id in segment.ids(ofAudit: key) where try isPart(event, of: id, batch) { return true }
    for id in try committed(key) where try isPart(event, of: id, batch) { return true }
    return false
  }

  /// The committed events of an audit ID's key.
  private func committed(_ key: UInt32) throws(SQLiteError) -> [Int64] {
    let reader = try CaseReader(connection, path: path)
    do throws(CaseError) {
      return try reader.events(.audit, keys: [key], atMost: .max) ?? []
    } catch {
      if case .database(let error) = error { throw error }
      return []
    }
  }

  private func isPart(
    _ part: Event, of id: Int64, _ batch: EventBatch
  ) throws(SQLiteError) -> Bool {
    guard let stored = try storedEvent(id) else { return false }
    return try isSameSaying(stored, part, batch)
  }

  /// Whether two events, one of them a part, are of one stage of one request, as
  /// far as the part tells.
  private func isSameSaying(
    _ stored: StoredEvent, _ event: Event, _ batch: EventBatch
  ) throws(SQLiteError) -> Bool {
    guard stored.cluster == source?.cluster ?? 1,
      stored.stage == event.stage || stored.stage == .unknown || event.stage == .unknown,
      try isSameAuditID(stored, event, batch)
    else { return false }
    return try statements.tupleTexts.verbIfBoth(stored.operation, event.operation)
  }

  /// Takes away the salvaged parts of an event that has come whole.
  mutating func dropParts(of event: Event, _ batch: EventBatch) throws(SQLiteError) {
    guard let parts = salvaged[event.auditHash] else { return }
    try flush(batch)
    for id in parts {
      guard let stored = try storedEvent(id), try isSameSaying(stored, event, batch) else {
        continue
      }
      try drop(stored, hash: event.auditHash)
    }
  }

  /// Takes away a row.
  private mutating func drop(_ stored: StoredEvent, hash: UInt64) throws(SQLiteError) {
    counts.add(-1, stored.stage, stored.level)
    recent.forget(stored.id)
    salvaged[hash]?.removeAll { $0 == stored.id }
    if salvaged[hash]?.isEmpty == true { salvaged[hash] = nil }
    for table in ["event", "event_text", "event_item", "event_salvaged"] + Schema.factTables {
      let delete = try connection.prepare("DELETE FROM \(table) WHERE event_id = ?")
      try delete.bind(stored.id, at: 1)
      try delete.run()
    }
    let note = try connection.prepare("INSERT OR IGNORE INTO event_gone VALUES (?)")
    try note.bind(stored.id, at: 1)
    try note.run()
  }

  /// Takes back what was salvaged at the end of a source that goes on.
  mutating func takeBack(
    salvagedAt offset: Int64, length: Int64, of source: Int64
  ) throws(SQLiteError) {
    let rows = try connection.prepare(
      """
      SELECT event_id, audit_hash FROM event_salvaged s WHERE EXISTS (SELECT 1 FROM event e
      WHERE e.event_id = s.event_id AND source_id = ? AND byte_offset = ?)
      """)
    try rows.bind(source, at: 1)
    try rows.bind(offset, at: 2)
    self.source?.tally.salvaged -= 1
    self.source?.tally.bytesSalvaged -= length
    // It may have gone already, when its whole copy came.
    guard try rows.step(), let stored = try storedEvent(rows.integer(0)) else { return }
    let hash = UInt64(bitPattern: rows.integer(1))
    rows.reset()
    try drop(stored, hash: hash)
  }
}
