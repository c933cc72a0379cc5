/// Reads inside values that the scanner has already found valid.
public enum JSONValueReader {
  /// Calls a closure with the key and value of each member of an object.
  ///
  /// - Parameter range: a valid JSON value; if it is no object, nothing is
  ///   called.
  /// - Parameter body: gets a member with offsets in the same text; returns
  ///   false to stop.
  @inline(__always)
  public static func forEachMember(
    _ text: TextBytes, _ range: TextRange, scanner: inout JSONScanner, _ body: (Member) -> Bool
  ) {
    guard range.count > 1, text[Int(range.start)] == UInt8(ascii: "{") else { return }
    var offset = scanner.skipWhiteSpace(text, from: Int(range.start) + 1)
    while text[offset] == UInt8(ascii: "\"") {
      let key = offset + 1
      let keyEnd = scanner.skipString(text, from: key)
      guard keyEnd > 0 else { return }
      let colon = scanner.skipWhiteSpace(text, from: keyEnd)
      let value = scanner.skipWhiteSpace(text, from: colon + 1)
      offset = scanner.skipValue(text, from: value)
      guard offset > 0 else { return }
      let member = Member(
        keyStart: key, keyCount: keyEnd - 1 - key, valueStart: value, valueCount: offset - value)
      guard body(member) else { return }
      offset = scanner.skipWhiteSpace(text, from: offset)
      guard text[offset] == UInt8(ascii: ",") else { return }
      offset = scanner.skipWhiteSpace(text, from: offset + 1)
    }
  }

  /// Calls a closure with the place of each element of an array.
  public static func forEachElement(
    _ text: TextBytes, _ range: TextRange, scanner: inout JSONScanner, _ body: (TextRange) -> Bool
  ) {
    guard range.count > 1, text[Int(range.start)] == UInt8(ascii: "[") else { return }
    var offset = scanner.skipWhiteSpace(text, from: Int(range.start) + 1)
    while text[offset] != UInt8(ascii: "]") {
      let end = scanner.skipValue(text, from: offset)
      guard end > 0 else { return }
      guard body(TextRange(start: Int32(offset), count: Int32(end - offset))) else { return }
      offset = scanner.skipWhiteSpace(text, from: end)
      guard text[offset] == UInt8(ascii: ",") else { return }
      offset = scanner.skipWhiteSpace(text, from: offset + 1)
    }
  }

  /// The first member of an object with a key.
  public static func value(
    of key: StaticString, in text: TextBytes, _ range: TextRange, scanner: inout JSONScanner
  ) -> TextRange {
    var found = TextRange.none
    forEachMember(text, range, scanner: &scanner) { member in
      guard text.says(key, TextRange(start: member.keyStart, count: member.keyCount)) else {
        return true
      }
      found = TextRange(start: member.valueStart, count: member.valueCount)
      return false
    }
    return found
  }
}
