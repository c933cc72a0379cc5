internal import CSQLite

/// When a transaction takes its locks.
public enum TransactionKind: String, Sendable {
  /// At the first statement that needs one.
  case deferred = "BEGIN DEFERRED"
  /// The write lock at once, so that no later statement fails for want of it.
  case immediate = "BEGIN IMMEDIATE"
}

extension Connection {
  /// Opens a transaction.
  ///
  /// - Throws: An error that `isBusy` when another connection holds the lock.
  public func begin(_ kind: TransactionKind) throws(SQLiteError) {
    try execute(kind.rawValue)
  }

  /// Makes the open transaction's changes lasting.
  ///
  /// - Throws: Any error of writing; the transaction may still be open.
  public func commit() throws(SQLiteError) {
    try execute("COMMIT")
  }

  /// Undoes the open transaction, if there is one.
  ///
  /// - Throws: Any error of reading the journal back.
  public func rollBack() throws(SQLiteError) {
    // SQLite itself rolls back on a full disk and on some input/output errors.
    if isInTransaction { try execute("ROLLBACK") }
  }

  /// Runs `body` in a transaction; commits, or rolls back if anything throws.
  ///
  /// - Returns: What `body` returns.
  /// - Throws: The first error of beginning, of `body` or of committing.
  public func transaction<Result>(
    _ kind: TransactionKind, _ body: () throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    try transaction(kind, mapError: { $0 }, body)
  }

  /// Runs `body` in a transaction, for a body that throws an error of its own.
  ///
  /// - Parameters:
  ///   - kind: When to take the locks.
  ///   - mapError: Turns an error of beginning or committing into the body's kind.
  ///   - body: The work.
  /// - Returns: What `body` returns.
  /// - Throws: The first error of beginning, of `body` or of committing.
  public func transaction<Result, Failure: Error>(
    _ kind: TransactionKind, mapError: (SQLiteError) -> Failure,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    do throws(SQLiteError) { try begin(kind) } catch { throw mapError(error) }
    let result: Result
    do throws(Failure) {
      result = try body()
    } catch {
      try? rollBack()
      throw error
    }
    do throws(SQLiteError) {
      try commit()
    } catch {
      try? rollBack()
      throw mapError(error)
    }
    return result
  }

  /// The number the application keeps in the file's header for its schema.
  ///
  /// - Throws: An error of reading the file.
  public var userVersion: Int32 {
    get throws(SQLiteError) { try headerNumber("PRAGMA main.user_version") }
  }

  /// Writes the number the application keeps in the file's header.
  ///
  /// - Throws: An error of writing the file.
  public func setUserVersion(_ version: Int32) throws(SQLiteError) {
    try execute("PRAGMA main.user_version = \(version)")
  }

  /// The number in the file's header that tells whose file it is.
  ///
  /// - Throws: An error of reading the file.
  public var applicationID: Int32 {
    get throws(SQLiteError) { try headerNumber("PRAGMA main.application_id") }
  }

  /// Writes the number in the file's header that tells whose file it is.
  ///
  /// - Throws: An error of writing the file.
  public func setApplicationID(_ id: Int32) throws(SQLiteError) {
    try execute("PRAGMA main.application_id = \(id)")
  }

  /// SQLite's count of schema changes.
  ///
  /// There is no setter: it would break the file.
  ///
  /// - Throws: An error of reading the file.
  public var schemaVersion: Int32 {
    get throws(SQLiteError) { try headerNumber("PRAGMA main.schema_version") }
  }

  private func headerNumber(_ pragma: String) throws(SQLiteError) -> Int32 {
    Int32(truncatingIfNeeded: try integer(pragma) ?? 0)
  }
}
