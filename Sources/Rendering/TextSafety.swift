/// Makes text from a log harmless to a terminal and to a line-based format.
///
/// Control characters (newline and tab included), bidi controls and invisible
/// joiners are written as `\u{1b}`; a backslash that stands before `u{` as
/// `\u{5c}`, so that the writing can be undone without loss.
public enum TextSafety {
  /// The text with every harmful character written out.
  public static func escaped(_ text: String) -> String {
    let bytes = text.utf8.span
    if isHarmless(bytes) { return text }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 16)
    append(bytes, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// The text that `escaped(_:)` was given.
  public static func unescaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.first {
      if let (written, after) = writtenScalar(rest) {
        out.append(written)
        rest = after
      } else {
        out.append(scalar)
        rest.removeFirst()
      }
    }
    return String(out)
  }

  /// Appends the escaped form of valid UTF-8.
  static func append(_ bytes: Span<UInt8>, to out: inout [UInt8]) {
    if ByteScan.isPlain(bytes, except: 0, 0) {
      out.append(copying: bytes)
      return
    }
    var index = 0
    while index < bytes.count {
      if let hazard = Hazard(in: bytes, at: index) {
        hazard.appendEscape(to: &out)
        index += hazard.length
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
  }

  /// Whether nothing needs to be written out.
  static func isHarmless(_ bytes: Span<UInt8>) -> Bool {
    if ByteScan.isPlain(bytes, except: 0, 0) { return true }
    for index in bytes.indices where Hazard(in: bytes, at: index) != nil { return false }
    return true
  }

  private static func writtenScalar(
    _ text: Substring.UnicodeScalarView
  ) -> (Unicode.Scalar, Substring.UnicodeScalarView)? {
    guard text.starts(with: "\\u{".unicodeScalars) else { return nil }
    let digits = text.dropFirst(3).prefix(8).prefix { $0 != "}" }
    let after = text.dropFirst(3 + digits.count)
    guard after.first == "}", let number = UInt32(String(digits), radix: 16),
      let scalar = Unicode.Scalar(number)
    else { return nil }
    return (scalar, after.dropFirst())
  }
}
