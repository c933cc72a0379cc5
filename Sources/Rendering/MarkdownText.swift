/// Makes text from a log harmless inside Markdown, table cells included.
public enum MarkdownText {
  /// The text with controls written out and markup as entities.
  public static func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    append(text.utf8.span, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  static func append(_ bytes: Span<UInt8>, to out: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      if let hazard = Hazard(in: bytes, at: index) {
        hazard.appendEscape(to: &out)
        index += hazard.length
        continue
      }
      appendCharacter(of: bytes, at: index, to: &out)
      index += 1
    }
  }

  private static func appendCharacter(
    of bytes: Span<UInt8>, at index: Int, to out: inout [UInt8]
  ) {
    switch bytes[index] {
    case UInt8(ascii: "<"): out.append(ascii: "&lt;")
    case UInt8(ascii: ">"): out.append(ascii: "&gt;")
    case UInt8(ascii: "&"): out.append(ascii: "&amp;")
    case UInt8(ascii: "|"): out.append(ascii: "&#124;")
    case UInt8(ascii: "`"): out.append(ascii: "&#96;")
    // `](` would make a link, or an image that tells its owner who is reading.
    case UInt8(ascii: "]") where isNext(bytes, index, { $0 == UInt8(ascii: "(") }):
      out.append(ascii: "&#93;")
    // Before punctuation Markdown takes a backslash for its own.
    case UInt8(ascii: "\\") where isNext(bytes, index, isPunctuation):
      out.append(ascii: "&#92;")
    default: out.append(bytes[index])
    }
  }

  private static func isNext(
    _ bytes: Span<UInt8>, _ index: Int, _ matches: (UInt8) -> Bool
  ) -> Bool {
    index + 1 < bytes.count && matches(bytes[index + 1])
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
