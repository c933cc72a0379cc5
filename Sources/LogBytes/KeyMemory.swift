/// Remembers the keys of the last record, place by place.
///
/// A writer keeps the order of its fields, so the key at some place is nearly
/// always the one that was there before, and a few words are compared instead
/// of a string scanned.
struct KeyMemory: Sendable {
  private static let places = 32
  private static let longest = 32

  private struct Place: Sendable {
    /// The key with its quotes and its colon, and how many bytes that is.
    var words: InlineArray<4, UInt64> = [0, 0, 0, 0]
    var count = 0
    var number: Int32 = 0
  }

  private var kept = [Place](repeating: Place(), count: Self.places)
  private let base: Int32
  private var last: Int32

  /// Remembers none.
  ///
  /// - Parameter isInner: whether it is for objects inside records; the keys of
  ///   both have numbers of their own.
  init(isInner: Bool) {
    base = isInner ? Member.innerKeys : 0
    last = base
  }

  /// A key that was recognised: its bytes with quotes and colon, and its
  /// number; no bytes where it was not.
  struct Known {
    var count = 0
    var number: Int32 = 0
  }

  /// Whether the key at an offset is the one remembered for its place.
  @inline(__always)
  func known(at offset: Int, place: Int, _ text: TextBytes) -> Known {
    guard place < Self.places else { return Known() }
    let count = kept[place].count
    guard count > 0, offset + Self.longest <= text.count else { return Known() }
    var word = 0
    while (word + 1) * 8 <= count {
      guard text.eightBytes(at: offset + word * 8) == kept[place].words[word] else {
        return Known()
      }
      word += 1
    }
    let rest = UInt64(count & 7)
    if rest > 0 {
      let mask = (1 as UInt64) << (rest * 8) - 1
      guard text.eightBytes(at: offset + word * 8) & mask == kept[place].words[word] else {
        return Known()
      }
    }
    return Known(count: count, number: kept[place].number)
  }

  /// Remembers a key that was scanned.
  ///
  /// - Returns: its number, 0 if it is not remembered.
  mutating func keep(
    from start: Int, to end: Int, place: Int, _ text: TextBytes
  ) -> Int32 {
    let count = end - start
    guard place < Self.places, count <= Self.longest, start + Self.longest <= text.count else {
      return 0
    }
    last = last == base + (Member.innerKeys - 1) ? base + 1 : last + 1
    kept[place] = Place(count: count, number: last)
    for word in 0...(count - 1) / 8 {
      let left = min(8, count - word * 8)
      let mask = left == 8 ? UInt64.max : (1 as UInt64) << (UInt64(left) * 8) - 1
      kept[place].words[word] = text.eightBytes(at: start + word * 8) & mask
    }
    return last
  }
}
