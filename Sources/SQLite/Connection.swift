internal import CSQLite

/// One connection to one database, for one thread at a time.
///
/// It closes when it and all its statements are gone.
public final class Connection {
  let handle: Handle

  /// Opens a database.
  ///
  /// SQLite reads nothing yet: a file that is no database shows at the first
  /// statement, as an error that `isNotADatabase`.
  ///
  /// - Parameters:
  ///   - path: The file, ignored for `.memory`. No name in it is special.
  ///   - mode: What may be done with the file.
  ///   - busyTimeoutMilliseconds: How long to wait for another connection's lock.
  /// - Throws: An error that `isCannotOpen` as a rule.
  public init(
    path: String, mode: OpenMode, busyTimeoutMilliseconds: Int32 = 5_000
  ) throws(SQLiteError) {
    let shownPath: String? = if case .memory = mode { nil } else { path }
    if shownPath != nil, path.isEmpty || path.utf8.contains(0) {
      // SQLite would open a nameless temporary file, or the name cut short.
      throw SQLiteError(
        code: SQLITE_CANTOPEN, message: "unable to open database file", path: path)
    }
    // The library takes settings only before its first use; a refusal means
    // that another user of it came first, and costs speed only.
    _ = Self.settings
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(mode.fileName(path), &opened, mode.flags, nil)
    guard let opened else {
      throw SQLiteError(code: code, message: String(cString: sqlite3_errstr(code)), path: shownPath)
    }
    let handle = Handle(opened, path: shownPath)
    sqlite3_extended_result_codes(opened, 1)
    guard code == SQLITE_OK else { throw handle.lastError(sql: nil) }
    sqlite3_busy_timeout(opened, busyTimeoutMilliseconds)
    self.handle = handle
  }

  private static let settings = spoor_config_without_statistics()

  /// Opens an empty database in memory.
  ///
  /// - Throws: An error only when memory runs out.
  public static func inMemory() throws(SQLiteError) -> Connection {
    try Connection(path: "", mode: .memory)
  }

  /// The version of the linked library, such as `3.40.1`.
  public static var libraryVersion: String { String(cString: sqlite3_libversion()) }

  /// The path the connection was opened with, `nil` for one in memory.
  public var path: String? { handle.path }

  /// The row id of the last successful insert.
  public var lastInsertRowID: Int64 { sqlite3_last_insert_rowid(handle.pointer) }

  /// The rows that the last insert, update or delete changed, without triggers.
  public var changes: Int64 { sqlite3_changes64(handle.pointer) }

  /// The rows changed since the connection was opened, with triggers.
  public var totalChanges: Int64 { sqlite3_total_changes64(handle.pointer) }

  /// Whether a transaction is open.
  public var isInTransaction: Bool { sqlite3_get_autocommit(handle.pointer) == 0 }

  /// Whether the main database can only be read, for whatever reason.
  public var isReadOnly: Bool { sqlite3_db_readonly(handle.pointer, "main") == 1 }

  /// A handle that stops this connection's statements from another thread.
  public var interrupter: Interrupter { handle.interrupter }
}
