internal import LogBytes

/// Times of writers that leave out zeros at the end of a fraction, so that a
/// missing decimal is a zero and not unknown.
struct ExactTime {
  /// Where zeros are missing.
  private let end: Int
  private let isPointMissing: Bool
  private let zeros: Int

  private static let missing: [StaticString] = ["", "0", "00", "000", "0000", "00000", "000000"]

  /// What is missing of an RFC 3339 time; nil of one with at least six decimals,
  /// and of any other text.
  private init?(count: Int, _ byte: (Int) -> UInt8) {
    guard count > 19 else { return nil }
    var end = 19
    if byte(end) == UInt8(ascii: ".") {
      end += 1
      while end < count, byte(end) &- UInt8(ascii: "0") < 10 { end += 1 }
    }
    let decimals = max(0, end - 20)
    guard end < count, decimals < 6 else { return nil }
    switch byte(end) {
    case UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"): break
    default: return nil
    }
    self.end = end
    isPointMissing = end == 19
    zeros = 6 - decimals
  }

  /// A time with at least six decimals; any other text as it is.
  static func padded(_ time: String) -> String {
    var bytes = Array(time.utf8)
    guard let exact = ExactTime(count: bytes.count, { bytes[$0] }) else { return time }
    let zeros = repeatElement(UInt8(ascii: "0"), count: exact.zeros)
    bytes.insert(
      contentsOf: (exact.isPointMissing ? [UInt8(ascii: ".")] : []) + zeros, at: exact.end)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends a time as a string, with at least six decimals.
  static func append(_ range: TextRange, of text: TextBytes, to output: inout TextArena) {
    let start = Int(range.start)
    guard let exact = ExactTime(count: Int(range.count), { text[start + $0] }) else {
      return output.append(quoted: range, of: text)
    }
    output.append("\"")
    output.append(TextRange(start: range.start, count: Int32(exact.end)), of: text)
    if exact.isPointMissing { output.append(".") }
    output.append(missing[exact.zeros])
    output.append(
      TextRange(
        start: range.start + Int32(exact.end), count: range.count - Int32(exact.end)),
      of: text)
    output.append("\"")
  }
}
