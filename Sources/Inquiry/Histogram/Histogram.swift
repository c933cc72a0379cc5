internal import CaseStore
internal import SQLite

/// How many requests there were in each stretch of time, by outcome.
public struct Histogram: Sendable, Equatable {
  /// One stretch of time.
  public struct Bar: Sendable, Equatable {
    /// Its first microsecond since 1970 UTC; nil for requests without a time.
    public let start: Int64?
    /// Requests allowed.
    public var allowed: Int64 = 0
    /// Requests denied.
    public var denied: Int64 = 0
    /// Requests that failed.
    public var failed: Int64 = 0
    /// Requests whose answer is not known.
    public var pending: Int64 = 0

    /// All requests.
    public var requests: Int64 { allowed + denied + failed + pending }

    /// The values in the order of `Histogram.columns`.
    public var values: [Value] {
      [
        start.map { .time(microseconds: $0, digits: 0) } ?? .null, .integer(requests),
        .integer(allowed), .integer(denied), .integer(failed), .integer(pending),
      ]
    }

    mutating func add(_ outcome: Value, _ requests: Int64) {
      switch outcome {
      case .text("allowed"): allowed += requests
      case .text("denied"): denied += requests
      case .text("failed"): failed += requests
      default: pending += requests
      }
    }
  }

  /// The columns of the bars as rows.
  public static let columns = [
    Column("start"), Column("requests", isNumeric: true), Column("allowed", isNumeric: true),
    Column("denied", isNumeric: true), Column("failed", isNumeric: true),
    Column("pending", isNumeric: true),
  ]

  /// The stretches in order without a gap, from the first request to the last;
  /// requests without a time come first.
  public let bars: [Bar]
  /// How long each stretch is, microseconds.
  public let step: Int64

  /// Counts the requests that a filter lets pass.
  ///
  /// - Parameter most: how many stretches there may be; their length is a round
  ///   number of seconds, minutes, hours or days.
  /// - Throws: `filter` where a value means nothing in this case.
  public init(
    of investigated: Case, _ filter: EventFilter = EventFilter(), atMost most: Int = 40
  ) throws(InquiryError) {
    let span = try InquiryError.wrapping { () throws(SQLiteError) in
      try EvidenceSpan(investigated.reader.connection)
    }
    // A filter may leave a hundredth of the time, which is found by counting.
    let whole = (span.last ?? 0) - (span.first ?? 0)
    let fine = Self.steps.first { whole / $0 < 4000 } ?? Self.steps[Self.steps.count - 1]
    let search = TopSearch(
      investigated: investigated,
      columns: [
        TopColumn(name: "start", source: .stretch(fine)),
        TopColumn(name: "outcome", source: .column(.tuple(.result, 3))),
      ], filter: filter, limit: .max)
    let counts = try search.counts()
    let starts = counts.compactMap { Self.moment($0.values[0]) }
    let length = (starts.max() ?? 0) - (starts.min() ?? 0)
    step =
      Self.steps.first { $0 % fine == 0 && length / $0 < Int64(max(2, most) - 1) }
      ?? Self.rounded(length / Int64(max(2, most) - 1), to: fine)
    bars = Self.bars(counts, step)
  }

  private static let steps: [Int64] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 604_800, 2_592_000, 31_104_000,
  ].map { $0 * 1_000_000 }

  private static func rounded(_ length: Int64, to step: Int64) -> Int64 {
    (length / step + 1) * step
  }

  private static func moment(_ value: Value) -> Int64? {
    if case .time(let moment, _) = value { moment } else { nil }
  }

  private static func bars(_ counts: [TopSearch.Count], _ step: Int64) -> [Bar] {
    var byStart: [Int64: Bar] = [:]
    var undated = Bar(start: nil)
    for count in counts {
      guard let moment = moment(count.values[0]) else {
        undated.add(count.values[1], count.requests)
        continue
      }
      let start = RowValues.start(moment, step)
      byStart[start, default: Bar(start: start)].add(count.values[1], count.requests)
    }
    var bars = undated.requests > 0 ? [undated] : []
    guard let first = byStart.keys.min(), let last = byStart.keys.max() else { return bars }
    for start in stride(from: first, through: last, by: Int(step)) {
      bars.append(byStart[start] ?? Bar(start: start))
    }
    return bars
  }
}
