internal import SQLite

/// Holds a case while evidence is taken out of it.
public struct CasePruner: ~Copyable {
  /// Who takes evidence out, when, and by what choice.
  public struct Record: Sendable {
    /// When the run began, RFC 3339 in UTC.
    public var at: String
    /// User@host.
    public var who: String
    /// Name and version of the program.
    public var tool: String
    /// The option that chose, as it was typed.
    public var choice: String

    /// Sets all of it.
    public init(at: String, who: String, tool: String, choice: String) {
      self.at = at
      self.who = who
      self.tool = tool
      self.choice = choice
    }
  }

  /// Where the case lies.
  public let path: String
  private let connection: Connection
  // The last property, so that it is let go when the connection has closed.
  private let lock: CaseLock

  /// Makes this process the writer of a case.
  ///
  /// - Parameter holder: a sentence that names it, for others that wait.
  /// - Throws: `held` if another process writes the case; any other `CaseError`.
  public init(path: String, holder: String) throws(CaseError) {
    guard CaseFile.isThere(path) else { throw .notFound(path: path) }
    let lock = try CaseLock(casePath: path, holder: holder)
    let connection = try CaseFile.connectForWriting(path)
    try CaseFile.check(connection, path: path)
    self.path = path
    self.connection = connection
    self.lock = lock
  }

  /// The size of the file, bytes.
  public var fileBytes: Int64 {
    get throws(CaseError) {
      try CaseError.wrapping { () throws(SQLiteError) in
        let pages = try connection.integer("PRAGMA page_count") ?? 0
        return try pages * (connection.integer("PRAGMA page_size") ?? 0)
      }
    }
  }

  /// Takes sources out: in one transaction, or not at all.
  ///
  /// - Parameters:
  ///   - sources: their numbers.
  ///   - derived: a closed case that was derived from all other sources.
  ///   - record: what is to be kept of this run.
  ///   - now: the present, RFC 3339 in UTC.
  /// - Throws: `read` if another process reads the case; any other `CaseError`.
  public func prune(
    _ sources: [Int64], derived: String, as record: Record, now: @escaping () -> String
  ) throws(CaseError) {
    do {
      // Nothing may be left in a write-ahead log, nor in pages that are free.
      guard try CaseFile.close(connection) else { throw CaseError.read(path: path) }
      try connection.execute("PRAGMA busy_timeout = 10000; PRAGMA secure_delete = ON")
      let attach = try connection.prepare("ATTACH ? AS derived")
      try attach.bind(derived, at: 1)
      try attach.run()
      // It is read only; else a commit of both would leave a third file, which
      // names their journals, if it is killed at its end.
      try connection.execute("PRAGMA derived.synchronous = OFF")
      try connection.transaction(.immediate) { () throws(SQLiteError) in
        try EvidenceRemoval(connection, now: now).run(sources, record)
      }
      try connection.execute("DETACH derived; VACUUM")
    } catch let error as SQLiteError {
      throw error.isBusy || error.isLocked ? .read(path: path) : .database(error)
    } catch let error as CaseError {
      throw error
    } catch {
      throw .read(path: path)
    }
  }
}
