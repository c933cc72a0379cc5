/// Makes text from outside harmless on a terminal.
enum SafeText {
  /// The text with control and bidi characters as `\u{1b}`, a backslash in
  /// front of `u{` as `\u{5c}`.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isHarmful($0) || $0 == "\\" }) else { return text }
    var escaped = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let isAmbiguous = scalar == "\\" && scalars[(index + 1)...].starts(with: "u{".unicodeScalars)
      if isHarmful(scalar) || isAmbiguous {
        escaped += "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars
      } else {
        escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// The text in quotation marks, as a message names what was typed.
  static func quoted(_ text: String) -> String {
    "\"\(text)\""
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x20, 0x7f...0x9f: true
    // Bidi marks, embeddings and isolates; line and paragraph separators.
    case 0x061c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}
