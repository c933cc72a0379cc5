/// What SQLite's tokeniser takes for nothing.
enum SQLText {
  /// The text from its first byte that is no space, semicolon or comment.
  static func withoutLeadingBlanks(_ sql: Substring.UTF8View) -> String {
    var rest = sql
    while let first = rest.first {
      switch first {
      case UInt8(ascii: ";"), 9, 10, 12, 13, 32:
        rest = rest.dropFirst()
      case UInt8(ascii: "-") where rest.dropFirst().first == UInt8(ascii: "-"):
        rest = rest.drop { $0 != 10 }
      case UInt8(ascii: "/") where rest.dropFirst().first == UInt8(ascii: "*"):
        rest = afterComment(rest.dropFirst(2))
      default:
        return String(Substring(rest))
      }
    }
    return ""
  }

  /// An unclosed comment reaches to the end, as it does in SQLite.
  private static func afterComment(_ body: Substring.UTF8View) -> Substring.UTF8View {
    var rest = body
    while let first = rest.first {
      rest = rest.dropFirst()
      if first == UInt8(ascii: "*"), rest.first == UInt8(ascii: "/") { return rest.dropFirst() }
    }
    return rest
  }
}
