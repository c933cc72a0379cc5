/// Appending to the one buffer an answer is written into.
extension [UInt8] {
  @inline(__always)
  mutating func append(copying bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  mutating func append(copying bytes: Span<UInt8>, _ range: Range<Int>) {
    append(copying: bytes.extracting(range))
  }

  @inline(__always)
  mutating func append(ascii text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  @inline(__always)
  mutating func append(text: String) {
    append(copying: text.utf8.span)
  }

  /// Appends a number in decimal.
  mutating func append(decimal number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(decimal: number.magnitude, atLeast: 1)
  }

  /// Appends a number in decimal with leading zeros up to a count of digits.
  mutating func append(decimal number: UInt64, atLeast digits: Int) {
    if number < 10, digits == 1 {
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number))
      return
    }
    let start = count
    var rest = number
    var left = digits
    while rest > 0 || left > 0 {
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
      left -= 1
    }
    self[start...].reverse()
  }

  /// Appends a number below a million with leading zeros.
  mutating func append(sixDigits number: UInt64) {
    let (high, low) = (number / 1000, number % 1000)
    func digits(_ three: UInt64) -> UInt64 {
      (three / 100) << 16 | (three / 10 % 10) << 8 | three % 10
    }
    let text = (digits(high) << 24 | digits(low)) &+ 0x3030_3030_3030
    Swift.withUnsafeBytes(of: text.bigEndian) { append(contentsOf: $0[2...]) }
  }

  /// Appends a number in lower-case hexadecimal, at least `digits` wide.
  mutating func append(hex number: UInt32, atLeast digits: Int = 1) {
    var shift = 28
    while shift > 0, number >> UInt32(shift) == 0, shift >= digits * 4 { shift -= 4 }
    while shift >= 0 {
      let digit = UInt8(truncatingIfNeeded: number >> UInt32(shift) & 0xF)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      shift -= 4
    }
  }
}
