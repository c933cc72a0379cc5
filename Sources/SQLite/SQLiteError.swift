internal import CSQLite

/// A failure that SQLite reported, with what it was about.
public struct SQLiteError: Error, Hashable, Sendable {
  /// SQLite's extended result code, such as 2067 (`SQLITE_CONSTRAINT_UNIQUE`).
  public let code: Int32
  /// SQLite's own words.
  ///
  /// They can quote SQL text, never a bound value.
  public let message: String
  /// The statement that failed, without its bound values.
  public let sql: String?
  /// The path of the database file, `nil` for one in memory.
  public let path: String?
  /// Where in `sql` the fault is, in bytes from its beginning; `nil` where SQLite
  /// cannot tell.
  public let offset: Int?

  /// Makes an error from its facts.
  public init(
    code: Int32, message: String, sql: String? = nil, path: String? = nil, offset: Int? = nil
  ) {
    self.code = code
    self.message = message
    self.sql = sql
    self.path = path
    self.offset = offset
  }

  /// The low eight bits of the code: the kind of failure, without its detail.
  public var primaryCode: Int32 { code & 0xff }

  /// Whether another connection holds the lock that was needed.
  public var isBusy: Bool { primaryCode == SQLITE_BUSY }
  /// Whether the connection's own other statement holds a table that was needed.
  public var isLocked: Bool { primaryCode == SQLITE_LOCKED }
  /// Whether the disk, or the database's page limit, is full.
  public var isFull: Bool { primaryCode == SQLITE_FULL }
  /// Whether a write met a read-only file, directory or connection.
  public var isReadOnly: Bool { primaryCode == SQLITE_READONLY }
  /// Whether a journal has to be rolled back first, which needs to write.
  public var needsRollBack: Bool { code == SQLITE_READONLY | 3 << 8 }
  /// Whether the file is not a SQLite database.
  public var isNotADatabase: Bool { primaryCode == SQLITE_NOTADB }
  /// Whether the file is a database whose content is damaged.
  public var isCorrupt: Bool { primaryCode == SQLITE_CORRUPT }
  /// Whether the file could not be opened at all.
  public var isCannotOpen: Bool { primaryCode == SQLITE_CANTOPEN }
  /// Whether the operating system refused a read or a write.
  public var isInputOutput: Bool { primaryCode == SQLITE_IOERR }
  /// Whether a constraint of the schema refused the row.
  public var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }
  /// Whether an `Interrupter` or a progress handler stopped the statement.
  public var isInterrupted: Bool { primaryCode == SQLITE_INTERRUPT }
  /// Whether the authoriser refused the statement.
  public var isDenied: Bool { primaryCode == SQLITE_AUTH }
  /// Whether memory ran out, or the limit on it was reached.
  public var isOutOfMemory: Bool { primaryCode == SQLITE_NOMEM }
  /// Whether a text, a blob or a row passed a length limit.
  public var isTooBig: Bool { primaryCode == SQLITE_TOOBIG }
}

extension SQLiteError: CustomStringConvertible {
  /// One line for logs and tests; users see the executable's own sentence.
  public var description: String {
    var text = "SQLite error \(code): \(message)"
    if let sql { text += " - while executing `\(sql)`" }
    if let path { text += " - in \(path)" }
    return text
  }
}
