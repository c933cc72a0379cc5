/// The widest columns of a log: those whose strings a store has to keep.
enum Column: Int, CaseIterable {
  case requestURI, userAgent, username, credentialID, objectName, statusMessage
  case decisionReason, sourceIPs
}

/// Counts the distinct strings of each column by their 64-bit hashes.
struct DistinctStrings {
  private var sets = Column.allCases.map { _ in HashSet() }

  /// Counts a string of a column, given its hash.
  mutating func insert(_ hash: UInt64, in column: Column) {
    sets[column.rawValue].insert(hash)
  }

  /// How many distinct strings the column had.
  func count(of column: Column) -> Int { sets[column.rawValue].count }
}

/// A set of hashes: open addressing, half full at most, never zero.
private struct HashSet {
  private var slots = [UInt64](repeating: 0, count: 1_024)
  private(set) var count = 0

  mutating func insert(_ hash: UInt64) {
    guard place(hash | 1) else { return }
    count += 1
    if count * 2 > slots.count { grow() }
  }

  /// Puts the hash into its slot; false when it was there.
  private mutating func place(_ hash: UInt64) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 1) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = hash
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for hash in old where hash != 0 { _ = place(hash) }
  }
}
