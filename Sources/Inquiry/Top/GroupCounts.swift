/// How many requests each group has, by the group's number.
struct GroupCounts {
  /// Up to so many groups, counts lie in an array.
  private static let mostDense: UInt64 = 1 << 22
  /// How many groups with the same beginning lie side by side.
  private static let line = 4

  /// Counts by number; empty where there may be too many.
  private var dense: [Int64] = []
  private let isDense: Bool
  /// Otherwise groups and their counts; a count of 0 is an empty place.
  private var sparse: [(group: UInt64, requests: Int64)] = []
  private var used = 0
  /// How many numbers begin with the same first digit.
  private let rest: UInt64

  /// - Parameters:
  ///   - size: how many numbers there may be.
  ///   - rest: how many of them begin with the same first digit, 1 where
  ///     numbers are given in the order in which they come.
  init(size: UInt64, rest: UInt64) {
    self.rest = max(1, rest)
    isDense = size <= Self.mostDense || rest == 1
    if isDense {
      dense = Array(repeating: 0, count: Int(max(1, min(size, 1 << 12))))
    } else {
      sparse = Array(repeating: (0, 0), count: 1 << 12)
    }
  }

  /// Counts more requests.
  @inline(__always)
  mutating func add(_ group: UInt64, _ count: Int64 = 1) {
    guard isDense else { return addSparse(group, count) }
    let index = Int(truncatingIfNeeded: group)
    if index >= dense.count {
      dense.append(contentsOf: repeatElement(0, count: index + 1 - dense.count))
    }
    dense[index] += count
  }

  private mutating func addSparse(_ group: UInt64, _ count: Int64) {
    let index = place(of: group)
    if sparse[index].requests == 0 {
      sparse[index].group = group
      used += 1
    }
    sparse[index].requests += count
    if used * 4 > sparse.count * 3 { grow() }
  }

  /// Makes room for more groups at once.
  ///
  /// Those of another table come in the order of their hashes, and would lie in
  /// a single heap in a smaller one.
  mutating func makeRoom(for more: Int) {
    guard !isDense else { return }
    while (used + more) * 4 > sparse.count * 3 { grow() }
  }

  /// The place of a group, or the empty one where it belongs.
  ///
  /// Objects come in the order of their numbers, more or less. So a group is
  /// first sought in a line of places that its first digit gives, most likely
  /// still in the processor's cache, and only when that is full where its hash
  /// says.
  @inline(__always)
  private func place(of group: UInt64) -> Int {
    let mask = sparse.count - 1
    let first = Int(truncatingIfNeeded: (group / rest) &* UInt64(Self.line)) & mask
    for index in first..<first + Self.line {
      if sparse[index].requests == 0 || sparse[index].group == group { return index }
    }
    var index = Int(truncatingIfNeeded: PairNumbers.hash(group, 0)) & mask
    while sparse[index].requests != 0, sparse[index].group != group { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let smaller = sparse
    sparse = Array(repeating: (0, 0), count: smaller.count * 2)
    for entry in smaller where entry.requests != 0 { sparse[place(of: entry.group)] = entry }
  }

  /// All groups with requests, and how many each has.
  var all: (groups: [UInt64], requests: [Int64]) {
    var groups: [UInt64] = []
    var requests: [Int64] = []
    for index in dense.indices where dense[index] > 0 {
      groups.append(UInt64(index))
      requests.append(dense[index])
    }
    groups.reserveCapacity(used)
    requests.reserveCapacity(used)
    for entry in sparse where entry.requests > 0 {
      groups.append(entry.group)
      requests.append(entry.requests)
    }
    return (groups, requests)
  }
}
