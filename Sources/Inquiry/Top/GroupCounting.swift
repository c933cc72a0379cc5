internal import SQLite

/// Counts rows by the groups of a plan.
struct GroupCounting {
  let plan: GroupPlan
  private var counts: GroupCounts
  private var keyed = KeyedRows()
  /// Numbers of rows' own values, by place; and of what is numbered anew there.
  private(set) var rows: [RowNumbers?]
  private var chains: [PairNumbers]

  init(_ plan: GroupPlan) {
    self.plan = plan
    counts = GroupCounts(size: plan.size, rest: plan.rest)
    rows = plan.places.map { plan.values[$0.digit].map { RowNumbers($0) } }
    chains = plan.places.map { _ in PairNumbers() }
  }

  /// Counts the row that a statement stands at, whose digits begin at a column.
  ///
  /// - Parameters:
  ///   - id: the row's, where the plan needs its time.
  ///   - flags: likewise.
  ///   - detail: the number of its detail, where the plan has that.
  @inline(__always)
  mutating func add(
    _ row: Statement, from first: Int32, id: Int64, flags: Int64, detail: UInt64 = 0
  ) {
    var number: UInt64 = 0
    for index in plan.places.indices where index != plan.key {
      let column = first + Int32(truncatingIfNeeded: index)
      let digit =
        plan.places[index].isRow
        ? rows[index]?.number(row, column, id: id, flags: flags) ?? detail
        : plan.places[index].value(row.integer(column))
      append(digit, index, to: &number)
    }
    guard let key = plan.key else { return counts.add(number) }
    let column = first + Int32(truncatingIfNeeded: key)
    if let value = rows[key]?.value(row, column, id: id, flags: flags) {
      keyed.add(KeyedRows.Key(value, number))
    }
  }

  /// Counts a row that was read whole.
  mutating func add(_ row: EventRow, detail: UInt64 = 0) {
    var number: UInt64 = 0
    for index in plan.places.indices where index != plan.key {
      let digit =
        plan.places[index].isRow
        ? rows[index]?.number(row) ?? detail
        : plan.places[index].value(row.number(of: plan.places[index].digit))
      append(digit, index, to: &number)
    }
    guard let key = plan.key else { return counts.add(number) }
    if let value = rows[key]?.value(row) { keyed.add(KeyedRows.Key(value, number)) }
  }

  @inline(__always)
  private mutating func append(_ digit: UInt64, _ index: Int, to number: inout UInt64) {
    if plan.places[index].isChained {
      number = UInt64(chains[index].number(number, digit))
    } else {
      number = number &* plan.places[index].size &+ digit
    }
  }

  /// Adds what another counted by the same plan.
  mutating func add(_ other: consuming GroupCounting) {
    let isSame = plan.places.indices.allSatisfy { index in
      index == plan.key || !(plan.places[index].isRow || plan.places[index].isChained)
    }
    guard let key = plan.key else {
      let (groups, requests) = other.counts.all
      counts.makeRoom(for: groups.count)
      for (group, count) in zip(groups, requests) {
        counts.add(isSame ? group : translated(group, of: other), count)
      }
      return
    }
    let rows = other.keyed
    other.keyed = KeyedRows()
    var own = keyed
    keyed = KeyedRows()
    let theirs = other
    let values = theirs.rows[key]
    own.add(rows) { found in
      let value = values.flatMap { self.rows[key]?.value(found.value, of: $0) }
      return KeyedRows.Key(
        value ?? found.value, isSame ? found.group : translated(found.group, of: theirs))
    }
    keyed = own
  }

  /// The number that another's group has here.
  private mutating func translated(_ group: UInt64, of other: GroupCounting) -> UInt64 {
    var number: UInt64 = 0
    for (index, digit) in other.digits(group).enumerated() where index != plan.key {
      let own = other.rows[index].map { rows[index]?.number(digit, of: $0) ?? 0 }
      append(own ?? digit, index, to: &number)
    }
    return number
  }

  /// The digits of a group's number; 0 for that of the key.
  private func digits(_ group: UInt64) -> [UInt64] {
    var rest = group
    var digits = Array(repeating: UInt64(0), count: plan.places.count)
    for index in plan.places.indices.reversed() where index != plan.key {
      (rest, digits[index]) = split(rest, index)
    }
    return digits
  }

  private func split(_ number: UInt64, _ index: Int) -> (before: UInt64, digit: UInt64) {
    if plan.places[index].isChained {
      let pair = chains[index][Int(number)]
      return (pair.first, pair.second)
    }
    let (before, digit) = number.quotientAndRemainder(dividingBy: plan.places[index].size)
    return (before, digit)
  }

  /// How many requests each group has, and the digits of its number: for each
  /// place one a group.
  ///
  /// To be asked for once, at the end.
  mutating func groups() -> (digits: [[UInt32]], requests: [Int64]) {
    var keys: [UInt32] = []
    let found = plan.key.map { sorted($0, into: &keys) } ?? counts.all
    var rest = found.groups
    var digits: [[UInt32]] = []
    for index in plan.places.indices.reversed() {
      guard index != plan.key else {
        digits.append(keys)
        continue
      }
      var column: [UInt32] = []
      column.reserveCapacity(rest.count)
      for group in rest.indices {
        let (before, digit) = split(rest[group], index)
        column.append(UInt32(truncatingIfNeeded: digit))
        rest[group] = before
      }
      digits.append(column)
    }
    return (digits.reversed(), found.requests)
  }

  /// The groups in the order of their keys, whose numbers are made here.
  private mutating func sorted(
    _ key: Int, into keys: inout [UInt32]
  ) -> (groups: [UInt64], requests: [Int64]) {
    var groups: [UInt64] = []
    var requests: [Int64] = []
    var values: [RowValue] = []
    var numbers: [UInt32] = []
    keyed.drain { found, count in
      groups.append(found.group)
      requests.append(count)
      if found.isText {
        numbers.append(UInt32(truncatingIfNeeded: found.first * 2 + 1))
        return
      }
      if values.last != found.value { values.append(found.value) }
      numbers.append(UInt32(truncatingIfNeeded: (values.count - 1) * 2))
    }
    rows[key]?.take(sorted: values)
    keys = numbers
    return (groups, requests)
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
    case .row, .detail: 0
    }
  }
}
