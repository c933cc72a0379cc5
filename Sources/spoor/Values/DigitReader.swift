/// Reads a short text from left to right, byte by byte.
struct DigitReader {
  private(set) var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Passes one of these bytes if it comes next.
  mutating func pass(_ bytes: UInt8...) -> Bool {
    guard let first = rest.first, bytes.contains(first) else { return false }
    rest.removeFirst()
    return true
  }

  /// Reads all digits that come next; none where there are none or too many
  /// for the type.
  mutating func number() -> (value: Int64?, digits: Int) {
    var value: Int64? = 0
    var digits = 0
    while let byte = rest.first, let digit = Self.digit(byte) {
      value = value?.appending(digit)
      digits += 1
      rest.removeFirst()
    }
    return (digits == 0 ? nil : value, digits)
  }

  /// Reads exactly this many digits.
  mutating func number(ofDigits count: Int) -> Int64? {
    var value: Int64 = 0
    for _ in 0..<count {
      guard let byte = rest.first, let digit = Self.digit(byte) else { return nil }
      value = value * 10 + digit
      rest.removeFirst()
    }
    return value
  }

  /// Reads the letters that come next.
  mutating func letters() -> String {
    let letters = rest.prefix { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    rest = rest[letters.endIndex...]
    return String(Substring(letters))
  }

  private static func digit(_ byte: UInt8) -> Int64? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int64(byte - UInt8(ascii: "0")) : nil
  }
}

extension Int64 {
  fileprivate func appending(_ digit: Int64) -> Int64? {
    times(10)?.plus(digit)
  }

  /// The product, unless it does not fit.
  func times(_ other: Int64) -> Int64? {
    let (value, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? nil : value
  }

  /// The sum, unless it does not fit.
  func plus(_ other: Int64) -> Int64? {
    let (value, overflows) = addingReportingOverflow(other)
    return overflows ? nil : value
  }
}
