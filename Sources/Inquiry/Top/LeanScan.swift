internal import SQLite

/// Counts rows from end to end, reading only the columns that are tested or
/// told apart.
///
/// It holds no connection, so that two threads can each read a part.
struct LeanScan: Sendable {
  private let sql: String
  private let time: TimeCondition
  private let columns: TestedColumns
  /// The ranges of ids to read, all of which are dated if the time matters.
  let ranges: [Range<Int64>]
  /// The first column that is tested.
  private let firstTest: Int32
  private let hasTime: Bool
  private let hasDetail: Bool

  /// Prepares to read; nil where the tests need more of a row.
  ///
  /// The tests must have judged all tuples.
  init?(
    _ connection: Connection, _ tests: RowTests, _ plan: GroupPlan
  ) throws(SQLiteError) {
    guard tests.auditIDs.isEmpty else { return nil }
    hasDetail = plan.hasDetail
    hasTime =
      hasDetail || tests.time != .always || plan.rowColumns.contains(where: \.needsTime)
    // A row without a received time has its time in a column of its own.
    if hasTime, try Self.hasUndated(connection) { return nil }
    time = tests.time
    columns = TestedColumns(tests)
    let timed = hasTime ? ["event_id", "flags"] : []
    firstTest = Int32(timed.count)
    let names =
      timed + columns.names + plan.places.map(\.digit.column)
      + (hasDetail ? ["operation_id", "object_id", "result_id"] : [])
    sql = """
      SELECT \(names.joined(separator: ", ")) FROM event
      WHERE flags & 1 AND event_id >= ? AND event_id < ?
      """
    ranges =
      tests.time == .always
      ? [Int64.min..<Int64.max] : try ScannedRows.idRanges(tests.time, connection)
  }

  private static func hasUndated(_ connection: Connection) throws(SQLiteError) -> Bool {
    let row = try connection.prepare("SELECT 1 FROM event WHERE event_id < ? LIMIT 1")
    try row.bind(EventRow.firstDatedID, at: 1)
    return try row.step()
  }

  /// Reads pieces until there are no more, and counts what passes.
  func count(
    _ connection: Connection, _ details: DetailNumbers? = nil, into counting: inout GroupCounting,
    _ nextPiece: () -> Range<Int64>?
  ) throws(SQLiteError) {
    let statement = try connection.prepare(sql)
    while let piece = nextPiece() {
      try statement.bind(piece.lowerBound, at: 1)
      try statement.bind(piece.upperBound, at: 2)
      try count(statement, details, into: &counting)
      statement.reset()
    }
  }

  private func count(
    _ statement: Statement, _ details: DetailNumbers?, into counting: inout GroupCounting
  ) throws(SQLiteError) {
    let firstDigit = firstTest + Int32(columns.names.count)
    let behind = firstDigit + Int32(counting.plan.places.count)
    while try statement.step() {
      guard columns.admit(statement, from: firstTest) else { continue }
      guard hasTime else {
        counting.add(statement, from: firstDigit, id: 0, flags: 0)
        continue
      }
      let (id, flags) = (statement.integer(0), statement.integer(1))
      if time != .always, !time.holds(EventRow.received(id: id, flags: flags).microseconds) {
        continue
      }
      var detail: UInt64 = 0
      if hasDetail, let details {
        let row = DetailNumbers.Row(
          id: id, flags: flags, operation: statement.integer(behind),
          object: statement.integer(behind + 1), result: statement.integer(behind + 2))
        detail = try details.number(row)
      }
      counting.add(statement, from: firstDigit, id: id, flags: flags, detail: detail)
    }
  }
}
