internal import CSQLite

/// A limit of one connection.
public enum ConnectionLimit: Sendable {
  /// Bytes of a text, a blob or a row.
  case length
  /// Bytes of an SQL text.
  case sqlLength
  /// Columns of a table, an index, a result or a clause.
  case columns
  /// Depth of an expression's tree.
  case expressionDepth
  /// Parts of a compound SELECT.
  case compoundSelects
  /// Instructions of a compiled statement.
  case instructions
  /// Arguments of a function.
  case functionArguments
  /// Attached databases.
  case attachedDatabases
  /// Bytes of a LIKE or GLOB pattern.
  case likePatternLength
  /// The highest parameter number.
  case parameters
  /// Depth of triggers that fire triggers.
  case triggerDepth
  /// Helper threads of one statement.
  case workerThreads

  var code: Int32 {
    switch self {
    case .length: SQLITE_LIMIT_LENGTH
    case .sqlLength: SQLITE_LIMIT_SQL_LENGTH
    case .columns: SQLITE_LIMIT_COLUMN
    case .expressionDepth: SQLITE_LIMIT_EXPR_DEPTH
    case .compoundSelects: SQLITE_LIMIT_COMPOUND_SELECT
    case .instructions: SQLITE_LIMIT_VDBE_OP
    case .functionArguments: SQLITE_LIMIT_FUNCTION_ARG
    case .attachedDatabases: SQLITE_LIMIT_ATTACHED
    case .likePatternLength: SQLITE_LIMIT_LIKE_PATTERN_LENGTH
    case .parameters: SQLITE_LIMIT_VARIABLE_NUMBER
    case .triggerDepth: SQLITE_LIMIT_TRIGGER_DEPTH
    case .workerThreads: SQLITE_LIMIT_WORKER_THREADS
    }
  }
}

/// A switch of one connection (`sqlite3_db_config`).
public enum ConnectionOption: Sendable {
  /// Refuses SQL that can corrupt the file on purpose.
  case defensive
  /// Lets the schema (views, triggers, checks) call functions not marked harmless.
  case trustedSchema
  /// Takes a double-quoted unknown name in schema statements for a string.
  case doubleQuotedStringsInSchema
  /// Takes a double-quoted unknown name in other statements for a string.
  case doubleQuotedStringsInQueries
  /// Enforces foreign keys.
  case foreignKeys
  /// Fires triggers.
  case triggers
  /// Allows views.
  case views
  /// Leaves the write-ahead log in place when the last connection closes.
  case noCheckpointOnClose

  var code: Int32 {
    switch self {
    case .defensive: SQLITE_DBCONFIG_DEFENSIVE
    case .trustedSchema: SQLITE_DBCONFIG_TRUSTED_SCHEMA
    case .doubleQuotedStringsInSchema: SQLITE_DBCONFIG_DQS_DDL
    case .doubleQuotedStringsInQueries: SQLITE_DBCONFIG_DQS_DML
    case .foreignKeys: SQLITE_DBCONFIG_ENABLE_FKEY
    case .triggers: SQLITE_DBCONFIG_ENABLE_TRIGGER
    case .views: SQLITE_DBCONFIG_ENABLE_VIEW
    case .noCheckpointOnClose: SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE
    }
  }
}

extension Connection {
  /// Limits what all connections of this process together may allocate.
  ///
  /// Beyond it a statement fails with an error that `isOutOfMemory`. It has to be
  /// called before the first connection is opened: afterwards the library no
  /// longer counts, for the sake of speed.
  ///
  /// - Parameter bytes: the limit; the caches of pages count too.
  public static func limitMemory(toBytes bytes: Int64) {
    sqlite3_hard_heap_limit64(bytes)
  }

  /// Sets a limit; one above the library's own maximum is cut to it.
  ///
  /// - Returns: The limit before.
  @discardableResult
  public func setLimit(_ limit: ConnectionLimit, to value: Int32) -> Int32 {
    sqlite3_limit(handle.pointer, limit.code, value)
  }

  /// Turns a switch on or off.
  ///
  /// - Throws: An error when the library does not know the switch.
  public func configure(_ option: ConnectionOption, to isOn: Bool) throws(SQLiteError) {
    let now = spoor_db_config(handle.pointer, option.code, isOn ? 1 : 0)
    guard now >= 0 else { throw handle.error(-now) }
  }
}
