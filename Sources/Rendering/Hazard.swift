/// A character that must not reach a terminal or a line-based format as it is.
struct Hazard {
  let scalar: UInt32
  /// Its length in UTF-8.
  let length: Int

  /// Finds the hazard that begins at a byte of valid UTF-8.
  @inline(__always)
  init?(in bytes: Span<UInt8>, at index: Int) {
    let byte = bytes[index]
    switch byte {
    case 0x20..<0x5C, 0x5D..<0x7F: return nil
    case 0..<0x20, 0x7F: self.init(scalar: UInt32(byte), length: 1)
    case 0x5C:
      guard index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "u"),
        bytes[index + 2] == UInt8(ascii: "{")
      else { return nil }
      self.init(scalar: 0x5C, length: 1)
    default: self.init(multibyte: bytes, at: index)
    }
  }

  private init(scalar: UInt32, length: Int) {
    self.scalar = scalar
    self.length = length
  }

  private init?(multibyte bytes: Span<UInt8>, at index: Int) {
    let left = bytes.count - index
    switch bytes[index] {
    case 0xC2 where left > 1, 0xD8 where left > 1:
      self.init(two: UInt32(bytes[index] & 0x1F) << 6 | UInt32(bytes[index + 1] & 0x3F))
    case 0xE2 where left > 2, 0xEF where left > 2:
      let high = UInt32(bytes[index] & 0x0F) << 12
      let middle = UInt32(bytes[index + 1] & 0x3F) << 6
      self.init(three: high | middle | UInt32(bytes[index + 2] & 0x3F))
    default: return nil
    }
  }

  private init?(two scalar: UInt32) {
    guard (0x80...0x9F).contains(scalar) || scalar == 0x061C else { return nil }
    self.init(scalar: scalar, length: 2)
  }

  private init?(three scalar: UInt32) {
    switch scalar {
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF:
      self.init(scalar: scalar, length: 3)
    default: return nil
    }
  }

  /// Appends `\u{1b}`.
  func appendEscape(to out: inout [UInt8]) {
    out.append(ascii: "\\u{")
    out.append(hex: scalar)
    out.append(UInt8(ascii: "}"))
  }

  /// Appends `\u001b`, the same for JSON.
  func appendJSONEscape(to out: inout [UInt8]) {
    out.append(ascii: "\\u")
    out.append(hex: scalar, atLeast: 4)
  }
}
