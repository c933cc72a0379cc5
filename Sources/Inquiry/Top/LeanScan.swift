internal import SQLite

/// Counts rows from end to end, reading only the columns that are tested or
/// told apart.
struct LeanScan {
  private let statement: Statement
  private let tests: RowTests
  private let columns: TestedColumns
  /// The ranges of ids to read; nil for all.
  private let ranges: [Range<Int64>]?
  /// The first column that is tested.
  private let firstTest: Int32
  private let hasTime: Bool

  /// Prepares to read; nil where the tests need more of a row.
  ///
  /// The tests must have judged all tuples.
  init?(
    _ connection: Connection, _ tests: RowTests, _ plan: GroupPlan
  ) throws(SQLiteError) {
    guard tests.auditIDs.isEmpty else { return nil }
    hasTime = tests.time != .always || plan.rowColumns.contains(where: \.needsTime)
    // A row without a received time has its time in a column of its own.
    if hasTime, try Self.hasUndated(connection) { return nil }
    self.tests = tests
    columns = TestedColumns(tests)
    let isWhole = tests.time == .always
    let timed = hasTime ? ["event_id", "flags"] : []
    firstTest = Int32(timed.count)
    let names = timed + columns.names + plan.places.map(\.digit.column)
    let range = isWhole ? "" : " AND event_id >= ? AND event_id < ?"
    statement = try connection.prepare(
      "SELECT \(names.joined(separator: ", ")) FROM event WHERE flags & 1\(range)")
    ranges = isWhole ? nil : try ScannedRows.idRanges(tests.time, connection)
  }

  private static func hasUndated(_ connection: Connection) throws(SQLiteError) -> Bool {
    let row = try connection.prepare("SELECT 1 FROM event WHERE event_id < ? LIMIT 1")
    try row.bind(EventRow.firstDatedID, at: 1)
    return try row.step()
  }

  /// Reads all, and counts what passes.
  func count(into counting: inout GroupCounting) throws(SQLiteError) {
    guard let ranges else { return try countRows(into: &counting) }
    for range in ranges {
      statement.reset()
      try statement.bind(range.lowerBound, at: 1)
      try statement.bind(range.upperBound, at: 2)
      try countRows(into: &counting)
    }
  }

  private func countRows(into counting: inout GroupCounting) throws(SQLiteError) {
    let firstDigit = firstTest + Int32(columns.names.count)
    while try statement.step() {
      guard columns.admit(statement, from: firstTest) else { continue }
      guard hasTime else {
        counting.add(statement, from: firstDigit, id: 0, flags: 0)
        continue
      }
      if tests.time != .always, !tests.time.holds(time) { continue }
      counting.add(
        statement, from: firstDigit, id: statement.integer(0), flags: statement.integer(1))
    }
  }

  private var time: Int64? {
    let id = statement.integer(0)
    guard id >= EventRow.firstDatedID else { return nil }
    return EventRow.received(id: id, flags: statement.integer(1)).microseconds
  }
}
