/// One value of an answer, before it is written in any format.
public enum Value: Sendable, Hashable {
  /// Absent: JSON `null`, an empty CSV field.
  case null
  /// A count, a code, a length: a number in every format.
  case integer(Int64)
  /// A number that is not whole, as only SQL gives them.
  case real(Double)
  /// A row id. It may exceed 2^53, so JSON writes it as a string.
  case identifier(Int64)
  /// Text from the log, unescaped and possibly hostile.
  case text(String)
  /// Several texts in order: a JSON array; joined by commas elsewhere.
  case list([String])
  /// A moment: microseconds since 1970-01-01 UTC, and how many decimals of a
  /// second (0 to 6) the log gave.
  case time(microseconds: Int64, digits: Int)
  /// A stretch of time, microseconds.
  case duration(microseconds: Int64)
  /// A yes or no: `true` and `false` in JSON and CSV.
  case flag(Bool)
}

/// The name and the nature of one column of an answer.
public struct Column: Sendable, Equatable {
  /// The contract's name, as in `shared/cli.md`: CSV header and JSON key.
  public let name: String
  /// Whether values line up at the right in a table.
  public let isNumeric: Bool

  /// Creates a column.
  public init(_ name: String, isNumeric: Bool = false) {
    self.name = name
    self.isNumeric = isNumeric
  }
}
