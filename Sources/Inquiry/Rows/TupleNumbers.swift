internal import CaseStore
internal import SQLite

/// The numbers that some columns' values have, by tuple: what rows are sorted
/// by costs a look into an array then, and texts are read of each value once.
struct TupleNumbers {
  private static let unknown: Int32 = -1

  private var texts: [ColumnTexts]
  /// Side by side for each tuple.
  private var numbers: [Int32] = []
  /// Of a tuple that is not there.
  private let strange: [Int32]
  private let one: Statement

  /// - Parameter readsAll: whether most of the table will be needed, so that it
  ///   is read from end to end.
  init(
    _ table: TupleTable, _ parts: [ColumnTexts.Part], readsAll: Bool, _ connection: Connection
  ) throws(SQLiteError) {
    texts = parts.map { ColumnTexts($0, of: table) }
    strange = parts.map { _ in TextNumbers.absent }
    let names = [table.key] + texts.flatMap(\.names)
    let selection = "SELECT \(names.joined(separator: ", ")) FROM \(table.rawValue)"
    one = try connection.prepare("\(selection) WHERE \(table.key) = ?", persistent: true)
    guard readsAll else { return }
    let rows = try connection.prepare(selection)
    while try rows.step() { note(rows) }
  }

  private mutating func note(_ row: Statement) {
    let id = row.integer(0)
    // A number beyond any table is a stranger's case; no array for it.
    guard id >= 0, id < 1 << 31 else { return }
    let place = Int(id) * texts.count
    let missing = place + texts.count - numbers.count
    if missing > 0 {
      numbers.append(contentsOf: repeatElement(Self.unknown, count: max(missing, 1 << 8)))
    }
    var column: Int32 = 1
    for index in texts.indices {
      numbers[place + index] = texts[index].number(row, from: column)
      column += Int32(texts[index].names.count)
    }
  }

  /// The number of a value of a tuple.
  @inline(__always)
  mutating func number(_ index: Int, of id: Int64) throws(SQLiteError) -> Int32 {
    let place = Int(truncatingIfNeeded: id) &* texts.count &+ index
    if id >= 0, place < numbers.count, numbers[place] != Self.unknown { return numbers[place] }
    return try read(index, id)
  }

  private mutating func read(_ index: Int, _ id: Int64) throws(SQLiteError) -> Int32 {
    defer { one.reset() }
    try one.bind(id, at: 1)
    guard try one.step(), id >= 0, id < 1 << 31 else { return strange[index] }
    note(one)
    return numbers[Int(id) * texts.count + index]
  }

  /// The value of a number; null for that of absence.
  func value(_ index: Int, _ number: Int32) -> Value { texts[index].value(number) }

  /// The text of a number; empty for what is none.
  func text(_ index: Int, _ number: Int32) -> String {
    if case .text(let text) = texts[index].value(number) { text } else { "" }
  }
}
