/// Writes text as JSON strings have it.
public enum JSONEscape {
  /// Appends a text with the quotes around it.
  static func append(string text: [UInt8], to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text { append(byte, to: &output) }
    output.append(UInt8(ascii: "\""))
  }

  /// Appends a byte of a text, escaped where it has to be, as Go's encoder does.
  public static func append(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
    case 0x09: output += Array("\\t".utf8)
    case 0x0A: output += Array("\\n".utf8)
    case 0x0D: output += Array("\\r".utf8)
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      output += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default: output.append(byte)
    }
  }
}
