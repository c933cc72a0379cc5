/// Keeps a spreadsheet from calculating a text that came from a log.
///
/// A text that would be calculated gets a `'` in front, and so does one that
/// begins with a `'` already. So a leading `'` is never the log's own: whoever
/// removes one has the log's text again.
enum SpreadsheetGuard {
  static let mark = UInt8(ascii: "'")

  /// Whether a text needs the mark.
  @inline(__always)
  static func wants(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count > 0 else { return false }
    // Letters and digits, which most values begin with.
    if bytes[0] >= 0x41, bytes[0] < 0x7F { return false }
    return bytes[0] == mark || isCalculated(bytes)
  }

  private static func isCalculated(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
    guard index < bytes.count else { return false }
    switch bytes[index] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
      return true
    case 0xEF: return isFullWidthSign(bytes, at: index)
    default: return false
    }
  }

  /// Full-width `=`, `+`, `-` and `@`, which East Asian editions calculate too.
  private static func isFullWidthSign(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    guard index + 2 < bytes.count else { return false }
    switch (bytes[index + 1], bytes[index + 2]) {
    case (0xBC, 0x9D), (0xBC, 0x8B), (0xBC, 0x8D), (0xBC, 0xA0): return true
    default: return false
    }
  }
}
