internal import SQLite

/// Which tuples of a table share the texts of some columns.
struct TupleGroups {
  /// The group of each tuple by its number; 0 is that of tuples not there.
  private(set) var groups: [Int32] = []
  /// A tuple of each group.
  private(set) var examples: [Int64] = [-1]

  /// Reads the table from end to end.
  init(_ table: TupleTable, by columns: [String], _ connection: Connection) throws(SQLiteError) {
    let rows = try connection.prepare(
      "SELECT \(([table.key] + columns).joined(separator: ", ")) FROM \(table.rawValue)")
    var texts = columns.map { _ in TextNumbers() }
    var pairs = columns.map { _ in PairNumbers() }
    while try rows.step() {
      let id = rows.integer(0)
      // A number beyond any table is a stranger's case; no array for it.
      guard id >= 0, id < 1 << 31 else { continue }
      var group: Int32 = 0
      for index in texts.indices {
        let number = texts[index].number(rows.optionalText(Int32(index + 1)))
        group = index == 0 ? number : pairs[index].number(group, number)
      }
      note(id, group + 1)
    }
  }

  private mutating func note(_ id: Int64, _ group: Int32) {
    let place = Int(id)
    if place >= groups.count {
      let missing = max(place + 1, groups.count * 2) - groups.count
      groups.append(contentsOf: repeatElement(0, count: missing))
    }
    groups[place] = group
    if Int(group) == examples.count { examples.append(id) }
  }
}

/// Numbers texts in the order in which they come.
struct TextNumbers {
  private var known: [String: Int32] = [:]
  private var absent: Int32?
  private var count: Int32 = 0

  /// The number of a text, or of there being none.
  mutating func number(_ text: String?) -> Int32 {
    if let text {
      if let number = known[text] { return number }
      known[text] = count
    } else {
      if let absent { return absent }
      absent = count
    }
    count += 1
    return count - 1
  }
}

/// Numbers pairs of numbers in the order in which they come.
struct PairNumbers {
  private var known: [UInt64: Int32] = [:]

  mutating func number(_ one: Int32, _ other: Int32) -> Int32 {
    let pair = UInt64(UInt32(bitPattern: one)) << 32 | UInt64(UInt32(bitPattern: other))
    if let number = known[pair] { return number }
    let number = Int32(known.count)
    known[pair] = number
    return number
  }
}
