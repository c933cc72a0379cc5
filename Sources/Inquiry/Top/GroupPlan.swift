internal import SQLite

/// How the numbers of a row become one number for the group it is in.
///
/// The texts of tuples are compared once a tuple, so that a row costs a few
/// integers.
struct GroupPlan {
  /// A number of a row that groups tell apart.
  enum Digit: Hashable {
    case tuple(TupleTable), source, stage, level, dryRun, conflict

    /// The column it is read from.
    var column: String {
      switch self {
      case .tuple(let table): table.key
      case .source: "source_id"
      case .stage: "flags >> 4 & 7"
      case .level: "flags >> 7 & 7"
      case .dryRun, .conflict: "flags"
      }
    }
  }

  /// What a digit is in a group's number.
  struct Place {
    let digit: Digit
    let groups: [Int32]?
    let size: UInt64

    /// The digit of a row's number.
    @inline(__always)
    func value(_ number: Int64) -> UInt64 {
      if let groups {
        let index = Int(truncatingIfNeeded: number)
        return index >= 0 && index < groups.count ? UInt64(groups[index]) : 0
      }
      switch digit {
      case .dryRun: return number & EventRow.dryRunFlag == 0 ? 0 : 1
      case .conflict: return number & EventRow.conflictFlag == 0 ? 0 : 1
      default: return number < 0 ? 0 : min(UInt64(number), size - 1)
      }
    }
  }

  private(set) var places: [Place] = []
  private var examples: [TupleTable: [Int64]] = [:]
  /// The finest stretch of time that is told apart, microseconds.
  let stretch: Int64?
  /// Whether several groups may have the same values: sources of one cluster.
  private(set) var mayRepeat = false
  /// How many numbers there may be; nil if that is more than a number can hold.
  private(set) var size: UInt64?

  /// Reads the tables that the columns lie in; nil where a column is no
  /// tuple's, or there are more groups than a number can hold.
  init?(_ columns: [TopColumn], _ connection: Connection) throws(SQLiteError) {
    var wanted: [TupleTable: Set<Int>] = [:]
    var digits: [Digit] = []
    var stretches: [Int64] = []
    for column in columns {
      switch column.source {
      case .stretch(let length): stretches.append(length)
      case .column(.tuple(let table, let index)): wanted[table, default: []].insert(index)
      case .column(.requestURI):
        wanted[.object, default: []].formUnion(0..<4)
        wanted[.operation, default: []].formUnion(0..<5)
        // Several pairs of operation and object may make one URI.
        mayRepeat = true
      case .column(.annotations): wanted[.result, default: []].formUnion([5, 6, 7])
      case .column(let source):
        guard let digit = Self.digit(source) else { return nil }
        if case .cluster = source { mayRepeat = true }
        if !digits.contains(digit) { digits.append(digit) }
      }
    }
    stretch = stretches.min()
    for table in TupleTable.allCases {
      guard let indices = wanted[table] else { continue }
      let groups = try TupleGroups(table, by: Self.names(indices, table), connection)
      examples[table] = groups.examples
      places.append(
        Place(
          digit: .tuple(table), groups: groups.groups, size: UInt64(groups.examples.count)))
    }
    places += digits.map { Place(digit: $0, groups: nil, size: Self.size(of: $0)) }
    size = Self.product(places.map(\.size))
    if size == nil { return nil }
  }

  private static func digit(_ source: TimelineProfile.Source) -> Digit? {
    switch source {
    case .stage: .stage
    case .level: .level
    case .cluster, .source: .source
    case .dryRun: .dryRun
    case .conflict: .conflict
    default: nil
    }
  }

  private static func size(of digit: Digit) -> UInt64 {
    switch digit {
    case .dryRun, .conflict: 2
    case .source: 1 << 20
    default: 16
    }
  }

  private static func product(_ sizes: [UInt64]) -> UInt64? {
    var product: UInt64 = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: max(1, size))
      if overflow { return nil }
      product = next
    }
    return product
  }

  /// The columns that values are made of.
  private static func names(_ indices: Set<Int>, _ table: TupleTable) -> [String] {
    let layout = TupleCells.columns(of: table)
    // Behind the columns of an operation: the resource with its subresource.
    let read = indices.flatMap { $0 < layout.count ? [$0] : [3, 4] }
    return Set(read).sorted().map { layout[$0] }
  }

  /// The number of the group of digits.
  @inline(__always)
  func number(_ digit: (Int) -> Int64) -> UInt64 {
    var number: UInt64 = 0
    for index in places.indices {
      number = number * places[index].size + places[index].value(digit(index))
    }
    return number
  }

  /// Undoes `number`: for each table a tuple of the group, for others the digit.
  func digits(_ number: UInt64) -> [Digit: Int64] {
    var digits: [Digit: Int64] = [:]
    var rest = number
    for place in places.reversed() {
      let value = Int(rest % place.size)
      rest /= place.size
      if case .tuple(let table) = place.digit {
        digits[place.digit] = examples[table]?[value] ?? -1
      } else {
        digits[place.digit] = Int64(value)
      }
    }
    return digits
  }
}
