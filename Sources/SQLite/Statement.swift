internal import CSQLite

/// A compiled statement: bind, step, read columns, reset, again.
///
/// Parameters count from 1 and columns from 0, as in SQLite. It keeps its
/// connection open and belongs to the same thread.
public final class Statement {
  let pointer: OpaquePointer
  let handle: Handle
  /// What is lent to it at the moment.
  var lent: UnsafeRawBufferPointer?

  /// The SQL text after this statement; empty if that is only blanks or comments.
  public let tail: String

  /// The number of columns of a row; 0 for a statement that gives none.
  public let columnCount: Int32

  /// Takes ownership of a compiled statement.
  init(_ pointer: OpaquePointer, of handle: Handle, tail: String) {
    self.pointer = pointer
    self.handle = handle
    self.tail = tail
    self.columnCount = sqlite3_column_count(pointer)
  }

  deinit {
    sqlite3_finalize(pointer)
  }

  /// The statement's own text, with parameters as they were written.
  public var sql: String {
    guard let text = sqlite3_sql(pointer) else { return "" }
    return String(cString: text)
  }

  /// Whether it makes no direct change to the database file.
  public var isReadOnly: Bool { sqlite3_stmt_readonly(pointer) != 0 }

  /// Whether it is an EXPLAIN, which runs nothing.
  public var isExplain: Bool { sqlite3_stmt_isexplain(pointer) != 0 }

  /// Goes on to the next row.
  ///
  /// - Returns: `true` at a row, `false` when there are no more.
  /// - Throws: The failure; the statement is then reset and its locks are free.
  public func step() throws(SQLiteError) -> Bool {
    let code = sqlite3_step(pointer)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    throw failure()
  }

  /// Runs to the end, ignoring rows, and resets.
  ///
  /// Bindings stay.
  ///
  /// - Throws: The failure; the statement is reset then as well.
  public func run() throws(SQLiteError) {
    var code = sqlite3_step(pointer)
    while code == SQLITE_ROW { code = sqlite3_step(pointer) }
    guard code == SQLITE_DONE else { throw failure() }
    sqlite3_reset(pointer)
  }

  /// Goes back before the first row and frees the locks.
  ///
  /// Bindings stay.
  public func reset() {
    sqlite3_reset(pointer)
  }

  /// Sets every parameter to NULL.
  public func clearBindings() {
    sqlite3_clear_bindings(pointer)
  }

  private func failure() -> SQLiteError {
    let error = handle.lastError(sql: sql)
    sqlite3_reset(pointer)
    return error
  }
}
