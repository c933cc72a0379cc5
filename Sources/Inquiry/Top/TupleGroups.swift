internal import CaseStore
internal import SQLite

/// Which tuples of a table share the values of some columns.
///
/// Group 0 is that of tuples in which all of them are absent, or that are not
/// there.
struct TupleGroups {
  /// The values that groups are told apart by.
  private(set) var texts: [ColumnTexts]
  /// The group of each tuple by its number; nil where each is its own.
  private(set) var map: [Int32]?
  /// The numbers of each group's values, side by side.
  private var numbers: [Int32]
  private var pairs: [PairNumbers]
  /// How many groups there are.
  private(set) var count = 1

  /// Reads the table from end to end.
  ///
  /// - Parameter apart: whether each tuple is a group of its own.
  init(
    _ table: TupleTable, by parts: [ColumnTexts.Part], apart: Bool, _ connection: Connection
  ) throws(SQLiteError) {
    texts = parts.map { ColumnTexts($0, of: table) }
    map = apart ? nil : []
    numbers = Array(repeating: TextNumbers.absent, count: parts.count)
    pairs = parts.dropFirst().map { _ in PairNumbers() }
    for index in pairs.indices { _ = pairs[index].number(0, 0) }
    if apart {
      let last = try connection.integer("SELECT max(\(table.key)) FROM \(table.rawValue)") ?? 0
      // A number beyond any table is a stranger's case; no array for it.
      count = Int(max(0, min(last, 1 << 31 - 2))) + 2
      numbers = Array(repeating: TextNumbers.absent, count: parts.count * count)
      if parts.isEmpty { return }
    }
    let names = texts.flatMap(\.names)
    let rows = try connection.prepare(
      "SELECT \(([table.key] + names).joined(separator: ", ")) FROM \(table.rawValue)")
    var found = parts.map { _ in TextNumbers.absent }
    while try rows.step() {
      let id = rows.integer(0)
      guard id >= 0, id < 1 << 31 - 2 else { continue }
      read(rows, into: &found)
      note(Int(id), found)
    }
  }

  private mutating func read(_ row: Statement, into found: inout [Int32]) {
    var first: Int32 = 1
    for index in texts.indices {
      found[index] = texts[index].number(row, from: first)
      first += Int32(texts[index].names.count)
    }
  }

  private mutating func note(_ id: Int, _ found: [Int32]) {
    guard map != nil else {
      for index in found.indices { numbers[(id + 1) * found.count + index] = found[index] }
      return
    }
    var group = Int(found.first ?? 0)
    for index in pairs.indices {
      group = pairs[index].number(UInt64(group), UInt64(found[index + 1]))
    }
    if group >= count {
      count = group + 1
      if found.count > 1 { numbers += found }
    }
    let missing = id + 1 - (map?.count ?? 0)
    if missing > 0 {
      map?.append(contentsOf: repeatElement(0, count: max(missing, min(id, 1 << 16))))
    }
    map?[id] = Int32(group)
  }

  /// The number of a value of a group.
  func number(_ index: Int, of group: Int) -> Int32 {
    if map != nil, texts.count == 1 { return Int32(group) }
    return numbers[group * texts.count + index]
  }
}
