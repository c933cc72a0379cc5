internal import CaseStore
internal import SQLite

/// Counts requests by columns, by the quickest of three ways: rows that the
/// look-ups lead to, a scan of numbers, or whole rows of a timeline.
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
    let connection = investigated.reader.connection
    let plan = try InquiryError.wrapping { () throws(SQLiteError) in
      try GroupPlan(columns, connection)
    }
    guard let plan else { return sorted(try countsOfValues()) }
    return try counts(plan)
  }

  private func sorted(_ counts: [Count]) -> [Count] {
    let sorted = counts.sorted { one, other in
      if one.requests != other.requests { return one.requests > other.requests }
      for (left, right) in zip(one.values, other.values) where left != right {
        return left.isBefore(right)
      }
      return false
    }
    return sorted.count > limit ? Array(sorted.prefix(limit)) : sorted
  }

  private func counts(_ plan: GroupPlan) throws(InquiryError) -> [Count] {
    let reader = investigated.reader
    let conditions = try investigated.conditions(of: filter)
    let tests = RowTests(conditions, reader.connection)
    let candidates = try EventPlan(reader: reader).candidates(conditions, tests)
    return try InquiryError.wrapping { () throws(SQLiteError) in
      var counting = GroupCounting(plan)
      if candidates == nil,
        let scan = try LeanScan(reader.connection, try tests.judgingAll(), plan)
      {
        try SplitScan.count(scan, reader, into: &counting)
      } else {
        var rows = try EventRows(reader, tests, width: plan.width, candidates: candidates)
        while let row = try rows.next() { counting.add(row) }
      }
      let values = try GroupValues(columns, &counting, reader.connection)
      return values.first(limit).map {
        Count(values: values.values($0), requests: values.requests[$0])
      }
    }
  }

  /// Where a column is no tuple's, its values themselves are compared.
  private func countsOfValues() throws(InquiryError) -> [Count] {
    let layout = columns.map { column in
      guard case .column(let source) = column.source else { return TimelineProfile.Source.received }
      return source
    }
    var rows = try TimelineRows(of: investigated, filter, layout, width: .full, stages: false)
    var sums: [[Value]: Int64] = [:]
    var row: [Value] = []
    do throws(SQLiteError) {
      while try rows.next(into: &row) {
        for (index, column) in columns.enumerated() {
          guard case .stretch(let length) = column.source else { continue }
          row[index] = row[index].start(of: length)
        }
        sums[row, default: 0] += 1
      }
    } catch {
      throw .database(error)
    }
    return sums.map { Count(values: $0.key, requests: $0.value) }
  }
}

extension Value {
  /// The start of the stretch that a moment lies in; null for what is none.
  fileprivate func start(of stretch: Int64) -> Value {
    guard case .time(let moment, _) = self else { return .null }
    return .time(microseconds: RowValues.start(moment, stretch), digits: 0)
  }

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
