/// Spells JSON in one of the many ways there are, by chance.
public struct JSONSpelling: Sendable {
  /// What decides.
  public var generator: SeededGenerator
  private let isPlain: Bool

  /// Plain spelling has no white space and only the escapes it must have.
  public init(_ generator: SeededGenerator, isPlain: Bool = false) {
    self.generator = generator
    self.isPlain = isPlain
  }

  /// A string in quotes.
  ///
  /// - Parameter keepsASCII: whether letters and digits stay as they are.
  public mutating func string(_ text: String, keepsASCII: Bool = false) -> String {
    var spelled = "\""
    for scalar in text.unicodeScalars {
      let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      let isFree =
        !isPlain && !(keepsASCII && scalar.isASCII && (isWord || scalar == "=" || scalar == "?"))
      spelled += scalarText(scalar, mayEscape: isFree && generator.oneIn(8))
    }
    return spelled + "\""
  }

  private mutating func scalarText(_ scalar: Unicode.Scalar, mayEscape: Bool) -> String {
    switch scalar {
    case "\"": return mayEscape ? "\\u0022" : "\\\""
    case "\\": return mayEscape ? "\\u005c" : "\\\\"
    case "/" where mayEscape: return "\\/"
    case "\n" where generator.oneIn(2): return "\\n"
    case "\t" where generator.oneIn(2): return "\\t"
    case "\u{8}" where generator.oneIn(2): return "\\b"
    case _ where scalar.value < 0x20 || mayEscape:
      return String(scalar).utf16.map { escape($0) }.joined()
    default: return String(scalar)
    }
  }

  private mutating func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16, uppercase: generator.oneIn(2))
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// White space, seldom.
  public mutating func space() -> String {
    isPlain || !generator.oneIn(6) ? "" : generator.pick([" ", "  ", "\t", "\n", "\r\n"])
  }

  /// An array of spelled values.
  public mutating func array(_ values: [String]) -> String {
    "[" + values.map { space() + $0 + space() }.joined(separator: ",") + space() + "]"
  }

  /// An object of keys as they are and spelled values.
  public mutating func object(_ members: [(key: String, json: String)]) -> String {
    let spelled = members.map { member in
      space() + string(member.key) + space() + ":" + space() + member.json + space()
    }
    return "{" + spelled.joined(separator: ",") + space() + "}"
  }
}
