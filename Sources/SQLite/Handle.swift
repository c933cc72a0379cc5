internal import CSQLite

/// The C connection.
///
/// Closed once, when the last owner lets go of it.
///
/// `Connection` owns it and every `Statement` does, so no statement can outlive it.
final class Handle {
  let pointer: OpaquePointer
  /// The file's path as the caller gave it, for errors.
  let path: String?
  let interrupter: Interrupter
  /// Boxes that C callbacks point to, unretained, until they are replaced.
  var progressBox: ProgressBox?
  var authoriserBox: AuthoriserBox?

  /// Takes ownership of an open connection.
  init(_ pointer: OpaquePointer, path: String?) {
    self.pointer = pointer
    self.path = path
    self.interrupter = Interrupter(pointer)
  }

  deinit {
    interrupter.retire()
    sqlite3_close_v2(pointer)
  }

  /// The error of the call that just failed.
  func lastError(sql: String?) -> SQLiteError {
    let offset = sqlite3_error_offset(pointer)
    return SQLiteError(
      code: sqlite3_extended_errcode(pointer), message: String(cString: sqlite3_errmsg(pointer)),
      sql: sql, path: path, offset: sql == nil || offset < 0 ? nil : Int(offset))
  }

  /// An error by its code, where the connection keeps none.
  func error(_ code: Int32, sql: String? = nil) -> SQLiteError {
    SQLiteError(code: code, message: String(cString: sqlite3_errstr(code)), sql: sql, path: path)
  }
}
