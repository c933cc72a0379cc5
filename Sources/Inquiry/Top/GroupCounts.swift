internal import CaseStore
internal import SQLite

/// How many requests each group has.
struct GroupCounts {
  /// A group's number, and the start of its stretch of time.
  struct Key: Hashable {
    let number: UInt64
    /// `Int64.min` where time is not told apart, `Int64.max` where a request
    /// has none.
    let start: Int64
  }

  /// Up to so many groups, counts lie in an array.
  private static let mostDense: UInt64 = 1 << 20

  private let plan: GroupPlan
  private var dense: [Int64]
  private var sparse: [Key: Int64] = [:]

  init(_ plan: GroupPlan) {
    self.plan = plan
    let size = plan.size ?? UInt64.max
    let isDense = plan.stretch == nil && size <= Self.mostDense
    dense = isDense ? Array(repeating: 0, count: Int(size)) : []
  }

  @inline(__always)
  mutating func add(_ number: UInt64, at time: Int64?) {
    guard dense.isEmpty else {
      dense[Int(number)] += 1
      return
    }
    var start = Int64.min
    if let stretch = plan.stretch { start = time.map { Self.start($0, stretch) } ?? .max }
    sparse[Key(number: number, start: start), default: 0] += 1
  }

  /// The start of the stretch that a moment lies in.
  static func start(_ moment: Int64, _ stretch: Int64) -> Int64 {
    let remainder = moment % stretch
    return moment - (remainder < 0 ? remainder + stretch : remainder)
  }

  /// Counts a row that was read whole.
  mutating func add(_ row: EventRow) {
    let number = plan.number { row.number(of: plan.places[$0].digit) }
    add(number, at: row.time?.microseconds)
  }

  /// All counts above 0.
  var all: [(key: Key, requests: Int64)] {
    guard dense.isEmpty else {
      return dense.indices.compactMap { index in
        guard dense[index] > 0 else { return nil }
        return (Key(number: UInt64(index), start: .min), dense[index])
      }
    }
    return sparse.map { ($0.key, $0.value) }
  }
}

extension EventRow {
  /// The number that a digit is read from.
  func number(of digit: GroupPlan.Digit) -> Int64 {
    switch digit {
    case .tuple(let table): number(of: table)
    case .source: Int64(source)
    case .stage: Int64(stage)
    case .level: Int64(level)
    case .dryRun, .conflict: flags
    }
  }
}
