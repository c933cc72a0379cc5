internal import CSQLite

// An error of binding is SQLITE_RANGE for a parameter that is not there,
// SQLITE_TOOBIG for a value over the length limit, SQLITE_MISUSE for a statement
// that has been stepped and not reset.
extension Statement {
  /// Binds an integer to the parameter at a place, counted from 1.
  ///
  /// - Throws: SQLite's refusal, for example of a parameter that is not there.
  public func bind(_ value: Int64, at parameter: Int32) throws(SQLiteError) {
    try check(sqlite3_bind_int64(pointer, parameter, value))
  }

  /// Binds an integer, or NULL for `nil`.
  ///
  /// - Throws: SQLite's refusal, for example of a parameter that is not there.
  public func bind(_ value: Int64?, at parameter: Int32) throws(SQLiteError) {
    guard let value else { return try bindNull(at: parameter) }
    try check(sqlite3_bind_int64(pointer, parameter, value))
  }

  /// Binds NULL.
  ///
  /// - Throws: SQLite's refusal, for example of a parameter that is not there.
  public func bindNull(at parameter: Int32) throws(SQLiteError) {
    try check(sqlite3_bind_null(pointer, parameter))
  }

  /// Binds a floating-point number; SQLite keeps NaN as NULL.
  ///
  /// - Throws: SQLite's refusal, for example of a parameter that is not there.
  public func bindDouble(_ value: Double, at parameter: Int32) throws(SQLiteError) {
    try check(sqlite3_bind_double(pointer, parameter, value))
  }

  /// Binds text, NUL bytes included.
  ///
  /// SQLite copies it.
  ///
  /// - Throws: SQLite's refusal, for example of a text over the length limit.
  public func bind(_ text: String, at parameter: Int32) throws(SQLiteError) {
    var text = text
    let code = text.withUTF8 { utf8 in
      bindText(UnsafeRawBufferPointer(utf8), at: parameter)
    }
    try check(code)
  }

  /// Binds text, or NULL for `nil`.
  ///
  /// - Throws: SQLite's refusal, for example of a text over the length limit.
  public func bind(_ text: String?, at parameter: Int32) throws(SQLiteError) {
    guard let text else { return try bindNull(at: parameter) }
    try bind(text, at: parameter)
  }

  /// Binds bytes as text, which SQLite does not check to be UTF-8.
  ///
  /// It copies them.
  ///
  /// - Throws: SQLite's refusal, for example of a text over the length limit.
  public func bindText(_ bytes: RawSpan, at parameter: Int32) throws(SQLiteError) {
    try check(bytes.withUnsafeBytes { bindText($0, at: parameter) })
  }

  /// Binds bytes as text, which SQLite does not check to be UTF-8.
  ///
  /// It copies them.
  ///
  /// - Throws: SQLite's refusal, for example of a text over the length limit.
  public func bindText(_ bytes: [UInt8], at parameter: Int32) throws(SQLiteError) {
    try check(bytes.withUnsafeBytes { bindText($0, at: parameter) })
  }

  /// Binds bytes as a blob.
  ///
  /// SQLite copies them.
  ///
  /// - Throws: SQLite's refusal, for example of a blob over the length limit.
  public func bindBlob(_ bytes: RawSpan, at parameter: Int32) throws(SQLiteError) {
    try check(bytes.withUnsafeBytes { bindBlob($0, at: parameter) })
  }

  /// Binds bytes as a blob.
  ///
  /// SQLite copies them.
  ///
  /// - Throws: SQLite's refusal, for example of a blob over the length limit.
  public func bindBlob(_ bytes: [UInt8], at parameter: Int32) throws(SQLiteError) {
    try check(bytes.withUnsafeBytes { bindBlob($0, at: parameter) })
  }

  /// Binds a value of any storage class.
  ///
  /// - Throws: SQLite's refusal, for example of a parameter that is not there.
  public func bind(_ value: SQLiteValue, at parameter: Int32) throws(SQLiteError) {
    switch value {
    case .null: try bindNull(at: parameter)
    case .integer(let integer): try bind(integer, at: parameter)
    case .real(let real): try bindDouble(real, at: parameter)
    case .text(let text): try bind(text, at: parameter)
    case .blob(let bytes): try bindBlob(bytes, at: parameter)
    }
  }

  private func bindText(_ bytes: UnsafeRawBufferPointer, at parameter: Int32) -> Int32 {
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    return spoor_bind_text_copied(pointer, parameter, start, UInt64(bytes.count))
  }

  private func bindBlob(_ bytes: UnsafeRawBufferPointer, at parameter: Int32) -> Int32 {
    let start = bytes.baseAddress
    return spoor_bind_blob_copied(pointer, parameter, start, UInt64(bytes.count))
  }

  @inline(__always)
  func check(_ code: Int32) throws(SQLiteError) {
    if code != SQLITE_OK { throw handle.error(code, sql: sql) }
  }
}
