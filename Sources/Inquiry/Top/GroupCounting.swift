internal import SQLite

/// Counts rows by the groups of a plan.
struct GroupCounting {
  let plan: GroupPlan
  private var counts: GroupCounts
  /// Numbers of rows' own values, by place; and of what is numbered anew there.
  private(set) var rows: [RowNumbers?]
  private var chains: [PairNumbers]

  init(_ plan: GroupPlan) {
    self.plan = plan
    counts = GroupCounts(size: plan.size, rest: plan.rest)
    rows = plan.places.map { place in
      if case .row(let column) = place.digit { RowNumbers(column) } else { nil }
    }
    chains = plan.places.map { _ in PairNumbers() }
  }

  /// Counts the row that a statement stands at, whose digits begin at a column.
  @inline(__always)
  mutating func add(_ row: Statement, from first: Int32, missing: Int64) {
    var number: UInt64 = 0
    for index in plan.places.indices {
      let column = first + Int32(truncatingIfNeeded: index)
      let digit =
        plan.places[index].isRow
        ? rows[index]?.number(row, column, missing: missing) ?? 0
        : plan.places[index].value(row.integer(column))
      append(digit, index, to: &number)
    }
    counts.add(number)
  }

  /// Counts a row that was read whole.
  mutating func add(_ row: EventRow) {
    var number: UInt64 = 0
    for index in plan.places.indices {
      let digit =
        rows[index]?.number(row)
        ?? plan.places[index].value(row.number(of: plan.places[index].digit))
      append(digit, index, to: &number)
    }
    counts.add(number)
  }

  @inline(__always)
  private mutating func append(_ digit: UInt64, _ index: Int, to number: inout UInt64) {
    if plan.places[index].isChained {
      number = UInt64(chains[index].number(number, digit))
    } else {
      number = number &* plan.places[index].size &+ digit
    }
  }

  /// How many requests each group has, and the digits of its number: for each
  /// place one a group.
  var groups: (digits: [[UInt32]], requests: [Int64]) {
    let (groups, requests) = counts.all
    var rest = groups
    var digits: [[UInt32]] = []
    for index in plan.places.indices.reversed() {
      let place = plan.places[index]
      var column: [UInt32] = []
      column.reserveCapacity(rest.count)
      for group in rest.indices {
        let (before, digit) =
          place.isChained
          ? chains[index][Int(rest[group])]
          : rest[group].quotientAndRemainder(dividingBy: place.size)
        column.append(UInt32(truncatingIfNeeded: digit))
        rest[group] = before
      }
      digits.append(column)
    }
    return (digits.reversed(), requests)
  }
}

extension EventRow {
  /// The number that a digit is read from.
  fileprivate func number(of digit: GroupPlan.Digit) -> Int64 {
    switch digit {
    case .tuple(let table): number(of: table)
    case .source, .cluster: Int64(source)
    case .stage: Int64(stage)
    case .level: Int64(level)
    case .dryRun, .conflict: flags
    case .row: 0
    }
  }
}
