internal import CaseStore
internal import SQLite

/// Reads the tested columns of rows in order of id, and nothing else of them.
struct NarrowScan {
  private let statement: Statement
  private let tests: TestedColumns
  private let auditIDs: TextCondition

  /// Nil where no column would be tested.
  ///
  /// The tests must have judged all tuples. Times are not tested here.
  init?(_ connection: Connection, _ tests: RowTests, _ everyStage: Bool) throws(SQLiteError) {
    auditIDs = tests.auditIDs
    guard !tests.verdicts.isEmpty || tests.sources != nil || !auditIDs.isEmpty else { return nil }
    self.tests = TestedColumns(tests)
    let columns = ["event_id"] + self.tests.names + (auditIDs.isEmpty ? [] : ["audit_id"])
    statement = try connection.prepare(
      """
      SELECT \(columns.joined(separator: ", ")) FROM event
      WHERE event_id >= ? AND event_id < ?\(everyStage ? "" : " AND flags & 1") ORDER BY event_id
      """)
  }

  /// Begins with a range of ids.
  func start(_ range: Range<Int64>) throws(SQLiteError) {
    statement.reset()
    try statement.bind(range.lowerBound, at: 1)
    try statement.bind(range.upperBound, at: 2)
  }

  /// The next ids that pass, and how many rows were looked at for them; fewer
  /// than asked for of both only at the range's end.
  func ids(
    _ limit: Int, outOf most: Int
  ) throws(SQLiteError) -> (ids: [Int64], seen: Int) {
    var ids: [Int64] = []
    var seen = 0
    var text: [UInt8] = []
    let column = Int32(tests.names.count) + 1
    while ids.count < limit, seen < most, try statement.step() {
      seen += 1
      guard tests.admit(statement, from: 1) else { continue }
      if !auditIDs.isEmpty {
        text.removeAll(keepingCapacity: true)
        statement.storedAuditID(column).append(to: &text)
        guard auditIDs.holds(text.span) else { continue }
      }
      ids.append(statement.integer(0))
    }
    return (ids, seen)
  }
}
