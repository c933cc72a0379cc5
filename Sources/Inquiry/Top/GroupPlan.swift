internal import SQLite

/// How the numbers of a row become one number for the group it is in.
///
/// Values are numbered once a tuple, so that a row costs a few integers.
struct GroupPlan {
  /// A number of a row that groups tell apart.
  enum Digit: Hashable {
    case tuple(TupleTable), cluster, source, stage, level, dryRun, conflict, detail
    case row(RowColumn)

    /// The column it is read from.
    var column: String {
      switch self {
      case .tuple(let table): table.key
      case .cluster, .source: "source_id"
      case .stage: "flags >> 4 & 7"
      case .level: "flags >> 7 & 7"
      case .dryRun, .conflict: "flags"
      case .detail: "operation_id"
      case .row(let column): column.column
      }
    }
  }

  /// The digits, each of which a group's number is made of.
  private(set) var places: [GroupPlace] = []
  /// The groups of each table that has a part in it.
  private(set) var tuples: [TupleTable: TupleGroups] = [:]
  /// The names of the clusters, by their digits.
  private(set) var clusters: [Value] = []
  /// Whether URIs are told apart: their groups are pairs of an object and an
  /// operation, several of which may have the same.
  let hasURI: Bool
  /// Readers of rows' own values.
  private(set) var values: [Digit: RowValues] = [:]
  /// The place whose values are sorted instead of numbered.
  private(set) var key: Int?
  /// How many numbers there may be.
  private(set) var size: UInt64 = 1

  /// Reads the tables that the columns lie in.
  init(_ columns: [TopColumn], _ connection: Connection) throws(SQLiteError) {
    var wanted: [TupleTable: [ColumnTexts.Part]] = [:]
    var digits: [Digit] = []
    for column in columns {
      switch column.place {
      case .part(let part, let table): wanted[table, default: []].append(part)
      case .digit(let digit): if !digits.contains(digit) { digits.append(digit) }
      case .uri: break
      }
    }
    hasURI = columns.contains { $0.place == .uri }
    if hasURI {
      wanted[.object, default: []] += []
      wanted[.operation, default: []] += RequestURINumbers.parts
    }
    for table in Self.order {
      guard let parts = wanted[table] else { continue }
      let groups = try TupleGroups(
        table, by: Self.each(parts), apart: hasURI && table == .object, connection)
      tuples[table] = groups
      add(GroupPlace(table, groups))
    }
    for digit in digits {
      if case .row(let column) = digit { values[digit] = try RowValues(column, connection) }
      add(try place(of: digit, connection))
    }
  }

  /// Objects first: their numbers follow the order of time.
  private static let order = [TupleTable.object] + TupleTable.allCases.filter { $0 != .object }

  /// How many numbers begin with the same first digit.
  var rest: UInt64 {
    guard key == nil, let last = places.last, !last.isChained, places.count > 1 || !last.isRow
    else { return 1 }
    return size / (places.first?.size ?? 1)
  }

  private static func each(_ parts: [ColumnTexts.Part]) -> [ColumnTexts.Part] {
    parts.enumerated().filter { parts.firstIndex(of: $1) == $0 }.map(\.element)
  }

  /// Adds a place; where numbers would become too large, what stands before it
  /// is numbered anew.
  private mutating func add(_ place: GroupPlace) {
    var place = place
    if key == nil, case .row(let column) = place.digit, column.isNearlyUnique {
      key = places.count
      return places.append(place)
    }
    let (product, overflows) = size.multipliedReportingOverflow(by: place.size)
    if overflows || product > 1 << 62 {
      place.isChained = true
      size = 1 << 32
    } else {
      size = product
    }
    places.append(place)
  }

  private mutating func place(
    of digit: Digit, _ connection: Connection
  ) throws(SQLiteError) -> GroupPlace {
    guard digit == .cluster else { return GroupPlace(digit) }
    let rows = try connection.prepare(
      """
      SELECT source_id, (SELECT name FROM cluster c WHERE c.cluster_id = s.cluster_id)
      FROM source s
      """)
    var map: [Int32] = []
    clusters = [.null]
    while try rows.step() {
      let (id, text) = (rows.integer(0), rows.text(1))
      let name = text.isEmpty ? Value.null : .text(text)
      guard id >= 0, id < 1 << 20 else { continue }
      let number = clusters.firstIndex(of: name) ?? clusters.count
      if number == clusters.count { clusters.append(name) }
      if Int(id) >= map.count {
        map.append(contentsOf: repeatElement(0, count: Int(id) + 1 - map.count))
      }
      map[Int(id)] = Int32(number)
    }
    return GroupPlace(digit, map, size: UInt64(clusters.count))
  }

  /// Whether details are told apart, which `DetailNumbers` makes.
  var hasDetail: Bool { places.contains { $0.digit == .detail } }

  /// The columns of rows' own that are told apart.
  var rowColumns: [RowColumn] {
    places.compactMap { if case .row(let column) = $0.digit { column } else { nil } }
  }

  /// How much of each row is needed.
  var width: EventRow.Width {
    let widths = rowColumns.map(\.width)
    return widths.contains(.full) ? .full : widths.contains(.withAuditID) ? .withAuditID : .plain
  }
}

/// What one digit is in the numbers of groups.
struct GroupPlace {
  private enum Kind {
    case mapped, apart, small, row
    case flag(Int64)
  }

  let digit: GroupPlan.Digit
  private let kind: Kind
  private let map: [Int32]
  /// How many digits there are.
  let size: UInt64
  /// Whether what stands before it is numbered anew with it.
  var isChained = false

  init(_ table: TupleTable, _ groups: TupleGroups) {
    digit = .tuple(table)
    kind = groups.map == nil ? .apart : .mapped
    map = groups.map ?? []
    size = UInt64(groups.count)
  }

  init(_ digit: GroupPlan.Digit, _ map: [Int32], size: UInt64) {
    self.digit = digit
    self.map = map
    self.size = size
    kind = .mapped
  }

  init(_ digit: GroupPlan.Digit) {
    self.digit = digit
    map = []
    switch digit {
    case .dryRun: (kind, size) = (.flag(EventRow.dryRunFlag), 2)
    case .conflict: (kind, size) = (.flag(EventRow.conflictFlag), 2)
    case .row, .detail: (kind, size) = (.row, 1 << 32)
    case .source: (kind, size) = (.small, 1 << 20)
    default: (kind, size) = (.small, 8)
    }
  }

  /// Whether the digit is a number that a row's own value has.
  var isRow: Bool { if case .row = kind { true } else { false } }

  /// The digit of a number in a row.
  @inline(__always)
  func value(_ number: Int64) -> UInt64 {
    switch kind {
    case .mapped:
      let index = Int(truncatingIfNeeded: number)
      return index >= 0 && index < map.count ? UInt64(map[index]) : 0
    case .apart: return number >= 0 && number < Int64(size) - 1 ? UInt64(number) + 1 : 0
    case .flag(let flag): return number & flag == 0 ? 0 : 1
    case .small, .row: return number < 0 ? 0 : min(UInt64(number), size - 1)
    }
  }
}
