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

  /// Whether a verb asks to change something.
  func isWriting(_ verb: TextRange) -> Bool {
    let start = Int(verb.start) + 1
    switch verb.count - 2 {
    case 5: return matches("patch", at: start, count: 5)
    case 6:
      return matches("update", at: start, count: 6) || matches("create", at: start, count: 6)
        || matches("delete", at: start, count: 6)
    case 16 where matches("deletecollection", at: start, count: 16): return true
    default:
      let verbs: [StaticString] = ["create", "update", "patch", "delete", "deletecollection"]
      let contents = contents(of: verb)
      return isEscaped(contents) && verbs.contains { says($0, contents) }
    }
  }

  /// Whether a text stands in the query of a URI.
  func queryContains(_ needle: StaticString, _ uri: TextRange) -> Bool {
    guard let start = firstOffset(of: UInt8(ascii: "?"), in: uri) else { return false }
    let rest = uri.start + uri.count - start
    return contains(needle, in: TextRange(start: start, count: rest))
  }

  /// Whether a JSON string is one of some texts.
  func string(_ value: TextRange, isOneOf texts: [StaticString]) -> Bool {
    let range = contents(of: value)
    if texts.contains(where: { matches($0, at: Int(range.start), count: Int(range.count)) }) {
      return true
    }
    return isEscaped(range) && texts.contains { says($0, range) }
  }

  /// The two halves of a UUID spelled `8-4-4-4-12` in lower case.
  func canonicalUUID(_ range: TextRange) -> (high: UInt64, low: UInt64)? {
    guard range.count == 36 else { return nil }
    let start = Int(range.start)
    let dash = UInt8(ascii: "-")
    guard self[start + 8] == dash, self[start + 13] == dash, self[start + 18] == dash,
      self[start + 23] == dash
    else { return nil }
    // Eight digits at a time; the groups of four share a word with a dash, so
    // they are put together first.
    let second = eightBytes(at: start + 9) & 0xFFFF_FFFF | eightBytes(at: start + 14) << 32
    let third = eightBytes(at: start + 19) & 0xFFFF_FFFF | eightBytes(at: start + 24) << 32
    guard let one = Self.hexValue(of: eightBytes(at: start)),
      let two = Self.hexValue(of: second), let three = Self.hexValue(of: third),
      let four = Self.hexValue(of: eightBytes(at: start + 28))
    else { return nil }
    return (UInt64(one) << 32 | UInt64(two), UInt64(three) << 32 | UInt64(four))
  }

  /// The value of eight lower-case hexadecimal digits, the first one in the
  /// lowest byte; nil if one is none.
  @inline(__always)
  private static func hexValue(of word: UInt64) -> UInt32? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs = ones << 7
    // Per byte, without carries since all are ASCII: bit 6 tells letters.
    guard word & highs == 0 else { return nil }
    let letters = word >> 6 & ones
    let digits = ones ^ letters
    // Digits 0x30...0x39, letters 0x61...0x66: below or above, bit 7 appears.
    let low = (word | highs) &- (digits &* 0x30 &+ letters &* 0x61)
    let high = (digits &* 0x39 &+ letters &* 0x66 | highs) &- word
    guard low & high & highs == highs else { return nil }
    let nibbles = (word & (ones &* 0x0F)) &+ letters &* 9
    let pairs = (nibbles << 4 | nibbles >> 8) & 0x00FF_00FF_00FF_00FF
    let quads = (pairs << 8 | pairs >> 16) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: quads << 16 | quads >> 32)
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
