public import SQLite

extension Statement {
  /// A column that holds an audit ID, as text: 16 bytes are a UUID.
  public func auditID(_ column: Int32) -> String {
    guard type(column) == .blob else { return text(column) }
    return withBytes(column) { bytes in
      guard bytes.byteCount == 16 else { return "" }
      return String(unsafeUninitializedCapacity: 36) { output in
        guard let base = output.baseAddress else { return 0 }
        var place = 0
        var index = 0
        while index < 16 {
          // Dashes stand before the bytes 4, 6, 8 and 10.
          if 0b101_0101_0000 >> index & 1 == 1 {
            base[place] = UInt8(ascii: "-")
            place += 1
          }
          let byte = bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
          base[place] = Self.digit(byte >> 4)
          base[place + 1] = Self.digit(byte & 15)
          place += 2
          index += 1
        }
        return place
      }
    }
  }

  /// `0` to `9`, then `a` to `f`: 39 lies between `9` and `a`.
  @inline(__always)
  private static func digit(_ value: UInt8) -> UInt8 {
    value &+ UInt8(ascii: "0") &+ (value > 9 ? 39 : 0)
  }
}
