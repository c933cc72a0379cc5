internal import AuditEvents
internal import SQLite

/// The values that groups stand for.
struct GroupValues {
  private let columns: [TopColumn]
  private let plan: GroupPlan
  private let texts: EventTexts
  private let stages = Stage.allCases.map { $0.name.map(Value.text) ?? .null }
  private let levels = Level.allCases.map { $0.name.map(Value.text) ?? .null }
  private var cells: [TupleTable: TupleCells] = [:]

  init(_ columns: [TopColumn], _ plan: GroupPlan, _ connection: Connection) throws(SQLiteError) {
    self.columns = columns
    self.plan = plan
    texts = try EventTexts(connection)
    for place in plan.places {
      guard case .tuple(let table) = place.digit else { continue }
      cells[table] = try TupleCells(table, connection, places: 1 << 12)
    }
  }

  /// The values of a group, in the order of the columns.
  mutating func values(of key: GroupCounts.Key) throws(SQLiteError) -> [Value] {
    let digits = plan.digits(key.number)
    var values: [Value] = []
    for column in columns {
      switch column.source {
      case .stretch(let length): values.append(Self.start(of: length, key.start))
      case .column(.tuple(let table, let index)):
        values.append(try cell(table, index, digits[.tuple(table)] ?? -1))
      case .column(.requestURI): values.append(try requestURI(digits))
      case .column(.annotations):
        let tuple = digits[.tuple(.result)] ?? -1
        let parts = [
          try cell(.result, 7, tuple), try cell(.result, 5, tuple), try cell(.result, 6, tuple),
        ]
        values.append(Annotations.value(kept: parts[0], decision: parts[1], reason: parts[2]))
      case .column(let source): values.append(value(source, digits))
      }
    }
    return values
  }

  private mutating func requestURI(_ digits: [GroupPlan.Digit: Int64]) throws(SQLiteError) -> Value
  {
    let operation = try cells[.operation]?.place(of: digits[.tuple(.operation)] ?? -1)
    let object = try cells[.object]?.place(of: digits[.tuple(.object)] ?? -1)
    guard let operation, let object, let operations = cells[.operation],
      let objects = cells[.object]
    else { return .null }
    return RequestPath.uri(operations, operation, objects, object)
  }

  private mutating func cell(
    _ table: TupleTable, _ index: Int, _ tuple: Int64
  ) throws(SQLiteError) -> Value {
    guard let place = try cells[table]?.place(of: tuple) else { return .null }
    return cells[table]?[place, index] ?? .null
  }

  private static func start(of stretch: Int64, _ finest: Int64) -> Value {
    guard finest != .max else { return .null }
    return .time(microseconds: GroupCounts.start(finest, stretch), digits: 0)
  }

  private func value(_ source: TimelineProfile.Source, _ digits: [GroupPlan.Digit: Int64]) -> Value
  {
    switch source {
    case .stage: named(stages, digits[.stage])
    case .level: named(levels, digits[.level])
    case .cluster: texts.cluster(Int32(clamping: digits[.source] ?? 0))
    case .source: .integer(digits[.source] ?? 0)
    case .dryRun: .flag(digits[.dryRun] == 1)
    case .conflict: .flag(digits[.conflict] == 1)
    default: .null
    }
  }

  private func named(_ names: [Value], _ number: Int64?) -> Value {
    guard let number, number >= 0, number < names.count else { return .null }
    return names[Int(number)]
  }
}
