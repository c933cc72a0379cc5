/// What makes a text no JSON value, per RFC 8259.
public enum JSONFault: UInt8, Sendable, Equatable {
  /// The text ends inside the value.
  case incomplete = 1
  /// A byte stands where no value, key, comma, colon or bracket may.
  case unexpectedByte
  /// A string holds a byte below 0x20, such as a line's end.
  case controlCharacter
  /// A backslash is followed by none of `"\/bfnrtu`, or `\u` not by four
  /// hexadecimal digits.
  case badEscape
  /// A number breaks the grammar.
  case badNumber
  /// Something follows the value.
  case trailingBytes
}
