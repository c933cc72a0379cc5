/// One value of one of SQLite's five storage classes.
public enum SQLiteValue: Hashable, Sendable {
  /// No value.
  case null
  /// A signed 64-bit integer.
  case integer(Int64)
  /// A 64-bit floating-point number.
  case real(Double)
  /// Text, with invalid UTF-8 repaired by U+FFFD.
  case text(String)
  /// Bytes as they are stored.
  case blob([UInt8])
}

/// The storage class of a value.
public enum SQLiteType: Sendable {
  /// No value.
  case null
  /// A signed 64-bit integer.
  case integer
  /// A 64-bit floating-point number.
  case real
  /// Text.
  case text
  /// Bytes.
  case blob
}
