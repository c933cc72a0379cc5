internal import SQLite

/// Takes sources out of a case to which one is attached, as `derived`, that
/// was derived from the others.
struct EvidenceRemoval {
  private let connection: Connection

  /// The present, RFC 3339 in UTC.
  private let now: () -> String

  init(_ connection: Connection, now: @escaping () -> String) {
    self.connection = connection
    self.now = now
  }

  /// What of a source depends on which copy of an event came first.
  private static let counts = [
    "events", "requests", "duplicates", "conflicts", "rejected", "salvaged", "bytes_events",
    "bytes_duplicates", "bytes_salvaged", "bytes_rejected", "first_us", "last_us",
  ]

  func run(_ sources: [Int64], _ record: CasePruner.Record) throws(SQLiteError) {
    var chain = try EvidenceChain(connection)
    let before = chain.head
    let begin = try connection.prepare("INSERT INTO ingest (started, tool) VALUES (?, ?)")
    try begin.bind(record.at, at: 1)
    try begin.bind(record.tool, at: 2)
    try begin.run()
    let ingest = connection.lastInsertRowID
    for source in sources {
      try note(source, ingest, record, before)
      try remove(source)
      try chain.append(
        .pruned, source: source, ordinal: ingest,
        digest: EvidenceChain.digest(ofPruned: source, connection))
    }
    try connection.execute(
      "DELETE FROM block WHERE block_id NOT IN (SELECT block_id FROM source_block)")
    try takeDerived()
    try takeSalvaged(&chain)
    let end = try connection.prepare("UPDATE ingest SET ended = ?, head = ? WHERE ingest_id = ?")
    try end.bind(now(), at: 1)
    try end.bindBlob(chain.head, at: 2)
    try end.bind(ingest, at: 3)
    try end.run()
  }

  private func note(
    _ source: Int64, _ ingest: Int64, _ record: CasePruner.Record, _ head: [UInt8]
  ) throws(SQLiteError) {
    let note = try connection.prepare(
      """
      INSERT INTO pruned SELECT source_id, ?, ?, ?, ?, ?, events,
      (SELECT count(*) FROM source_block b WHERE b.source_id = s.source_id), json_bytes, ?
      FROM source s WHERE source_id = ?
      """)
    try note.bind(ingest, at: 1)
    let texts = [record.at, record.who, record.tool, record.choice]
    for (index, text) in texts.enumerated() { try note.bind(text, at: Int32(index + 2)) }
    try note.bindBlob(head, at: 6)
    try note.bind(source, at: 7)
    try note.run()
  }

  private func remove(_ source: Int64) throws(SQLiteError) {
    for table in ["source_block", "rejected"] {
      let delete = try connection.prepare("DELETE FROM \(table) WHERE source_id = ?")
      try delete.bind(source, at: 1)
      try delete.run()
    }
  }

  /// Rows, tuples, look-ups, facts and counts are those of the other sources.
  private func takeDerived() throws(SQLiteError) {
    let isIndexed = try connection.integer(
      "SELECT 1 FROM derived.sqlite_schema WHERE name = 'event_audit'")
    try connection.execute("DROP INDEX IF EXISTS main.event_audit")
    for table in Schema.derivedTables {
      try connection.execute(
        """
        DELETE FROM main.\(table);
        INSERT INTO main.\(table) SELECT * FROM derived.\(table)
        """)
    }
    if isIndexed != nil { try connection.execute(Schema.auditIndex) }
    let columns = Self.counts.map { "\($0) = d.\($0)" }.joined(separator: ", ")
    try connection.execute(
      """
      UPDATE main.source SET \(columns) FROM derived.source d
      WHERE d.source_id = main.source.source_id AND main.source.state < 2
      """)
  }

  /// What could be read of a rejected record may have been a copy of an event
  /// that is no longer there, and is an event now.
  private func takeSalvaged(_ chain: inout EvidenceChain) throws(SQLiteError) {
    let changed = try connection.prepare(
      """
      UPDATE main.rejected SET is_salvaged = d.is_salvaged FROM derived.rejected d
      WHERE d.source_id = main.rejected.source_id AND d.byte_offset = main.rejected.byte_offset
      AND d.is_salvaged <> main.rejected.is_salvaged
      RETURNING source_id, line, byte_offset, byte_length, reason, fault_offset, is_tail,
      is_salvaged
      """)
    var numbers: [[Int64]] = []
    while try changed.step() {
      numbers.append((0..<8 as Range<Int32>).map { changed.integer($0) })
    }
    for row in numbers.sorted(by: { ($0[0], $0[2]) < ($1[0], $1[2]) }) {
      try chain.append(
        .rejected, source: row[0], ordinal: row[2],
        digest: EvidenceChain.digest(ofRejected: row))
    }
  }
}
