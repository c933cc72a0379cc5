internal import Glibc
internal import SQLite

/// Opening, creating and closing the file of a case.
enum CaseFile {
  /// Opens a case for writing; creates it, readable by its owner only.
  static func openForWriting(_ path: String) throws(CaseError) -> Connection {
    let connection = try connectForWriting(path)
    try check(connection, path: path)
    try CaseError.wrapping { () throws(SQLiteError) in
      // What a transaction changed is held until its commit: a page that left the
      // cache and changes again would have all checksums behind it done again. A
      // commit changes some 45 MB of a log; with a cache smaller than that, SQLite
      // keeps no page it only read, and every look at the events reads them again.
      try connection.execute(
        """
        PRAGMA synchronous = OFF; PRAGMA cache_size = -49152; PRAGMA cache_spill = OFF;
        PRAGMA wal_autocheckpoint = 4096; PRAGMA temp_store = MEMORY
        """)
    }
    return connection
  }

  /// Whether there is a file at a path.
  static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Opens a file for writing, and makes an empty one a case; nothing else is
  /// known of it.
  static func connectForWriting(_ path: String) throws(CaseError) -> Connection {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
    Glibc.close(descriptor)
    let connection = try CaseError.wrapping { () throws(SQLiteError) in
      try Connection(path: path, mode: .readWrite, busyTimeoutMilliseconds: 10_000)
    }
    do {
      try connection.configure(.trustedSchema, to: false)
      let tables = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
      if tables == 0 { try create(connection) }
      try removeColdJournal(connection, of: path)
    } catch {
      throw error.isNotADatabase ? .notADatabase(path: path) : .database(error)
    }
    return connection
  }

  /// Takes away the journal that a killed process left with nothing to roll
  /// back in it: SQLite lets it lie until something is written.
  private static func removeColdJournal(
    _ connection: Connection, of path: String
  ) throws(SQLiteError) {
    guard isThere(path + "-journal"), try connection.text("PRAGMA journal_mode") == "delete" else {
      return
    }
    _ = try connection.text("PRAGMA journal_mode = PERSIST")
    _ = try connection.text("PRAGMA journal_mode = DELETE")
  }

  /// Makes readers and the writer independent of each other.
  ///
  /// - Throws: An error that `isBusy` while a reader reads without it.
  static func useWriteAheadLog(_ connection: Connection) throws(SQLiteError) {
    _ = try connection.text("PRAGMA journal_mode = WAL")
  }

  /// Writes pages to their places at once: most of those of a first ingest are
  /// new, and a rollback journal need not keep them, where a write-ahead log
  /// writes every page twice.
  static func useRollbackJournal(_ connection: Connection) throws(SQLiteError) {
    _ = try connection.text("PRAGMA journal_mode = PERSIST")
    _ = try connection.integer("PRAGMA busy_timeout = 60000")
  }

  private static func create(_ connection: Connection) throws(SQLiteError) {
    try connection.execute("PRAGMA page_size = 16384")
    try connection.transaction(.immediate) { () throws(SQLiteError) in
      try connection.setApplicationID(Schema.applicationID)
      try connection.setUserVersion(Schema.version)
      for statement in Schema.statements { try connection.execute(statement) }
      try connection.execute("INSERT INTO cluster VALUES (1, '')")
    }
  }

  /// Opens a case for asking.
  ///
  /// It never creates one.
  ///
  /// - Parameter isMapped: whether pages are read where the system keeps them.
  ///   That is quick where some are read again and again; where all of a case is
  ///   read once, they would all count as this process's memory.
  static func openForReading(
    _ path: String, isMapped: Bool = true
  ) throws(CaseError) -> Connection {
    guard isThere(path) else { throw .notFound(path: path) }
    guard access(path, R_OK) == 0 else { throw .cannotOpen(path: path, errno: errno) }
    CaseLock.waitForFirstFill(of: path)
    let connection: Connection
    do {
      connection = try openFile(path)
      try connection.configure(.trustedSchema, to: false)
      try connection.configure(.defensive, to: true)
      _ = try connection.integer("SELECT count(*) FROM sqlite_schema")
      try connection.execute("PRAGMA cache_size = -32768")
      if isMapped { try connection.execute("PRAGMA mmap_size = 4294967296") }
    } catch {
      throw error.isNotADatabase ? .notADatabase(path: path) : .database(error)
    }
    try check(connection, path: path)
    return connection
  }

  /// A file that no write-ahead log belongs to can be read as it is where
  /// nothing can be written beside it, as on read-only media.
  private static func openFile(_ path: String) throws(SQLiteError) -> Connection {
    do {
      let connection = try Connection(path: path, mode: .readOnly)
      _ = try connection.integer("SELECT count(*) FROM sqlite_schema")
      return connection
    } catch  where error.needsRollBack {
      return try rollBack(path, after: error)
    } catch  where error.isCannotOpen || error.isReadOnly || error.isInputOutput {
      guard !usesWriteAheadLog(path) else { throw error }
      return try Connection(path: path, mode: .immutable)
    }
  }

  /// Brings a case back to its last commit.
  ///
  /// A first fill that was killed leaves a journal, and may have been writing.
  /// Only one beside our own lock is rolled back: a stranger's journal can name
  /// other files.
  private static func rollBack(
    _ path: String, after error: SQLiteError
  ) throws(SQLiteError) -> Connection {
    guard access(path + ".lock", F_OK) == 0 else { throw error }
    let writer = try Connection(path: path, mode: .readWrite, busyTimeoutMilliseconds: 10_000)
    _ = try writer.integer("SELECT count(*) FROM sqlite_schema")
    return try Connection(path: path, mode: .readOnly)
  }

  /// Bytes 18 and 19 of the header are 2 while a write-ahead log is in use.
  private static func usesWriteAheadLog(_ path: String) -> Bool {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return true }
    defer { Glibc.close(descriptor) }
    var header = [UInt8](repeating: 0, count: 20)
    guard pread(descriptor, &header, 20, 0) == 20 else { return true }
    return header[18] == 2 || header[19] == 2
  }

  /// Compares the schema with ours: a case may come from a stranger.
  static func check(_ connection: Connection, path: String) throws(CaseError) {
    let found = try version(connection, path: path)
    guard found == Schema.version else {
      throw .olderSchema(path: path, found: found, known: Schema.version)
    }
    let stranger = try CaseError.wrapping { () throws(SQLiteError) in
      try firstForeign(connection)
    }
    if let stranger { throw .foreignSchema(path: path, name: stranger) }
  }

  /// The version of a case's schema, no later than ours.
  static func version(_ connection: Connection, path: String) throws(CaseError) -> Int32 {
    let found = try CaseError.wrapping { () throws(SQLiteError) in
      (try connection.applicationID, try connection.userVersion)
    }
    guard found.0 == Schema.applicationID, found.1 > 0 else { throw .notACase(path: path) }
    guard found.1 <= Schema.version else {
      throw .newerSchema(path: path, found: found.1, known: Schema.version)
    }
    return found.1
  }

  /// The name of the first table, view, index or trigger that is not ours, or
  /// that is ours and not there.
  private static func firstForeign(_ connection: Connection) throws(SQLiteError) -> String? {
    var missing = Schema.stored
    let rows = try connection.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    while try rows.step() {
      let sql = rows.text(1)
      if sql != Schema.auditIndex, missing.remove(sql) == nil { return rows.text(0) }
    }
    // `CREATE TABLE name (`, and the like.
    return missing.min().map { String($0.split(separator: " ")[2]) }
  }

  /// The clocks that rows of the case were placed by.
  static func clocks(_ connection: Connection) throws(CaseError) -> Set<EventPlace.Clock> {
    try CaseError.wrapping { () throws(SQLiteError) in
      let rows = try connection.prepare("SELECT clock FROM case_clock")
      var clocks: Set<EventPlace.Clock> = []
      while try rows.step() {
        if let clock = EventPlace.Clock(rawValue: rows.integer(0)) { clocks.insert(clock) }
      }
      return clocks
    }
  }

  /// Puts the write-ahead log away.
  ///
  /// Returns false if a reader holds it up.
  static func close(_ connection: Connection) throws(SQLiteError) -> Bool {
    do {
      _ = try connection.integer("PRAGMA busy_timeout = 3000")
      // It gives 1 where a reader still needs the log.
      guard try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0 else { return false }
      return try connection.text("PRAGMA journal_mode = DELETE") == "delete"
    } catch  where error.isBusy || error.isLocked {
      return false
    }
  }
}
