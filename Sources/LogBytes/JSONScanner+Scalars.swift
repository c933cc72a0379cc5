extension JSONScanner {
  /// Skips a string, a number, or one of the three literals.
  @inline(__always)
  mutating func skipScalar(_ text: TextBytes, from start: Int) -> Int {
    switch text[start] {
    case UInt8(ascii: "\""): skipString(text, from: start + 1)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): skipNumber(text, from: start)
    case UInt8(ascii: "t"): skipLiteral("true", text, from: start)
    case UInt8(ascii: "f"): skipLiteral("false", text, from: start)
    case UInt8(ascii: "n"): skipLiteral("null", text, from: start)
    default: fail(.unexpectedByte, at: start, in: text)
    }
  }

  /// Skips the rest of a string, from behind its opening quote.
  @inline(__always)
  mutating func skipString(_ text: TextBytes, from start: Int) -> Int {
    var offset = start
    while true {
      let marks = Self.stringEnds(in: text.eightBytes(at: offset))
      if marks == 0 {
        offset += 8
        if offset >= text.count { return fail(.incomplete, at: text.count, in: text) }
        continue
      }
      offset += marks.trailingZeroBitCount >> 3
      let byte = text[offset]
      if byte == UInt8(ascii: "\""), offset < text.count { return offset + 1 }
      guard byte == UInt8(ascii: "\\"), offset < text.count else {
        return fail(.controlCharacter, at: offset, in: text)
      }
      // A string that holds JSON has little else but these two.
      let next = text[offset + 1]
      if next == UInt8(ascii: "\"") {
        offset = text.skipEscapedQuotes(from: offset + 2)
        continue
      }
      if next == UInt8(ascii: "\\") {
        offset = text.skipNestedQuotes(from: offset)
        if text[offset] != UInt8(ascii: "\\") || offset >= text.count { continue }
      }
      offset = skipEscape(text, from: offset)
      if offset == Self.failed { return offset }
    }
  }

  /// Marks, with the high bit of its byte, each quote, backslash and byte below
  /// 0x20; marks above the lowest may be false.
  ///
  /// With bit 1 flipped a quote (0x22) is 0x20 and the controls stay below it,
  /// while no other byte falls below 0x21: one comparison finds both.
  @inline(__always)
  static func stringEnds(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let flipped = word ^ (ones &* 0x02)
    let backslashes = word ^ (ones &* 0x5C)
    let marks =
      ((flipped &- ones &* 0x21) & ~flipped) | ((backslashes &- ones) & ~backslashes)
    return marks & (ones &* 0x80)
  }

  @inline(never)
  private mutating func skipEscape(_ text: TextBytes, from backslash: Int) -> Int {
    switch text[backslash + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return backslash + 2
    case UInt8(ascii: "u"):
      for index in 2..<6 where !Self.isHexDigit(text[backslash + index]) {
        return fail(.badEscape, at: backslash + index, in: text)
      }
      return backslash + 6
    default:
      return fail(.badEscape, at: backslash + 1, in: text)
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  @inline(never)
  private mutating func skipLiteral(
    _ literal: StaticString, _ text: TextBytes, from start: Int
  ) -> Int {
    for index in 0..<literal.utf8CodeUnitCount
    where text[start + index] != literal.utf8Start[index] || start + index >= text.count {
      return fail(.unexpectedByte, at: start + index, in: text)
    }
    return start + literal.utf8CodeUnitCount
  }

  @inline(never)
  private mutating func skipNumber(_ text: TextBytes, from start: Int) -> Int {
    var offset = start
    if text[offset] == UInt8(ascii: "-") { offset += 1 }
    if text[offset] == UInt8(ascii: "0") {
      offset += 1
    } else {
      offset = skipDigits(text, from: offset)
      if offset == Self.failed { return offset }
    }
    if text[offset] == UInt8(ascii: ".") {
      offset = skipDigits(text, from: offset + 1)
      if offset == Self.failed { return offset }
    }
    if text[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if text[offset] == UInt8(ascii: "+") || text[offset] == UInt8(ascii: "-") { offset += 1 }
      offset = skipDigits(text, from: offset)
    }
    return offset
  }

  /// Skips one digit or more.
  private mutating func skipDigits(_ text: TextBytes, from start: Int) -> Int {
    var offset = start
    while text[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
    return offset > start ? offset : fail(.badNumber, at: offset, in: text)
  }
}
