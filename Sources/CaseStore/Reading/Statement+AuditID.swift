public import SQLite

extension Statement {
  /// A column that holds an audit ID, as text: 16 bytes are a UUID.
  public func auditID(_ column: Int32) -> String {
    guard type(column) == .blob else { return text(column) }
    return withBytes(column) { bytes in
      guard bytes.byteCount == 16 else { return "" }
      return String(unsafeUninitializedCapacity: 36) { output in
        var place = 0
        for index in 0..<16 {
          if index == 4 || index == 6 || index == 8 || index == 10 {
            output[place] = UInt8(ascii: "-")
            place += 1
          }
          let byte = bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
          output[place] = Self.digit(byte >> 4)
          output[place + 1] = Self.digit(byte & 15)
          place += 2
        }
        return place
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
