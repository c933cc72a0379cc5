/// Numbers pairs of numbers in the order in which they come.
struct PairNumbers {
  private typealias Pair = (first: UInt64, second: UInt64)

  /// The upper half of a pair's hash and its number, plus one; 0 where there is
  /// none.
  private var slots: [UInt64] = Array(repeating: 0, count: 1 << 6)
  private var pairs: [Pair] = []

  /// How many pairs there are.
  var count: Int { pairs.count }

  /// The pair of a number.
  subscript(number: Int) -> (first: UInt64, second: UInt64) { pairs[number] }

  /// The number of a pair.
  @inline(__always)
  mutating func number(_ first: UInt64, _ second: UInt64) -> Int {
    let hash = Self.hash(first, second) >> 32
    var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[index] != 0 {
      if slots[index] >> 32 == hash {
        let number = Int(slots[index] & 0xFFFF_FFFF) - 1
        if pairs[number].first == first, pairs[number].second == second { return number }
      }
      index = (index + 1) & (slots.count - 1)
    }
    pairs.append((first, second))
    slots[index] = hash << 32 | UInt64(pairs.count)
    if pairs.count * 2 > slots.count { grow() }
    return pairs.count - 1
  }

  /// Multiplies to 128 bits, and folds the halves.
  @inline(__always)
  static func hash(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let product = (first ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    let again = (product.high ^ product.low ^ second).multipliedFullWidth(
      by: 0x8EBC_6AF0_9C88_C6E3)
    return again.high ^ again.low
  }

  private mutating func grow() {
    var larger = Array(repeating: UInt64(0), count: slots.count * 4)
    for slot in slots where slot != 0 {
      var index = Int(slot >> 32) & (larger.count - 1)
      while larger[index] != 0 { index = (index + 1) & (larger.count - 1) }
      larger[index] = slot
    }
    slots = larger
  }
}
