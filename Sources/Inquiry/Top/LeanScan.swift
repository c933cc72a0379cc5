internal import SQLite

/// Counts rows from end to end, reading only the columns that are tested or
/// told apart.
struct LeanScan {
  private let statement: Statement
  private let tests: RowTests
  private let columns: TestedColumns
  private let ranges: [Range<Int64>]
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
    let names = ["event_id", EventRow.missing] + columns.names + plan.places.map(\.digit.column)
    statement = try connection.prepare(
      """
      SELECT \(names.joined(separator: ", ")) FROM event
      WHERE event_id >= ? AND event_id < ? AND flags & 1
      """)
    ranges =
      tests.time == .always
      ? [Int64.min..<Int64.max] : try ScannedRows.idRanges(tests.time, connection)
  }

  private static func hasUndated(_ connection: Connection) throws(SQLiteError) -> Bool {
    let row = try connection.prepare("SELECT 1 FROM event WHERE event_id < ? LIMIT 1")
    try row.bind(EventRow.firstDatedID, at: 1)
    return try row.step()
  }

  /// Reads all, and counts what passes.
  func count(into counting: inout GroupCounting) throws(SQLiteError) {
    let firstDigit = Int32(2 + columns.names.count)
    for range in ranges {
      statement.reset()
      try statement.bind(range.lowerBound, at: 1)
      try statement.bind(range.upperBound, at: 2)
      while try statement.step() {
        guard columns.admit(statement, from: 2) else { continue }
        let time = hasTime ? self.time : nil
        if hasTime, !tests.time.holds(time) { continue }
        counting.add(statement, from: firstDigit, missing: statement.integer(1))
      }
    }
  }

  private var time: Int64? {
    let id = statement.integer(0)
    guard id >= EventRow.firstDatedID else { return nil }
    return EventRow.microseconds(id: id, missing: statement.integer(1))
  }
}
