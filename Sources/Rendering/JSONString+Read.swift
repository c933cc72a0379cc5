extension JSONString {
  /// The text of a JSON string given with its quotes; half a surrogate pair
  /// becomes U+FFFD.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    let content = bytes.dropFirst().dropLast()
    guard content.contains(UInt8(ascii: "\\")) else {
      return String(decoding: content, as: UTF8.self)
    }
    var out: [UInt8] = []
    out.reserveCapacity(content.count)
    var index = content.startIndex
    while index < content.endIndex {
      if content[index] == UInt8(ascii: "\\") {
        appendEscape(content, &index, to: &out)
      } else {
        out.append(content[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  private static func appendEscape(
    _ content: ArraySlice<UInt8>, _ index: inout Int, to out: inout [UInt8]
  ) {
    guard index + 1 < content.endIndex else {
      index += 1
      return
    }
    let letter = content[index + 1]
    guard letter == UInt8(ascii: "u") else {
      index += 2
      out.append(simpleEscape(letter))
      return
    }
    let unit = codeUnit(content, at: index) ?? 0xFFFD
    index += 6
    var scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
    if unit & 0xFC00 == 0xD800, let low = codeUnit(content, at: index), low & 0xFC00 == 0xDC00 {
      index += 6
      scalar = Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)) ?? scalar
    }
    out.append(contentsOf: String(scalar).utf8)
  }

  private static func simpleEscape(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  /// The code unit of an escape `\u1234` that begins here.
  private static func codeUnit(_ content: ArraySlice<UInt8>, at index: Int) -> UInt32? {
    guard index + 6 <= content.endIndex, content[index] == UInt8(ascii: "\\"),
      content[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for byte in content[index + 2..<index + 6] {
      guard let digit = hexDigit(byte) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }
}
