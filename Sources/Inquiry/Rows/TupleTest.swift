internal import SQLite

/// What a tuple must be, column by column; all of it must hold.
struct TupleTest {
  /// A condition on one column, or on a resource's three.
  enum Check {
    case text(TupleColumn, TextCondition)
    /// A JSON array of texts.
    case list(TupleColumn, TextCondition)
    case addresses(AddressCondition)
    case resource(any: [ResourceSelector], none: [ResourceSelector])
    case outcome(Set<Int64>)

    var columns: [TupleColumn] {
      switch self {
      case .text(let column, _), .list(let column, _): [column]
      case .addresses: [.addresses]
      case .resource: [.group, .resource, .subresource]
      case .outcome: [.outcome]
      }
    }
  }

  let table: TupleTable
  private(set) var checks: [Check] = []

  init(_ table: TupleTable) {
    self.table = table
  }

  /// Adds a condition, unless everything meets it.
  mutating func add(_ column: TupleColumn, _ condition: TextCondition) {
    if !condition.isEmpty { checks.append(.text(column, condition)) }
  }

  mutating func add(_ check: Check) {
    checks.append(check)
  }

  /// Whether every tuple meets it.
  var isEmpty: Bool { checks.isEmpty }

  /// The columns it reads, in the order in which `holds` expects them.
  var columns: [TupleColumn] { checks.flatMap(\.columns) }

  /// Whether a row of `columns`, which begin at a place, meets it.
  func holds(_ row: Statement, from first: Int32) -> Bool {
    var place = first
    for check in checks {
      guard Self.holds(check, row, place) else { return false }
      place += Int32(check.columns.count)
    }
    return true
  }

  private static func holds(_ check: Check, _ row: Statement, _ place: Int32) -> Bool {
    switch check {
    case .text(_, let condition): return condition.holds(row.text(place))
    case .list(_, let condition):
      return condition.holds(ofSome: JSONTexts.list(row.text(place)))
    case .addresses(let condition): return condition.holds(JSONTexts.list(row.text(place)))
    case .outcome(let outcomes): return outcomes.contains(row.integer(place))
    case .resource(let any, let none):
      let (group, resource) = (row.text(place), row.text(place + 1))
      let below = row.text(place + 2)
      let isAny =
        any.isEmpty
        || any.contains { $0.selects(group: group, resource: resource, subresource: below) }
      return isAny
        && !none.contains { $0.selects(group: group, resource: resource, subresource: below) }
    }
  }

  /// Columns that must equal one of a few texts: SQLite can look for those
  /// without handing every row out.
  var literals: [(column: TupleColumn, texts: [String])] {
    checks.compactMap { check in
      guard case .text(let column, let condition) = check, column != .code,
        let texts = condition.literals, texts.count <= 64
      else { return nil }
      return (column, texts)
    }
  }
}
