/// A whole number as it is typed.
enum CountArgument {
  /// Reads a number that is not negative.
  static func number(_ text: String) throws(ValueError) -> Int64 {
    var reader = DigitReader(text)
    let (number, digits) = reader.number()
    guard digits > 0, reader.isAtEnd else { throw .malformed(text, .count) }
    guard let number else { throw .outOfRange(text, .count) }
    return number
  }
}
