/// Strings as Go's `%q` quotes them.
public enum GoText {
  /// The strings of a list like `"a","b"`, or `"a", "b"`.
  ///
  /// - Returns: nil if it is no such list.
  public static func list(_ text: String) -> [String]? {
    let bytes = Array(text.utf8)
    var strings: [String] = []
    var offset = 0
    while offset < bytes.count {
      guard bytes[offset] == UInt8(ascii: "\"") else { return nil }
      var end = offset + 1
      while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard end < bytes.count else { return nil }
      var plain: [UInt8] = []
      append(Array(bytes[offset + 1..<end]), to: &plain)
      strings.append(String(decoding: plain, as: UTF8.self))
      offset = end + 1
      guard offset < bytes.count else { break }
      guard bytes[offset] == UInt8(ascii: ",") else { return nil }
      offset += 1
      while offset < bytes.count, bytes[offset] == 0x20 { offset += 1 }
    }
    return strings
  }

  /// Appends what the text between two quotes says; what is no escape stays.
  static func append(_ quoted: [UInt8], to output: inout [UInt8]) {
    var offset = 0
    while offset < quoted.count {
      let byte = quoted[offset]
      guard byte == UInt8(ascii: "\\"), offset + 1 < quoted.count else {
        output.append(byte)
        offset += 1
        continue
      }
      offset += 2
      switch quoted[offset - 1] {
      case UInt8(ascii: "a"): output.append(0x07)
      case UInt8(ascii: "b"): output.append(0x08)
      case UInt8(ascii: "f"): output.append(0x0C)
      case UInt8(ascii: "n"): output.append(0x0A)
      case UInt8(ascii: "r"): output.append(0x0D)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "v"): output.append(0x0B)
      case UInt8(ascii: "x"): appendByte(quoted, &offset, to: &output)
      case UInt8(ascii: "u"): appendScalar(quoted, 4, &offset, to: &output)
      case UInt8(ascii: "U"): appendScalar(quoted, 8, &offset, to: &output)
      case let other: output.append(other)
      }
    }
  }

  private static func appendByte(
    _ quoted: [UInt8], _ offset: inout Int, to output: inout [UInt8]
  ) {
    guard let value = number(quoted, offset, 2) else { return }
    output.append(UInt8(truncatingIfNeeded: value))
    offset += 2
  }

  private static func appendScalar(
    _ quoted: [UInt8], _ digits: Int, _ offset: inout Int, to output: inout [UInt8]
  ) {
    guard let value = number(quoted, offset, digits), let scalar = Unicode.Scalar(value) else {
      return
    }
    output += Array(String(Character(scalar)).utf8)
    offset += digits
  }

  private static func number(_ quoted: [UInt8], _ offset: Int, _ digits: Int) -> UInt32? {
    guard offset + digits <= quoted.count else { return nil }
    return UInt32(String(decoding: quoted[offset..<offset + digits], as: UTF8.self), radix: 16)
  }
}
