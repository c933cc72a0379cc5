/// What a value of an option is meant to be.
enum ValueKind: Sendable, Equatable, CaseIterable {
  case duration
  case size
  case moment
  case count
}

/// A value that cannot be read.
enum ValueError: Error, Sendable, Equatable {
  /// The text is not written as such a value is.
  case malformed(String, ValueKind)
  /// The text is written well, but there is no such value.
  case outOfRange(String, ValueKind)
}
