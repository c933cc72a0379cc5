/// Times of writers that leave out zeros at the end of a fraction, so that a
/// missing decimal is a zero and not unknown.
enum ExactTime {
  /// An RFC 3339 time with at least six decimals; any other text as it is.
  static func padded(_ time: String) -> String {
    var bytes = Array(time.utf8)
    guard bytes.count > 19 else { return time }
    var end = 19
    if bytes[end] == UInt8(ascii: ".") {
      end += 1
      while end < bytes.count, bytes[end] &- UInt8(ascii: "0") < 10 { end += 1 }
    }
    let decimals = max(0, end - 20)
    guard end < bytes.count, "Z+-".utf8.contains(bytes[end]), decimals < 6 else { return time }
    let zeros = repeatElement(UInt8(ascii: "0"), count: 6 - decimals)
    bytes.insert(contentsOf: (end == 19 ? [UInt8(ascii: ".")] : []) + zeros, at: end)
    return String(decoding: bytes, as: UTF8.self)
  }
}
