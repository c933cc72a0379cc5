/// Reads the postings of one bucket, as `LookupSegment` writes them.
///
/// A damaged bucket ends early: look-ups only accelerate, and `verify --deep`
/// finds the damage.
struct PostingsReader {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Appends the values of some keys, which are in order.
  ///
  /// - Returns: false if there would be more than `limit` values; then some
  ///   are missing.
  func append(
    _ keys: ArraySlice<UInt32>, to values: inout [UInt64], atMost limit: Int
  ) -> Bool {
    var wanted = keys
    var offset = 0
    while !wanted.isEmpty, let key = key(&offset), let count = Varint.read(bytes, &offset) {
      wanted = wanted.drop { $0 < key }
      guard wanted.first == key else {
        skip(count, &offset)
        continue
      }
      guard count <= UInt64(limit - min(limit, values.count)) else { return false }
      appendValues(count, &offset, to: &values)
    }
    return true
  }

  /// All keys and values, in order.
  func entries() -> [(key: UInt32, value: UInt64)] {
    var entries: [(key: UInt32, value: UInt64)] = []
    var offset = 0
    while let key = key(&offset), let count = Varint.read(bytes, &offset) {
      var values: [UInt64] = []
      appendValues(count, &offset, to: &values)
      entries += values.map { (key, $0) }
    }
    return entries
  }

  private func key(_ offset: inout Int) -> UInt32? {
    guard offset + 4 <= bytes.count else { return nil }
    var key: UInt32 = 0
    for index in 0..<4 { key |= UInt32(bytes[offset + index]) << UInt32(8 * index) }
    offset += 4
    return key
  }

  /// Passes over numbers: each ends with a byte below 128.
  private func skip(_ count: UInt64, _ offset: inout Int) {
    var left = count
    while left > 0, offset < bytes.count {
      if bytes[offset] < 0x80 { left -= 1 }
      offset += 1
    }
  }

  private func appendValues(_ count: UInt64, _ offset: inout Int, to values: inout [UInt64]) {
    var value: UInt64 = 0
    for _ in 0..<count {
      guard let difference = Varint.read(bytes, &offset) else { return }
      value &+= difference
      values.append(value)
    }
  }

  /// The row ids of a run: eight bytes of the first, then differences.
  static func ids(_ bytes: [UInt8]) -> [Int64] {
    guard bytes.count >= 8 else { return [] }
    var first: UInt64 = 0
    for index in 0..<8 { first |= UInt64(bytes[index]) << UInt64(8 * index) }
    var ids = [Int64(bitPattern: first)]
    ids.reserveCapacity(LookupSegment.run)
    var offset = 8
    while let difference = Varint.read(bytes, &offset), let last = ids.last {
      ids.append(last &+ Int64(bitPattern: difference))
    }
    return ids
  }
}
