/// Writes and reads JSON's strings.
enum JSONString {
  /// Appends valid UTF-8 as a JSON string with its quotes.
  ///
  /// DEL, C1 and bidi controls are escaped too, though JSON does not ask for
  /// it: the text may end up on a terminal.
  static func append(_ bytes: Span<UInt8>, to out: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    out.append(quote)
    if ByteScan.isPlain(bytes, except: quote, quote) {
      out.append(copying: bytes)
    } else {
      appendEscaped(bytes, to: &out)
    }
    out.append(quote)
  }

  private static func appendEscaped(_ bytes: Span<UInt8>, to out: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""): out.append(ascii: "\\\"")
      case UInt8(ascii: "\\"): out.append(ascii: "\\\\")
      case UInt8(ascii: "\n"): out.append(ascii: "\\n")
      case UInt8(ascii: "\t"): out.append(ascii: "\\t")
      case UInt8(ascii: "\r"): out.append(ascii: "\\r")
      default:
        if let hazard = Hazard(in: bytes, at: index) {
          hazard.appendJSONEscape(to: &out)
          index += hazard.length
          continue
        }
        out.append(bytes[index])
      }
      index += 1
    }
  }
}
