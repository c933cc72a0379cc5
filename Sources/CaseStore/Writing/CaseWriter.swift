public import AuditEvents
internal import SQLite

/// Writes a case: one at a time, on one thread, in the order of the evidence.
///
/// Rows go into a transaction that `commit` ends, together with the place in
/// the source where reading would resume; so whatever ends the process, the
/// case is one that an undisturbed run passed through.
public struct CaseWriter: ~Copyable {
  let connection: Connection
  let statements: WriterStatements
  var chain: EvidenceChain
  var recent: RecentEvents
  var segment = LookupSegment()
  var nextSegment: Int64
  /// The number that SQLite would give to a new object tuple.
  var nextObject: Int64
  var pending: [PendingRow] = []
  var eventRows = RowBuffer(width: WriterStatements.eventColumns)
  var objectRows = RowBuffer(width: WriterStatements.objectColumns)
  var flushes: Int32 = 0
  var counts = EventCounts()
  var clocks: Set<EventPlace.Clock>
  /// Whether copies of an event may lie at places of different clocks.
  ///
  /// Rows are then written at once, and an index on the audit ID finds them.
  var mixesClocks: Bool
  var lastClock: EventPlace.Clock?
  var auditStatement: Statement?
  var source: OpenSource?
  var signs = ClusterSigns()
  var sourcesBegun: Int64 = 0
  var sourceClusters: [Int64: Int64]
  /// Salvaged events of the case by the hash of their audit ID.
  var salvaged: [UInt64: [Int64]]
  let ingestID: Int64
  let tool: String
  /// Where the case lies.
  public let path: String
  /// Whether the case was empty, and is filled without a write-ahead log.
  private var isFirstFill: Bool
  // The last property, so that it is let go when the connection has closed.
  private let lock: CaseLock

  /// Opens a case for writing, creating it where there is none.
  ///
  /// - Parameters:
  ///   - path: the case file.
  ///   - tool: name and version of the program, to be recorded.
  ///   - holder: a sentence that names this process, for others that wait.
  ///   - started: the time of the run, RFC 3339.
  /// - Throws: `held` if another process writes it; any other `CaseError`.
  public init(path: String, tool: String, holder: String, started: String) throws(CaseError) {
    let lock = try CaseLock(casePath: path, holder: holder)
    let connection = try CaseFile.openForWriting(path)
    let isFirstFill = try CaseError.wrapping { () throws(SQLiteError) in
      try Self.beginJournal(connection, lock)
    }
    let opened = try CaseError.wrapping { () throws(SQLiteError) in
      try OpenedCase(connection, tool: tool, started: started)
    }
    clocks = try CaseFile.clocks(connection)
    mixesClocks = Self.mixes(clocks)
    self.path = path
    self.tool = tool
    self.isFirstFill = isFirstFill
    self.lock = lock
    self.connection = connection
    ingestID = opened.ingestID
    recent = RecentEvents(largestID: opened.largestID)
    statements = opened.statements
    chain = opened.chain
    nextSegment = opened.nextSegment
    nextObject = opened.nextObject
    sourceClusters = opened.sourceClusters
    salvaged = opened.salvaged
  }

  /// Chooses how commits are made, and returns whether this is a first fill.
  private static func beginJournal(
    _ connection: Connection, _ lock: borrowing CaseLock
  ) throws(SQLiteError) -> Bool {
    guard try connection.integer("SELECT event_id FROM event LIMIT 1") == nil else {
      try CaseFile.useWriteAheadLog(connection)
      return false
    }
    try CaseFile.useRollbackJournal(connection)
    lock.announceFirstFill()
    return true
  }

  /// Goes on with a write-ahead log once a reader is there.
  private mutating func makeWayForReaders() throws(SQLiteError) {
    guard isFirstFill, lock.readerWaits else { return }
    do {
      try CaseFile.useWriteAheadLog(connection)
      lock.endFirstFill()
      isFirstFill = false
    } catch  where error.isBusy || error.isLocked {
      // A stranger reads; the next commit tries again.
    }
  }

  /// Whether a reader waits for the next commit, as it does in a first fill only.
  ///
  /// It does not wait for long, and once it reads it holds commits up.
  public var readerWaits: Bool { isFirstFill && lock.readerWaits }

  /// The numbers that new tuples begin at.
  public func firstTupleNumbers() throws(CaseError) -> EventDecoder.FirstNumbers {
    try CaseError.wrapping { () throws(SQLiteError) in
      func next(_ table: String) throws(SQLiteError) -> Int64 {
        try connection.integer("SELECT max(\(table)_id) + 1 FROM \(table)") ?? 1
      }
      return try EventDecoder.FirstNumbers(
        actor: next("actor"), operation: next("operation"), object: next("object"),
        result: next("result"), client: next("client"))
    }
  }

  /// How many events wait for the next commit.
  public var uncommittedEvents: Int { segment.count }

  /// The head of the evidence chain, 32 bytes.
  public var head: [UInt8] { chain.head }

  func beginIfNeeded() throws(SQLiteError) {
    if !connection.isInTransaction { try connection.begin(.immediate) }
  }

  /// Makes everything so far lasting, the open source's place included.
  public mutating func commit() throws(CaseError) {
    do {
      try beginIfNeeded()
      if !segment.isEmpty {
        try segment.write(
          segment: nextSegment, statements.insertSegment, statements.insertLookup)
        nextSegment += 1
      }
      try saveSource()
      if let source { try signs.save(source.id, connection) }
      try saveCounts()
      try connection.commit()
      try makeWayForReaders()
    } catch {
      throw .database(error)
    }
  }

  /// Commits, notes the end of the run, and turns the case into one closed
  /// file.
  ///
  /// - Parameter ended: the time, RFC 3339.
  /// - Returns: whether the write-ahead log could be put away; a reader can
  ///   hold that up, and then the next run does it.
  public consuming func finish(ended: String) throws(CaseError) -> Bool {
    try commit()
    return try CaseError.wrapping { () throws(SQLiteError) in
      let update = try connection.prepare(
        "UPDATE ingest SET ended = ?, head = ? WHERE ingest_id = ?")
      try update.bind(ended, at: 1)
      try update.bindBlob(chain.head, at: 2)
      try update.bind(ingestID, at: 3)
      try update.run()
      return try CaseFile.close(connection)
    }
  }
}

/// What the writer learns of a case when it opens it.
private struct OpenedCase {
  let ingestID: Int64
  let largestID: Int64?
  let nextSegment: Int64
  let nextObject: Int64
  let statements: WriterStatements
  let chain: EvidenceChain
  var sourceClusters: [Int64: Int64] = [:]
  var salvaged: [UInt64: [Int64]] = [:]

  init(_ connection: Connection, tool: String, started: String) throws(SQLiteError) {
    let insert = try connection.prepare("INSERT INTO ingest (started, tool) VALUES (?, ?)")
    try insert.bind(started, at: 1)
    try insert.bind(tool, at: 2)
    try insert.run()
    ingestID = connection.lastInsertRowID
    largestID = try connection.integer("SELECT max(event_id) FROM event")
    nextSegment = try connection.integer("SELECT max(segment_id) + 1 FROM segment") ?? 0
    nextObject = try connection.integer("SELECT max(object_id) + 1 FROM object") ?? 1
    statements = try WriterStatements(connection)
    chain = try EvidenceChain(connection)
    let sources = try connection.prepare("SELECT source_id, cluster_id FROM source")
    while try sources.step() { sourceClusters[sources.integer(0)] = sources.integer(1) }
    let parts = try connection.prepare("SELECT event_id, audit_hash FROM event_salvaged")
    while try parts.step() {
      salvaged[UInt64(bitPattern: parts.integer(1)), default: []].append(parts.integer(0))
    }
  }
}

/// The statements of the hot path, prepared once.
struct WriterStatements {
  static let eventColumns = 14
  static let objectColumns = 5

  /// Where `insertEvents` finds its rows.
  let eventTable: RowTable
  /// A row that fails ends the whole transaction: to undo a run by itself,
  /// SQLite would keep a copy of each page that the run changes.
  let insertEvents: Statement
  let insertEventText: Statement
  let insertActor: Statement
  let insertOperation: Statement
  /// Where `insertObjects` finds its rows.
  let objectTable: RowTable
  let insertObjects: Statement
  /// Leaves the numbering to SQLite, which then looks for no row of that number.
  let appendObjects: Statement
  let insertResult: Statement
  let insertClient: Statement
  let insertSegment: Statement
  let insertLookup: Statement
  let findEvent: Statement
  let clearLatest: Statement
  let replaceEvent: Statement
  let deleteFacts: [Statement]
  let tupleTexts: TupleTexts
  let insertContainer: Statement
  let insertPod: Statement
  let insertGrant: Statement
  let insertRoleRule: Statement
  let insertPatch: Statement
  let insertName: Statement
  let insertRejected: Statement
  let blocks: BlockStatements

  init(_ connection: Connection) throws(SQLiteError) {
    func insert(
      _ table: String, _ columns: Int, or conflict: String = ""
    ) throws(SQLiteError) -> Statement {
      let places = Array(repeating: "?", count: columns).joined(separator: ", ")
      return try connection.prepare(
        "INSERT \(conflict) INTO \(table) VALUES (\(places))", persistent: true)
    }
    eventTable = try RowTable.create("new_event", width: Self.eventColumns, in: connection)
    insertEvents = try connection.prepare(
      "INSERT OR ROLLBACK INTO event SELECT * FROM new_event", persistent: true)
    objectTable = try RowTable.create("new_object", width: Self.objectColumns, in: connection)
    insertObjects = try connection.prepare(
      "INSERT OR ROLLBACK INTO object SELECT * FROM new_object", persistent: true)
    appendObjects = try connection.prepare(
      """
      INSERT OR ROLLBACK INTO object (namespace, name, request_uri, uri_rest)
      SELECT c1, c2, c3, c4 FROM new_object
      """, persistent: true)
    insertEventText = try insert("event_text", 5)
    insertActor = try insert("actor", 11)
    insertOperation = try insert("operation", 6)
    insertResult = try insert("result", 9)
    insertClient = try insert("client", 4)
    insertSegment = try insert("segment", 4)
    insertLookup = try insert("lookup", 2)
    insertContainer = try insert("body_container", 6)
    insertPod = try insert("body_pod", 8)
    insertGrant = try insert("body_grant", 6)
    insertRoleRule = try insert("body_role_rule", 6)
    insertPatch = try insert("body_patch", 2, or: "OR IGNORE")
    insertName = try insert("body_name", 2, or: "OR IGNORE")
    insertRejected = try connection.prepare(
      """
      INSERT INTO rejected (source_id, line, byte_offset, byte_length, reason, fault_offset,
      is_tail, is_salvaged) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, persistent: true)
    blocks = try BlockStatements(connection)
    findEvent = try connection.prepare(
      """
      SELECT audit_id, flags, stage_offset, actor_id, operation_id, object_id, client_id,
      source_id, byte_length, body_length, event_id FROM event
      WHERE event_id >= ? AND event_id <= ? ORDER BY event_id
      """, persistent: true)
    clearLatest = try connection.prepare(
      "UPDATE event SET flags = flags & ~1 WHERE event_id = ?", persistent: true)
    replaceEvent = try connection.prepare(
      """
      UPDATE event SET flags = flags & ~\(EventFlag.replaced) | ?, actor_id = ?, operation_id = ?, object_id = ?,
      result_id = ?, client_id = ?, source_id = ?, line = ?, byte_offset = ?, byte_length = ?,
      body_length = ? WHERE event_id = ?
      """, persistent: true)
    var deletes: [Statement] = []
    for table in Schema.factTables {
      deletes.append(
        try connection.prepare("DELETE FROM \(table) WHERE event_id = ?", persistent: true))
    }
    deleteFacts = deletes
    tupleTexts = try TupleTexts(connection)
  }
}

/// The statements that are run for each block.
struct BlockStatements {
  let insert: Statement
  let find: Statement
  let refer: Statement

  init(_ connection: Connection) throws(SQLiteError) {
    insert = try connection.prepare(
      "INSERT OR IGNORE INTO block (sha256, json_bytes, packed) VALUES (?, ?, ?)",
      persistent: true)
    find = try connection.prepare(
      "SELECT block_id FROM source_block WHERE source_id = ? AND ordinal = ?", persistent: true)
    refer = try connection.prepare(
      "INSERT OR REPLACE INTO source_block SELECT ?, ?, block_id FROM block WHERE sha256 = ?",
      persistent: true)
  }
}
