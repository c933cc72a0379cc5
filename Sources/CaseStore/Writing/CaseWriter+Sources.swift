public import AuditEvents
internal import LogBytes
internal import SQLite

/// The source being read.
struct OpenSource {
  let id: Int64
  let cluster: Int64
  var facts: SourceFacts
  var tally: Tally
  let from: Int64
  /// Where reading would go on after a kill, or when the source has grown.
  var resume: FramingState
  /// Its place in the run.
  let ordinal: Int64
  /// Whether an audit event was found in it.
  ///
  /// Until then all that is written stands behind a savepoint, for a source
  /// without any leaves only its row.
  var isConfirmed: Bool
  /// Whether a record was rejected that reached the end of the source.
  var endsInTail = false
  /// The wrappers that events came in, in the order of their first.
  var formats: [String] = []
  /// What could not be carried over with certainty.
  var notes: [String] = []
  /// The chain before it.
  let chain: EvidenceChain
}

/// What a source came to.
public enum SourceOutcome {
  /// It was read: all it holds, and what speaks against its being of the same
  /// cluster as another source.
  case read(Tally, doubt: ClusterDoubt?)
  /// No audit event was in it, and only its row is left.
  case skipped
}

extension CaseWriter {
  /// Starts a source, or goes on with one that is known.
  ///
  /// - Parameters:
  ///   - facts: what is known of the file now.
  ///   - known: what the case has of it; its last rejected record is taken back
  ///     if it broke off at the end, for the rest may have come.
  ///   - number: the number of a new source; the next one by default.
  public mutating func begin(
    _ facts: SourceFacts, known: KnownSource?, number: Int64? = nil
  ) throws(CaseError) {
    do {
      try beginIfNeeded()
      let cluster = try clusterID(facts.cluster)
      sourcesBegun += 1
      signs.beginSource()
      if let known {
        source = OpenSource(
          id: known.id, cluster: cluster, facts: facts, tally: known.tally,
          from: known.resume.offset, resume: known.resume, ordinal: sourcesBegun,
          isConfirmed: true, formats: try list("source_format", of: known.id, separator: ", "),
          notes: try list("notes", of: known.id, separator: "\n"), chain: chain)
        try readOn(known.id, facts)
      } else {
        try connection.execute("SAVEPOINT unconfirmed")
        let id = try insertSource(facts, cluster, number)
        source = OpenSource(
          id: id, cluster: cluster, facts: facts, tally: Tally(), from: 0,
          resume: FramingState(), ordinal: sourcesBegun, isConfirmed: false, chain: chain)
      }
      if let source { sourceClusters[source.id] = cluster }
    } catch {
      throw .database(error)
    }
  }

  private func clusterID(_ name: String) throws(SQLiteError) -> Int64 {
    let insert = try connection.prepare("INSERT OR IGNORE INTO cluster (name) VALUES (?)")
    try insert.bind(name, at: 1)
    try insert.run()
    let find = try connection.prepare("SELECT cluster_id FROM cluster WHERE name = ?")
    try find.bind(name, at: 1)
    return try find.step() ? find.integer(0) : 1
  }

  private func insertSource(
    _ facts: SourceFacts, _ cluster: Int64, _ number: Int64?
  ) throws(SQLiteError) -> Int64 {
    let insert = try connection.prepare(
      """
      INSERT INTO source (cluster_id, path, state, file_bytes, modified_us, compression,
      source_format, evidence, tool, max_record, json_bytes, resume_offset, resume_line,
      resume_column, resume_containers, source_id, archive_sha256)
      VALUES (?, ?, 0, ?, ?, ?, '', ?, ?, ?, 0, 0, 1, 0, '', ?, ?)
      """)
    try insert.bind(cluster, at: 1)
    try insert.bind(facts.path, at: 2)
    try insert.bind(facts.fileBytes, at: 3)
    try insert.bind(facts.modified, at: 4)
    try insert.bind(facts.compression, at: 5)
    try insert.bind(facts.keepsEvidence ? "keep" : "reference", at: 6)
    try insert.bind(tool, at: 7)
    try insert.bind(Int64(facts.maxRecord), at: 8)
    try insert.bind(number, at: 9)
    if let archive = facts.archiveDigest {
      try insert.bindBlob(archive, at: 10)
    } else {
      try insert.bindNull(at: 10)
    }
    try insert.run()
    return connection.lastInsertRowID
  }

  /// What a list of a known source's row has.
  private func list(
    _ column: StaticString, of id: Int64, separator: String
  ) throws(SQLiteError) -> [String] {
    let row = try connection.prepare("SELECT \(column) FROM source WHERE source_id = ?")
    try row.bind(id, at: 1)
    let text = try row.step() ? row.text(0) : ""
    return text.split(separator: separator).map(String.init)
  }

  /// Opens a known source again, and forgets the rejected record at its end.
  private mutating func readOn(_ id: Int64, _ facts: SourceFacts) throws(SQLiteError) {
    let open = try connection.prepare(
      "UPDATE source SET state = 0, modified_us = ?, compression = ?, tool = ? WHERE source_id = ?")
    try open.bind(facts.modified, at: 1)
    try open.bind(facts.compression, at: 2)
    try open.bind(tool, at: 3)
    try open.bind(id, at: 4)
    try open.run()
    let tail = try connection.prepare(
      """
      DELETE FROM rejected WHERE source_id = ? AND is_tail = 1
      RETURNING source_id, line, byte_offset, byte_length, reason, fault_offset, is_tail,
      is_salvaged
      """)
    try tail.bind(id, at: 1)
    while try tail.step() {
      source?.tally.rejected -= 1
      switch tail.integer(7) {
      case 0: source?.tally.bytesRejected -= tail.integer(3)
      case 1: try takeBack(salvagedAt: tail.integer(2), length: tail.integer(3), of: id)
      default:
        source?.tally.duplicates -= 1
        source?.tally.bytesDuplicates -= tail.integer(3)
      }
      try chain.append(
        .takenBack, source: id, ordinal: tail.integer(2),
        digest: EvidenceChain.digest(ofRejected: tail, from: 0))
    }
  }

  /// Adds what one block of the open source held.
  ///
  /// - Parameter block: the block, unless the case has it already.
  public mutating func add(_ batch: EventBatch, block: PackedBlock?) throws(CaseError) {
    do {
      try beginIfNeeded()
      if !batch.events.isEmpty, source?.isConfirmed == false {
        try connection.execute("RELEASE unconfirmed")
        source?.isConfirmed = true
      }
      if let block { try store(block) }
      try store(batch)
      for format in batch.formats where source?.formats.contains(format) == false {
        source?.formats.append(format)
      }
      for note in batch.notes where source?.notes.contains(note.rawValue) == false {
        source?.notes.append(note.rawValue)
      }
      source?.resume = Self.resume(after: batch)
      source?.endsInTail = batch.rejected.last?.isTail ?? false
    } catch {
      throw .database(error)
    }
  }

  /// Where reading would go on after a batch: at the start of a record that
  /// breaks off at the end of the source.
  private static func resume(after batch: EventBatch) -> FramingState {
    guard let tail = batch.rejected.last, tail.isTail, tail.offset != batch.resume.offset else {
      return batch.resume
    }
    return batch.resume.at(tail)
  }

  private mutating func store(_ block: PackedBlock) throws(SQLiteError) {
    guard let source else { return }
    try chain.append(.block, source: source.id, ordinal: block.ordinal, digest: block.digest)
    let insert = statements.blocks.insert
    try insert.run(lending: block.packed.span.bytes) { () throws(SQLiteError) in
      try insert.bindBlob(block.digest, at: 1)
      try insert.bind(block.length, at: 2)
      if source.facts.keepsEvidence {
        try insert.bindLentBlob(0..<block.packed.count, at: 3)
      } else {
        try insert.bindNull(at: 3)
      }
    }
    if connection.changes == 0, source.facts.keepsEvidence { try fillReferencedBlock(block) }
    let replaced = statements.blocks.find
    try replaced.bind(source.id, at: 1)
    try replaced.bind(block.ordinal, at: 2)
    let before = try replaced.step() ? replaced.integer(0) : nil
    replaced.reset()
    let refer = statements.blocks.refer
    try refer.bind(source.id, at: 1)
    try refer.bind(block.ordinal, at: 2)
    try refer.bindBlob(block.digest, at: 3)
    try refer.run()
    if let before { try dropIfUnused(before) }
  }

  /// A tail block that a grown file replaced goes; its entry in the chain stays.
  private func dropIfUnused(_ block: Int64) throws(SQLiteError) {
    let delete = try connection.prepare(
      """
      DELETE FROM block WHERE block_id = ?1
      AND NOT EXISTS (SELECT 1 FROM source_block WHERE block_id = ?1)
      """)
    try delete.bind(block, at: 1)
    try delete.run()
  }

  /// A block that was only referred to is kept after all.
  private func fillReferencedBlock(_ block: PackedBlock) throws(SQLiteError) {
    let update = try connection.prepare(
      "UPDATE block SET packed = ? WHERE sha256 = ? AND packed IS NULL")
    try update.bindBlob(block.packed, at: 1)
    try update.bindBlob(block.digest, at: 2)
    try update.run()
  }

  /// Whether everything so far may be made lasting: no audit event may come in
  /// the open source, or its last record broke off and only its end is missing.
  public var mayCommit: Bool {
    guard let source else { return true }
    return source.isConfirmed && !source.endsInTail
  }

  /// The wrappers that events of the open source came in.
  public var sourceFormats: [String] { source?.formats ?? [] }

  /// What is to be known of how the open source was read.
  public var sourceNotes: [String] { source?.notes ?? [] }

  /// Whether the open source was read to its end, which has yet to be noted.
  public var isAtEnd: Bool { source?.endsInTail ?? false }

  /// Ends the open source.
  ///
  /// - Parameters:
  ///   - fileBytes: the file's size as read.
  ///   - digest: SHA-256 of the file's bytes.
  ///   - damage: what was wrong with the file.
  /// - Returns: what it came to.
  public mutating func end(
    fileBytes: Int64, digest: [UInt8], damage: String?
  ) throws(CaseError) -> SourceOutcome {
    guard let open = source else { return .read(Tally(), doubt: nil) }
    do {
      // The last batch may just have been committed; what follows is one change.
      try beginIfNeeded()
      if open.isConfirmed { try signs.save(open.id, connection) } else { try skip(open) }
      try saveSource(isEnd: true)
      let update = try connection.prepare(
        "UPDATE source SET state = ?, sha256 = ?, damage = ?, file_bytes = ? WHERE source_id = ?")
      try update.bind(open.isConfirmed ? 1 : 2, at: 1)
      try update.bindBlob(digest, at: 2)
      try update.bind(damage, at: 3)
      try update.bind(fileBytes, at: 4)
      try update.bind(open.id, at: 5)
      try update.run()
      try chain.append(
        .source, source: open.id, ordinal: fileBytes,
        digest: EvidenceChain.digest(ofSource: open.id, connection))
    } catch {
      throw .database(error)
    }
    source = nil
    guard open.isConfirmed else { return .skipped }
    return .read(open.tally, doubt: open.facts.cluster == "" ? try clusterDoubt(of: open.id) : nil)
  }

  /// Undoes what a source without any audit event wrote, but for its row.
  private mutating func skip(_ open: OpenSource) throws(SQLiteError) {
    try connection.execute("ROLLBACK TO unconfirmed; RELEASE unconfirmed")
    chain = open.chain
    _ = try insertSource(open.facts, open.cluster, open.id)
    var tally = Tally()
    tally.bytesOther = open.tally.bytes
    source = OpenSource(
      id: open.id, cluster: open.cluster, facts: open.facts, tally: tally, from: 0,
      resume: open.resume, ordinal: open.ordinal, isConfirmed: true, chain: chain)
    source?.notes = open.notes
  }

  /// Leaves the open source where it stands, for a later run to go on; one in
  /// which no audit event was found yet leaves nothing.
  ///
  /// - Returns: what it came to so far; nil if it leaves nothing.
  @discardableResult
  public mutating func leaveSource() throws(CaseError) -> Tally? {
    guard let open = source else { return nil }
    try CaseError.wrapping { () throws(SQLiteError) in
      try beginIfNeeded()
      if open.isConfirmed {
        try saveSource()
      } else {
        try connection.execute("ROLLBACK TO unconfirmed; RELEASE unconfirmed")
        chain = open.chain
      }
    }
    source = nil
    return open.isConfirmed ? open.tally : nil
  }

  /// Writes where the open source stands.
  func saveSource(isEnd: Bool = false) throws(SQLiteError) {
    guard let source else { return }
    let update = try connection.prepare(
      """
      UPDATE source SET json_bytes = ?, resume_offset = ?, resume_line = ?, resume_column = ?,
      resume_containers = ?, events = ?, requests = ?, duplicates = ?, conflicts = ?,
      rejected = ?, salvaged = ?, bytes_events = ?, bytes_duplicates = ?, bytes_salvaged = ?,
      bytes_rejected = ?, bytes_other = ?, first_us = ?, last_us = ?, source_format = ?,
      notes = ? WHERE source_id = ?
      """)
    let tally = source.tally
    let numbers = [
      tally.bytes, source.resume.offset, source.resume.line, source.resume.column, 0,
      tally.events, tally.requests, tally.duplicates, tally.conflicts, tally.rejected,
      tally.salvaged, tally.bytesEvents, tally.bytesDuplicates, tally.bytesSalvaged,
      tally.bytesRejected, tally.bytesOther,
    ]
    for (index, number) in numbers.enumerated() { try update.bind(number, at: Int32(index + 1)) }
    try update.bind(source.resume.containersText, at: 5)
    try update.bind(tally.first, at: 17)
    try update.bind(tally.last, at: 18)
    try update.bind(source.formats.joined(separator: ", "), at: 19)
    try update.bind(source.notes.joined(separator: "\n"), at: 20)
    try update.bind(source.id, at: 21)
    try update.run()
    let note = try connection.prepare(
      "INSERT OR REPLACE INTO ingest_source VALUES (?, ?, ?, ?, ?, ?)")
    let stretch = [
      ingestID, source.id, source.ordinal, source.from, tally.bytes, isEnd ? 1 : 0,
    ]
    for (index, number) in stretch.enumerated() { try note.bind(number, at: Int32(index + 1)) }
    try note.run()
  }
}
