/// Rows by a value that nearly every one has for itself, to be counted by
/// sorting: a table of ten million values would miss the processor's cache with
/// every row.
struct KeyedRows {
  /// What tells rows apart: a value, and the number of the rest.
  struct Key: Comparable {
    let first: UInt64
    let second: UInt64
    /// The highest bit says that the value is a text.
    let rest: UInt64

    init(_ value: RowValue, _ group: UInt64) {
      first = value.first
      second = value.second
      rest = value.isText ? group | Self.text : group
    }

    private static let text: UInt64 = 1 << 63

    var isText: Bool { rest & Self.text != 0 }
    var group: UInt64 { rest & ~Self.text }
    var value: RowValue {
      isText ? RowValue(text: Int32(truncatingIfNeeded: first)) : RowValue(first, second)
    }

    @inline(__always)
    static func < (left: Key, right: Key) -> Bool {
      if left.first != right.first { return left.first < right.first }
      if left.second != right.second { return left.second < right.second }
      return left.rest < right.rest
    }
  }

  private var keys: [Key] = []
  private var isSorted = true

  /// Adds a row.
  @inline(__always)
  mutating func add(_ key: Key) {
    if isSorted, let last = keys.last, key < last { isSorted = false }
    keys.append(key)
  }

  /// Adds the rows of another, which is let go.
  mutating func add(_ other: consuming KeyedRows, _ translated: (Key) -> Key) {
    isSorted = false
    keys.reserveCapacity(keys.count + other.keys.count)
    for key in other.keys { keys.append(translated(key)) }
  }

  /// Gives each key and how many rows have it, in order, and lets them go.
  mutating func drain(_ body: (Key, Int64) -> Void) {
    sort()
    var first = 0
    while first < keys.count {
      var end = first + 1
      while end < keys.count, keys[end] == keys[first] { end += 1 }
      body(keys[first], Int64(end - first))
      first = end
    }
    keys = []
  }

  /// Deals keys out by their upper bits first, so that what is compared lies
  /// together.
  private mutating func sort() {
    guard !isSorted else { return }
    isSorted = true
    guard keys.count > 1 << 12 else { return keys.sort() }
    let (least, shift, starts) = deal()
    var ends = starts
    var dealt = keys
    for key in keys {
      let bucket = Int(truncatingIfNeeded: (key.first &- least) >> shift)
      dealt[ends[bucket]] = key
      ends[bucket] += 1
    }
    keys = []
    for bucket in ends.indices where ends[bucket] - starts[bucket] > 1 {
      dealt[starts[bucket]..<ends[bucket]].sort()
    }
    keys = dealt
  }

  /// The least first number, how far to shift what is above it for the number
  /// of a bucket, and where buckets start.
  private func deal() -> (least: UInt64, shift: UInt64, starts: [Int]) {
    var (least, most) = (UInt64.max, UInt64.min)
    for key in keys {
      least = min(least, key.first)
      most = max(most, key.first)
    }
    let bits = UInt64(UInt64.bitWidth - (most - least).leadingZeroBitCount)
    let shift = bits > Self.bucketBits ? bits - Self.bucketBits : 0
    var starts = Array(repeating: 0, count: Int((most - least) >> shift) + 1)
    for key in keys { starts[Int(truncatingIfNeeded: (key.first &- least) >> shift)] += 1 }
    var start = 0
    for bucket in starts.indices {
      let count = starts[bucket]
      starts[bucket] = start
      start += count
    }
    return (least, shift, starts)
  }

  private static let bucketBits: UInt64 = 13
}
