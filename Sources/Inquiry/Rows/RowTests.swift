internal import SQLite

/// Conditions, ready to be put to rows.
struct RowTests {
  let time: TimeCondition
  let verdicts: [TupleVerdicts]
  let sources: Set<Int64>?
  let auditIDs: TextCondition

  init(_ conditions: RequestConditions, _ connection: Connection) {
    time = conditions.time
    sources = conditions.sources
    auditIDs = conditions.auditIDs
    verdicts = TupleTable.allCases.compactMap { table in
      conditions.tests[table].map { TupleVerdicts($0, connection) }
    }
  }

  private init(_ tests: RowTests, verdicts: [TupleVerdicts]) {
    time = tests.time
    sources = tests.sources
    auditIDs = tests.auditIDs
    self.verdicts = verdicts
  }

  /// The same, and these verdicts besides.
  func adding(_ more: TupleVerdicts) -> RowTests {
    RowTests(self, verdicts: [more] + verdicts)
  }

  /// How wide rows must be for the tests.
  func width(atLeast width: EventRow.Width) -> EventRow.Width {
    width == .plain && !auditIDs.isEmpty ? .withAuditID : width
  }

  /// Whether a row passes.
  func admits(_ row: EventRow) throws(SQLiteError) -> Bool {
    if let sources, !sources.contains(Int64(row.source)) { return false }
    for verdict in verdicts {
      guard try verdict.admits(row.number(of: verdict.table)) else { return false }
    }
    guard time == .always || time.holds(row.time?.microseconds) else { return false }
    return auditIDs.isEmpty || auditIDs.holds(row.auditID)
  }

  /// Judges all tuples, the tests that let least pass first.
  func judgingAll() throws(SQLiteError) -> RowTests {
    for verdict in verdicts { try verdict.judgeAll() }
    let ordered = verdicts.sorted { left, right in
      (left.admitted?.count ?? 0, left.table.rawValue)
        < (right.admitted?.count ?? 0, right.table.rawValue)
    }
    return RowTests(self, verdicts: ordered)
  }
}

extension EventRow {
  /// The number of its tuple in a table.
  func number(of table: TupleTable) -> Int64 {
    switch table {
    case .actor: actor
    case .operation: operation
    case .object: object
    case .result: result
    case .client: client
    }
  }
}
