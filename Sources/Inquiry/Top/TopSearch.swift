internal import CaseStore
internal import SQLite

/// Counts requests by columns, by the quicker of two ways: rows that the look-ups
/// lead to, or a scan of numbers.
struct TopSearch {
  /// A row of the answer.
  struct Count {
    let values: [Value]
    let requests: Int64
  }

  let investigated: Case
  let columns: [TopColumn]
  let filter: EventFilter
  /// How many rows are wanted.
  let limit: Int

  /// The counts that are wanted, in order.
  func counts() throws(InquiryError) -> [Count] {
    let reader = investigated.reader
    let conditions = try investigated.conditions(of: filter)
    let tests = RowTests(conditions, reader.connection)
    let candidates = try EventPlan(reader: reader).candidates(conditions, tests)
    return try InquiryError.wrapping { () throws(SQLiteError) in
      let plan = try GroupPlan(columns, reader.connection)
      let details = plan.hasDetail ? try DetailNumbers(reader.connection) : nil
      var counting = GroupCounting(plan)
      if candidates == nil,
        let scan = try LeanScan(reader.connection, try tests.judgingAll(), plan)
      {
        try SplitScan.count(scan, reader, details, into: &counting)
      } else {
        var rows = try EventRows(reader, tests, width: plan.width, candidates: candidates)
        while let row = try rows.next() {
          counting.add(row, detail: try details?.number(row) ?? 0)
        }
      }
      let values = try GroupValues(columns, &counting, details, reader.connection)
      return values.first(limit).map {
        Count(values: values.values($0), requests: values.requests[$0])
      }
    }
  }
}

extension DetailNumbers {
  /// The number of a whole row's detail.
  fileprivate func number(_ row: EventRow) throws(SQLiteError) -> UInt64 {
    try number(
      Row(
        id: row.id, flags: row.flags, operation: row.operation, object: row.object,
        result: row.result))
  }
}

extension Value {
  /// A complete order: what is absent first, numbers by their size.
  func isBefore(_ other: Value) -> Bool {
    switch (self, other) {
    case (.integer(let one), .integer(let two)): one < two
    case (.real(let one), .real(let two)): one < two
    case (.identifier(let one), .identifier(let two)): one < two
    case (.text(let one), .text(let two)): one < two
    case (.list(let one), .list(let two)): one.lexicographicallyPrecedes(two)
    case (.time(let one, let digits), .time(let two, let others)):
      (one, digits) < (two, others)
    case (.duration(let one), .duration(let two)): one < two
    case (.flag(let one), .flag(let two)): !one && two
    default: rank < other.rank
    }
  }

  private var rank: Int {
    switch self {
    case .null: 0
    case .integer: 1
    case .real: 2
    case .identifier: 3
    case .text: 4
    case .list: 5
    case .time: 6
    case .duration: 7
    case .flag: 8
    }
  }
}
