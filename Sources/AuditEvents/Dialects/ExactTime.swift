/// Times of writers that leave out zeros at the end of a fraction, so that a
/// missing decimal is a zero and not unknown.
enum ExactTime {
  /// An RFC 3339 time with at least six decimals; any other text as it is.
  static func padded(_ time: String) -> String {
    let start = time.index(time.startIndex, offsetBy: 19, limitedBy: time.endIndex)
    guard let start, start < time.endIndex else { return time }
    var rest = time[start...]
    var fraction = ""
    if rest.hasPrefix(".") {
      fraction = String(rest.dropFirst().prefix { "0"..."9" ~= $0 })
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard rest.hasPrefix("Z") || rest.hasPrefix("+") || rest.hasPrefix("-"), fraction.count < 6
    else { return time }
    let zeros = String(repeating: "0", count: 6 - fraction.count)
    return "\(time[..<start]).\(fraction)\(zeros)\(rest)"
  }
}
