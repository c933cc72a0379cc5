/// Tests of bytes, eight at a time.
enum ByteScan {
  private static let lows: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Whether all bytes are printable ASCII, and none is a backslash or `first`
  /// or `second`: then most formats write them as they are.
  @inline(__always)
  static func isPlain(_ bytes: Span<UInt8>, except first: UInt8, _ second: UInt8) -> Bool {
    let count = bytes.count
    let first = lows &* UInt64(first)
    let second = lows &* UInt64(second)
    if count < 8 {
      var word: UInt64 = 0x6161_6161_6161_6161
      for index in 0..<count { word = word << 8 | UInt64(bytes[index]) }
      return isPlain(word, first, second)
    }
    return bytes.withUnsafeBytes { raw in
      var offset = 0
      while offset < count - 8 {
        let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        guard isPlain(word, first, second) else { return false }
        offset += 8
      }
      // The last word overlaps the one before rather than end early.
      let word = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      return isPlain(word, first, second)
    }
  }

  @inline(__always)
  private static func isPlain(_ word: UInt64, _ first: UInt64, _ second: UInt64) -> Bool {
    // A borrow can only follow a true hit, so "any hit" is exact.
    let control = (word &- lows &* 0x20) & ~word
    let delete = zeroByte(word ^ lows &* 0x7F)
    let backslash = zeroByte(word ^ lows &* 0x5C)
    let other = zeroByte(word ^ first) | zeroByte(word ^ second)
    return (word | control | delete | backslash | other) & highs == 0
  }

  @inline(__always)
  private static func zeroByte(_ word: UInt64) -> UInt64 { (word &- lows) & ~word }
}
