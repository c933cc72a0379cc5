/// How many cells of a terminal a text takes.
enum DisplayWidth {
  /// The width of a text without control characters.
  static func of(_ text: String) -> Int {
    let bytes = text.utf8.span
    if isASCII(bytes) { return bytes.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The width of valid UTF-8.
  static func of(_ bytes: [UInt8]) -> Int {
    if isASCII(bytes.span) { return bytes.count }
    return of(String(decoding: bytes, as: UTF8.self))
  }

  /// The longest beginning of a text that takes at most `limit` cells.
  static func prefix(_ text: String, fitting limit: Int) -> Substring {
    var width = 0
    var end = text.startIndex
    for index in text.indices {
      width += of(text[index])
      guard width <= limit else { break }
      end = text.index(after: index)
    }
    return text[..<end]
  }

  /// The longest end of a text that takes at most `limit` cells.
  static func suffix(_ text: String, fitting limit: Int) -> Substring {
    var width = 0
    var start = text.endIndex
    for index in text.indices.reversed() {
      width += of(text[index])
      guard width <= limit else { break }
      start = index
    }
    return text[start...]
  }

  /// The width of one character as a person sees it.
  static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    // A selector asks for the emoji's picture, which is wide.
    if scalars.contains("\u{FE0F}") { return 2 }
    return scalars.reduce(0) { max($0, width($1)) }
  }

  private static func isASCII(_ bytes: Span<UInt8>) -> Bool {
    var all: UInt8 = 0
    for index in bytes.indices { all |= bytes[index] }
    return all < 0x80
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(scalar) ? 2 : 1
    }
  }

  /// East Asian Wide and Fullwidth of Unicode 15's `EastAsianWidth.txt`, taken
  /// block by block, and what is an emoji by default.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265,
      0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
