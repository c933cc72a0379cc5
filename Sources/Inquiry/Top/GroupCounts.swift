/// How many requests each group has, by the group's number.
struct GroupCounts {
  /// Up to so many groups, counts lie in an array.
  private static let mostDense: UInt64 = 1 << 22

  private var dense: [Int64]
  /// Groups and their counts; a count of 0 is an empty place.
  private var sparse: [(group: UInt64, requests: Int64)] = []
  private var used = 0

  /// - Parameter size: how many numbers there may be.
  init(size: UInt64) {
    let isDense = size <= Self.mostDense
    dense = isDense ? Array(repeating: 0, count: Int(max(1, size))) : []
    if !isDense { sparse = Array(repeating: (0, 0), count: 1 << 12) }
  }

  /// Counts one more request.
  @inline(__always)
  mutating func add(_ group: UInt64) {
    if dense.isEmpty {
      addSparse(group)
    } else {
      dense[Int(truncatingIfNeeded: group)] += 1
    }
  }

  private mutating func addSparse(_ group: UInt64) {
    let index = place(of: group)
    if sparse[index].requests == 0 {
      sparse[index].group = group
      used += 1
    }
    sparse[index].requests += 1
    if used * 4 > sparse.count * 3 { grow() }
  }

  @inline(__always)
  private func place(of group: UInt64) -> Int {
    let mask = sparse.count - 1
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
