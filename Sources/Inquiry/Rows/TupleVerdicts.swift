internal import SQLite

/// Which tuples of a table meet a test, each asked once at most.
///
/// Asked of single tuples it reads these; `judgeAll` reads the table from end
/// to end, which is quicker from some thousands on.
final class TupleVerdicts {
  private enum Verdict {
    static let unknown: UInt8 = 0
    static let admitted: UInt8 = 1
    static let refused: UInt8 = 2
  }

  let table: TupleTable
  private let test: TupleTest
  private let connection: Connection
  private var verdicts: [UInt8] = []
  private var single: Statement?
  /// The tuples that meet the test, once all have been judged.
  private(set) var admitted: [Int64]?

  init(_ test: TupleTest, _ connection: Connection) {
    table = test.table
    self.test = test
    self.connection = connection
  }

  /// Verdicts that were reached elsewhere.
  init(_ table: TupleTable, admitting ids: some Sequence<Int64>, _ connection: Connection) {
    self.table = table
    test = TupleTest(table)
    self.connection = connection
    admitted = ids.filter { $0 >= 0 && $0 < 1 << 31 }.sorted()
    for id in admitted ?? [] { note(id, Verdict.admitted) }
  }

  /// Whether a tuple meets the test; one that is not there does not.
  @inline(__always)
  func admits(_ id: Int64) throws(SQLiteError) -> Bool {
    let index = Int(truncatingIfNeeded: id)
    if index >= 0, index < verdicts.count, verdicts[index] != Verdict.unknown {
      return verdicts[index] == Verdict.admitted
    }
    return admitted == nil ? try judge(id) : false
  }

  private func judge(_ id: Int64) throws(SQLiteError) -> Bool {
    // A number beyond any table is a stranger's case; no array for it.
    guard id >= 0, id < 1 << 31 else { return false }
    let row = try singleRow()
    defer { row.reset() }
    try row.bind(id, at: 1)
    let isAdmitted = try row.step() && test.holds(row, from: 1)
    note(id, isAdmitted ? Verdict.admitted : Verdict.refused)
    return isAdmitted
  }

  private func singleRow() throws(SQLiteError) -> Statement {
    if let single { return single }
    let row = try connection.prepare("\(selection) WHERE \(table.key) = ?", persistent: true)
    single = row
    return row
  }

  private func note(_ id: Int64, _ verdict: UInt8) {
    let index = Int(id)
    if index >= verdicts.count {
      let missing = max(index + 1, verdicts.count * 2) - verdicts.count
      verdicts.append(contentsOf: repeatElement(Verdict.unknown, count: missing))
    }
    verdicts[index] = verdict
  }

  /// Judges every tuple of the table.
  func judgeAll() throws(SQLiteError) {
    guard admitted == nil else { return }
    let literals = test.literals
    let conditions = literals.map { literal in
      let places = Array(repeating: "?", count: literal.texts.count).joined(separator: ", ")
      return "\(literal.column.rawValue) IN (\(places))"
    }
    let clause = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    let rows = try connection.prepare(selection + clause)
    for (place, text) in literals.flatMap(\.texts).enumerated() {
      try rows.bind(text, at: Int32(place + 1))
    }
    var found: [Int64] = []
    while try rows.step() {
      let id = rows.integer(0)
      guard id >= 0, id < 1 << 31, test.holds(rows, from: 1) else { continue }
      note(id, Verdict.admitted)
      found.append(id)
    }
    admitted = found
  }

  private var selection: String {
    let columns = [table.key] + test.columns.map(\.rawValue)
    return "SELECT \(columns.joined(separator: ", ")) FROM \(table.rawValue)"
  }
}
