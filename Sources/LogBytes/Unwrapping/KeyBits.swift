/// Some keys, each with a bit of its own.
struct KeyBits: Sendable {
  private struct Key: Sendable {
    let count: Int
    /// The first eight bytes, the missing ones zero.
    let start: UInt64
    let bit: UInt64
  }

  private var bits: [String: UInt64] = [:]
  private var keys: [Key] = []
  private var texts: [[UInt8]] = []
  /// The bit of each length that a key has; longer ones share the last.
  private var lengths: UInt64 = 0

  /// Adds the keys of a list with spaces between.
  ///
  /// - Returns: their bits.
  mutating func add(_ list: String) -> UInt64 {
    list.split(separator: " ").reduce(0) { mask, key in mask | bit(of: String(key)) }
  }

  private mutating func bit(of key: String) -> UInt64 {
    if let bit = bits[key] { return bit }
    let bit: UInt64 = bits.count < 64 ? 1 << UInt64(bits.count) : 0
    bits[key] = bit
    let bytes = Array(key.utf8)
    let start = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    keys.append(Key(count: bytes.count, start: start, bit: bit))
    texts.append(bytes)
    lengths |= 1 << UInt64(min(bytes.count, 63))
    return bit
  }

  /// The bit of a key of a text, 0 if it is none of them.
  @inline(__always)
  func bit(of start: Int, count: Int, _ text: TextBytes) -> UInt64 {
    guard lengths >> UInt64(min(count, 63)) & 1 == 1 else { return 0 }
    return knownBit(of: start, count: count, text)
  }

  private func knownBit(of start: Int, count: Int, _ text: TextBytes) -> UInt64 {
    let mask = count < 8 ? (1 as UInt64) << UInt64(count * 8) - 1 : .max
    let word = text.eightBytes(at: start) & mask
    for index in keys.indices where keys[index].start == word && keys[index].count == count {
      if count <= 8 || text.equals(texts[index], at: start) { return keys[index].bit }
    }
    return 0
  }

  /// The bits of an object's keys.
  func bits(of members: ArraySlice<Member>, _ text: TextBytes) -> UInt64 {
    var mask: UInt64 = 0
    for member in members {
      mask |= bit(of: Int(member.keyStart), count: Int(member.keyCount), text)
    }
    return mask
  }
}
