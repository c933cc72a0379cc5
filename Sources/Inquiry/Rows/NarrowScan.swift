internal import SQLite

/// Reads the tested columns of rows in order of id, and nothing else of them.
final class NarrowScan {
  private let statement: Statement
  private let verdicts: [TupleVerdicts]
  private let sources: Set<Int64>?

  /// Nil where no column would be tested.
  ///
  /// The tests must have judged all tuples. Times and audit IDs are not tested
  /// here.
  init?(_ connection: Connection, _ tests: RowTests, _ everyStage: Bool) throws(SQLiteError) {
    guard !tests.verdicts.isEmpty || tests.sources != nil else { return nil }
    verdicts = tests.verdicts
    sources = tests.sources
    let columns =
      ["event_id"] + verdicts.map(\.table.key) + (sources == nil ? [] : ["source_id"])
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
    while ids.count < limit, seen < most, try statement.step() {
      seen += 1
      if try passes() { ids.append(statement.integer(0)) }
    }
    return (ids, seen)
  }

  @inline(__always)
  private func passes() throws(SQLiteError) -> Bool {
    var column: Int32 = 1
    for verdict in verdicts {
      guard try verdict.admits(statement.integer(column)) else { return false }
      column += 1
    }
    guard let sources else { return true }
    return sources.contains(statement.integer(column))
  }
}
