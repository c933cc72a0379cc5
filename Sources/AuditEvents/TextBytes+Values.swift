internal import LogBytes

extension TextBytes {
  /// What a scalar says: a string without its quotes, a number or a Boolean
  /// as spelled; none for null, an object or an array.
  func contents(of value: TextRange) -> TextRange {
    guard value.count > 0 else { return .none }
    switch self[Int(value.start)] {
    case UInt8(ascii: "\""): return TextRange(start: value.start + 1, count: value.count - 2)
    case UInt8(ascii: "n"), UInt8(ascii: "{"), UInt8(ascii: "["): return .none
    default: return value
    }
  }

  /// Whether a stretch holds a text without escapes.
  func contains(_ needle: StaticString, in range: TextRange, upTo limit: Int32 = .max) -> Bool {
    let count = needle.utf8CodeUnitCount
    let first = needle.utf8Start[0]
    var offset = Int(range.start)
    let end = offset + Int(min(range.count, limit)) - count
    while offset <= end {
      if self[offset] == first, matches(needle, at: offset, count: count) { return true }
      offset += 1
    }
    return false
  }

  /// Whether a JSON string is one of some texts.
  func string(_ value: TextRange, isOneOf texts: [StaticString]) -> Bool {
    let range = contents(of: value)
    return texts.contains { matches($0, at: Int(range.start), count: Int(range.count)) }
  }

  /// The two halves of a UUID spelled `8-4-4-4-12` in lower case.
  func canonicalUUID(_ range: TextRange) -> (high: UInt64, low: UInt64)? {
    guard range.count == 36 else { return nil }
    let start = Int(range.start)
    var halves: (UInt64, UInt64) = (0, 0)
    for index in 0..<36 {
      let byte = self[start + index]
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      default: return nil
      }
      if index < 19 {
        halves.0 = halves.0 << 4 | UInt64(digit)
      } else {
        halves.1 = halves.1 << 4 | UInt64(digit)
      }
    }
    return halves
  }
}

extension EventBatch {
  /// Copies what a JSON string says into the arena.
  mutating func keep(_ text: TextBytes, _ contents: TextRange) -> Slice {
    guard !contents.isNone else { return .none }
    let start = arena.count
    text.appendUnescaped(contents, to: &arena)
    return Slice(start: Int32(start), count: Int32(arena.count - start))
  }

  /// Copies the JSON text of a value into the arena; none for null.
  mutating func keepJSON(_ text: TextBytes, _ value: TextRange) -> Slice {
    guard value.count > 0, text[Int(value.start)] != UInt8(ascii: "n") else { return .none }
    let start = arena.count
    text.append(value, to: &arena)
    return Slice(start: Int32(start), count: Int32(arena.count - start))
  }
}
