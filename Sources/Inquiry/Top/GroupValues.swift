internal import AuditEvents
internal import CaseStore
internal import SQLite

/// The values that groups stand for.
///
/// Each group has a number for each column, equal where the values are; their
/// texts are made of the rows that are shown.
struct GroupValues {
  /// Where the numbers of a column's values come from.
  private enum Source {
    case texts(ColumnTexts)
    case plainTexts(TextNumbers)
    case rows(RowNumbers)
    case fixed([Value])
    case plain
  }

  private var sources: [Source] = []
  /// For each column, whether one value comes before another: closures, for a
  /// copy of a source, needed to ask it, costs more than the comparison.
  private var orders: [(UInt32, UInt32) -> Bool] = []
  /// For each column the numbers of its values, one a group.
  private var numbers: [[UInt32]] = []
  private(set) var requests: [Int64]

  init(
    _ columns: [TopColumn], _ counting: inout GroupCounting, _ details: DetailNumbers?,
    _ connection: Connection
  ) throws(SQLiteError) {
    var digits: [[UInt32]]
    (digits, requests) = counting.groups()
    let plan = counting.plan
    for column in columns {
      let (source, values) = try Self.column(column, digits, counting, details, connection)
      sources.append(source)
      orders.append(Self.order(source))
      numbers.append(values)
    }
    digits = []
    if plan.hasURI { merge() }
  }

  private static func column(
    _ column: TopColumn, _ digits: [[UInt32]], _ counting: GroupCounting,
    _ details: DetailNumbers?, _ connection: Connection
  ) throws(SQLiteError) -> (Source, [UInt32]) {
    let plan = counting.plan
    func place(_ digit: GroupPlan.Digit) -> Int {
      plan.places.firstIndex { $0.digit == digit } ?? 0
    }
    switch column.place {
    case .part(let part, let table):
      guard let groups = plan.tuples[table],
        let index = groups.texts.firstIndex(where: { $0.part == part })
      else { return (.plain, []) }
      let found = digits[place(.tuple(table))]
      return (
        .texts(groups.texts[index]), found.map { UInt32(groups.number(index, of: Int($0))) }
      )
    case .uri:
      guard let operations = plan.tuples[.operation] else { return (.plain, []) }
      let uris = try RequestURINumbers(
        objects: digits[place(.tuple(.object))], operations: digits[place(.tuple(.operation))],
        operations, connection)
      return (.plainTexts(uris.texts), uris.numbers.map { UInt32($0) })
    case .digit(.detail):
      return (details.map { .plainTexts($0.texts) } ?? .plain, digits[place(.detail)])
    case .digit(let digit):
      let place = place(digit)
      return (source(of: digit, place, counting), digits[place])
    }
  }

  private static func source(
    of digit: GroupPlan.Digit, _ place: Int, _ counting: GroupCounting
  ) -> Source {
    switch digit {
    case .row: counting.rows[place].map { .rows($0) } ?? .plain
    case .stage: .fixed(Stage.allCases.map { $0.name.map(Value.text) ?? .null })
    case .level: .fixed(Level.allCases.map { $0.name.map(Value.text) ?? .null })
    case .cluster: .fixed(counting.plan.clusters)
    case .dryRun, .conflict: .fixed([.flag(false), .flag(true)])
    case .source, .tuple, .detail: .plain
    }
  }

  /// Makes one of the groups whose values are the same.
  private mutating func merge() {
    var chains = numbers.dropFirst().map { _ in PairNumbers() }
    /// The first group of each number, and one more.
    var firsts: [UInt32] = []
    var kept: [Int] = []
    var sums: [Int64] = []
    for group in requests.indices {
      var number = Int(numbers[0][group])
      for index in chains.indices {
        number = chains[index].number(UInt64(number), UInt64(numbers[index + 1][group]))
      }
      if number >= firsts.count {
        firsts.append(contentsOf: repeatElement(0, count: number + 1 - firsts.count))
      }
      if firsts[number] > 0 {
        sums[Int(firsts[number]) - 1] += requests[group]
      } else {
        kept.append(group)
        sums.append(requests[group])
        firsts[number] = UInt32(kept.count)
      }
    }
    numbers = numbers.map { column in kept.map { column[$0] } }
    requests = sums
  }

  /// The values of a group.
  func values(_ group: Int) -> [Value] {
    sources.indices.map { value(sources[$0], Int(numbers[$0][group])) }
  }

  private func value(_ source: Source, _ number: Int) -> Value {
    switch source {
    case .texts(let texts): texts.value(Int32(number))
    case .plainTexts(let texts): texts.text(Int32(number)).map(Value.text) ?? .null
    case .rows(let rows): rows.shown(number)
    case .fixed(let values): number < values.count ? values[number] : .null
    case .plain: .integer(Int64(number))
    }
  }

  /// Whether a group comes before another: the more frequent first, then by
  /// their values.
  func isBefore(_ one: Int, _ other: Int) -> Bool {
    if requests[one] != requests[other] { return requests[one] > requests[other] }
    for index in sources.indices {
      let (left, right) = (numbers[index][one], numbers[index][other])
      if left != right { return orders[index](left, right) }
    }
    return false
  }

  private static func order(_ source: Source) -> (UInt32, UInt32) -> Bool {
    switch source {
    case .texts(let texts): { texts.isBefore(Int32($0), Int32($1)) }
    case .plainTexts(let texts): { texts.isBefore(Int32($0), Int32($1)) }
    case .rows(let rows): { rows.isBefore(Int($0), Int($1)) }
    case .fixed(let values): { values[Int($0)].isBefore(values[Int($1)]) }
    case .plain: { $0 < $1 }
    }
  }

  /// The first groups in order.
  func first(_ limit: Int) -> [Int] {
    guard limit > 0 else { return [] }
    let most = max(1024, requests.count / 8)
    guard limit < requests.count, limit <= min(most, 1 << 14) else {
      return Array(requests.indices.sorted(by: isBefore).prefix(limit))
    }
    var first: [Int] = []
    for group in requests.indices {
      if first.count == limit, !isBefore(group, first[limit - 1]) { continue }
      var (low, high) = (0, first.count)
      while low < high {
        let middle = (low + high) / 2
        if isBefore(group, first[middle]) { high = middle } else { low = middle + 1 }
      }
      if first.count == limit { first.removeLast() }
      first.insert(group, at: low)
    }
    return first
  }
}
