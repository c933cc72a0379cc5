/// Arrays of texts as the case keeps them: JSON, as logged.
enum JSONTexts {
  /// The members of an array of strings; a bare string is one; members that
  /// are no strings are left out.
  static func list(_ json: String) -> [String] {
    var reader = Reader(bytes: Array(json.utf8))
    var texts: [String] = []
    while let text = reader.nextString() { texts.append(text) }
    return texts
  }

  /// The strings of a member that is an array, wherever in an object it is.
  static func list(named name: StaticString, in json: String) -> [String] {
    guard let offset = TextSearch.offset(of: name, in: json) else { return [] }
    var reader = Reader(bytes: Array(json.utf8))
    reader.offset = offset + name.utf8CodeUnitCount
    var texts: [String] = []
    while let text = reader.nextString() { texts.append(text) }
    return texts
  }

  /// The value of a member of an object of strings.
  ///
  /// Members are read as pairs of strings, which is what annotations are.
  static func value(of name: String, in json: String) -> String? {
    let texts = list(json)
    for index in stride(from: 0, to: texts.count - 1, by: 2) where texts[index] == name {
      return texts[index + 1]
    }
    return nil
  }

  private struct Reader {
    let bytes: [UInt8]
    var offset = 0

    /// The next string before the bracket that ends the array.
    mutating func nextString() -> String? {
      while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
        guard bytes[offset] != UInt8(ascii: "]") else { return nil }
        offset += 1
      }
      guard offset < bytes.count else { return nil }
      offset += 1
      let start = offset
      var isPlain = true
      while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
        if bytes[offset] == UInt8(ascii: "\\") {
          isPlain = false
          offset += 1
        }
        offset += 1
      }
      let end = min(offset, bytes.count)
      offset += 1
      let spelled = bytes[min(start, end)..<end]
      return isPlain ? String(decoding: spelled, as: UTF8.self) : Self.unescaped(spelled)
    }

    private static func unescaped(_ spelled: ArraySlice<UInt8>) -> String {
      var text = String.UnicodeScalarView()
      var rest = Substring(decoding: spelled, as: UTF8.self).unicodeScalars[...]
      while let scalar = rest.popFirst() {
        guard scalar == "\\", let letter = rest.popFirst() else {
          text.append(scalar)
          continue
        }
        text.append(letter == "u" ? Self.escaped(&rest) : Self.named(letter))
      }
      return String(text)
    }

    private static func named(_ letter: Unicode.Scalar) -> Unicode.Scalar {
      switch letter {
      case "n": "\n"
      case "t": "\t"
      case "r": "\r"
      case "b": "\u{8}"
      case "f": "\u{c}"
      default: letter
      }
    }

    /// What follows `\u`, with the second half of a surrogate pair.
    private static func escaped(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar {
      let high = unit(&rest)
      guard (0xD800..<0xDC00).contains(high) else {
        return Unicode.Scalar(high) ?? "\u{FFFD}"
      }
      let before = rest
      guard rest.popFirst() == "\\", rest.popFirst() == "u" else {
        rest = before
        return "\u{FFFD}"
      }
      let low = unit(&rest)
      guard (0xDC00..<0xE000).contains(low) else { return "\u{FFFD}" }
      return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
    }

    private static func unit(_ rest: inout Substring.UnicodeScalarView) -> UInt32 {
      var value: UInt32 = 0
      for _ in 0..<4 {
        guard let scalar = rest.popFirst(), let digit = Character(scalar).hexDigitValue else {
          return 0xFFFD
        }
        value = value << 4 | UInt32(digit)
      }
      return value
    }
  }
}
