internal import CaseStore
internal import SQLite

/// Counts requests by columns, by the quickest of three ways: rows that the
/// look-ups lead to, a scan of integers, or whole rows of a timeline.
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

  /// All counts, in order.
  func counts() throws(InquiryError) -> [Count] {
    let connection = investigated.reader.connection
    let plan = try InquiryError.wrapping { () throws(SQLiteError) in
      try GroupPlan(columns, connection)
    }
    guard let plan else { return sorted(try countsOfValues()) }
    return sorted(try counts(plan))
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
      var counts = GroupCounts(plan)
      if candidates == nil,
        let scan = try LeanScan(reader.connection, try tests.judgingAll(), plan)
      {
        try scan.count(into: &counts)
      } else {
        var rows = try EventRows(reader, tests, candidates: candidates)
        while let row = try rows.next() { counts.add(row) }
      }
      return try rows(counts, plan)
    }
  }

  /// The texts of groups; those that look the same are one.
  private func rows(_ counts: GroupCounts, _ plan: GroupPlan) throws(SQLiteError) -> [Count] {
    let mayRepeat = columns.contains(where: \.mayRepeat) || plan.mayRepeat
    var values = try GroupValues(columns, plan, investigated.reader.connection)
    var rows: [Count] = []
    for (key, requests) in mayRepeat ? counts.all : highest(counts.all) {
      rows.append(Count(values: try values.values(of: key), requests: requests))
    }
    return mayRepeat ? Self.merged(rows) : rows
  }

  /// The counts that may be among those wanted: the texts of the others need
  /// not be read.
  private func highest(
    _ counts: [(key: GroupCounts.Key, requests: Int64)]
  ) -> [(key: GroupCounts.Key, requests: Int64)] {
    guard limit < counts.count else { return counts }
    guard limit > 0 else { return [] }
    let least = counts.map(\.requests).sorted(by: >)[limit - 1]
    return counts.filter { $0.requests >= least }
  }

  private static func merged(_ rows: [Count]) -> [Count] {
    var sums: [[Value]: Int64] = [:]
    for row in rows { sums[row.values, default: 0] += row.requests }
    return sums.map { Count(values: $0.key, requests: $0.value) }
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
    return .time(microseconds: GroupCounts.start(moment, stretch), digits: 0)
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
