internal import CSQLite

/// One thing that a statement would do, as SQLite asks the authoriser.
public struct AccessRequest: Hashable, Sendable {
  /// What would be done.
  public let action: AccessAction
  /// Its first subject: the table to read, the pragma, the file to attach.
  public let first: String?
  /// Its second subject: the column to read, the pragma's value, the function.
  public let second: String?
  /// The database it concerns, `main` for example.
  public let database: String?
  /// The innermost view or trigger that asks for it, `nil` for the statement.
  public let trigger: String?
}

/// The authoriser's answer.
public enum AccessDecision: Sendable {
  /// Go on.
  case allow
  /// Refuse the whole statement with an error that `isDenied` (for a function, code 1).
  case deny
  /// Leave the thing out; a column reads as NULL.
  case ignore

  var code: Int32 {
    switch self {
    case .allow: SQLITE_OK
    case .deny: SQLITE_DENY
    case .ignore: SQLITE_IGNORE
    }
  }
}

/// What a statement would do; a struct, so that future codes survive.
public struct AccessAction: RawRepresentable, Hashable, Sendable {
  /// SQLite's action code.
  public let rawValue: Int32

  /// Makes an action of SQLite's code.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// Begins a SELECT.
  public static let select = AccessAction(rawValue: SQLITE_SELECT)
  /// Reads a column: table, column.
  public static let read = AccessAction(rawValue: SQLITE_READ)
  /// Calls a function: nothing, name.
  public static let function = AccessAction(rawValue: SQLITE_FUNCTION)
  /// Runs a recursive common table expression.
  public static let recursive = AccessAction(rawValue: SQLITE_RECURSIVE)
  /// Inserts rows: table.
  public static let insert = AccessAction(rawValue: SQLITE_INSERT)
  /// Updates a column: table, column.
  public static let update = AccessAction(rawValue: SQLITE_UPDATE)
  /// Deletes rows: table.
  public static let delete = AccessAction(rawValue: SQLITE_DELETE)
  /// Reads or sets a pragma: name, value.
  public static let pragma = AccessAction(rawValue: SQLITE_PRAGMA)
  /// Attaches a database: file name.
  public static let attach = AccessAction(rawValue: SQLITE_ATTACH)
  /// Detaches a database: name.
  public static let detach = AccessAction(rawValue: SQLITE_DETACH)
  /// Begins, commits or rolls back: which.
  public static let transaction = AccessAction(rawValue: SQLITE_TRANSACTION)
  /// Opens, releases or rolls back a savepoint: which, name.
  public static let savepoint = AccessAction(rawValue: SQLITE_SAVEPOINT)
  /// Creates a table: name.
  public static let createTable = AccessAction(rawValue: SQLITE_CREATE_TABLE)
  /// Creates a temporary table: name.
  public static let createTemporaryTable = AccessAction(rawValue: SQLITE_CREATE_TEMP_TABLE)
  /// Creates a temporary view: name.
  public static let createTemporaryView = AccessAction(rawValue: SQLITE_CREATE_TEMP_VIEW)
  /// Creates a virtual table: name, module.
  public static let createVirtualTable = AccessAction(rawValue: SQLITE_CREATE_VTABLE)
}
