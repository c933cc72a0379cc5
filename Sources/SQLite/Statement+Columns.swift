internal import CSQLite

// Valid at a row, that is after `step` returned true. A column that is not there
// reads as NULL. SQLite converts a value of another class as its manual says.
extension Statement {
  /// The column as an integer; 0 for NULL.
  public func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

  /// The column as an integer, `nil` for NULL.
  public func optionalInteger(_ column: Int32) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  /// The column as a floating-point number; 0 for NULL.
  public func real(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

  /// The column as text, invalid UTF-8 repaired by U+FFFD; empty for NULL.
  public func text(_ column: Int32) -> String {
    String(decoding: textBytes(column), as: UTF8.self)
  }

  /// The column as text, `nil` for NULL.
  public func optionalText(_ column: Int32) -> String? {
    isNull(column) ? nil : text(column)
  }

  /// The column's bytes; a text's as they are stored, unrepaired.
  ///
  /// None for NULL.
  public func blob(_ column: Int32) -> [UInt8] { Array(storedBytes(column)) }

  /// Whether the column is NULL.
  public func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(pointer, column) == SQLITE_NULL
  }

  /// The storage class of the column.
  public func type(_ column: Int32) -> SQLiteType {
    SQLiteType(code: sqlite3_column_type(pointer, column))
  }

  /// The column as a value of its own class.
  public func value(_ column: Int32) -> SQLiteValue {
    switch type(column) {
    case .null: .null
    case .integer: .integer(integer(column))
    case .real: .real(real(column))
    case .text: .text(text(column))
    case .blob: .blob(blob(column))
    }
  }

  /// Lends the column's bytes without copying them; a text's are unrepaired.
  ///
  /// - Parameters:
  ///   - column: The column, counted from 0. NULL lends no bytes.
  ///   - body: Reads the bytes. It must not step or reset this statement.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public func withBytes<Result, Failure: Error>(
    _ column: Int32, _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = storedBytes(column)
    defer { withExtendedLifetime(self) {} }
    return try body(bytes.bytes)
  }

  /// Appends the column's bytes, a text's unrepaired; none for NULL.
  public func append(_ column: Int32, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: storedBytes(column))
  }

  /// As UTF-8, even where a foreign file stores UTF-16.
  private func textBytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = UnsafeRawPointer(sqlite3_column_text(pointer, column))
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(pointer, column)))
  }

  private func storedBytes(_ column: Int32) -> UnsafeRawBufferPointer {
    guard sqlite3_column_type(pointer, column) == SQLITE_BLOB else { return textBytes(column) }
    let start = sqlite3_column_blob(pointer, column)
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(pointer, column)))
  }
}

extension SQLiteType {
  init(code: Int32) {
    switch code {
    case SQLITE_INTEGER: self = .integer
    case SQLITE_FLOAT: self = .real
    case SQLITE_TEXT: self = .text
    case SQLITE_BLOB: self = .blob
    default: self = .null
    }
  }
}
