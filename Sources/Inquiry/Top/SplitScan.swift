internal import CaseStore
internal import Dispatch
internal import SQLite
internal import Synchronization

/// A scan that two threads share, each with a connection of its own: what takes
/// the time is SQLite's step from row to row, on one core.
final class SplitScan: Sendable {
  /// A smaller case is read before a second thread has opened it.
  private static let fewEvents: Int64 = 20_000
  /// Threads come for a piece at a time, so that neither waits for long.
  private static let pieces: Int64 = 64

  private let scan: LeanScan
  private let ranges: [Range<Int64>]
  private let next = Atomic<Int>(0)
  /// What the second thread counted.
  private let other: Mutex<Result<GroupCounting, SQLiteError>?> = Mutex(nil)

  /// Counts all rows of a scan; on one thread where details are told apart, for
  /// these are made on the connection.
  static func count(
    _ scan: LeanScan, _ reader: CaseReader, _ details: DetailNumbers?,
    into counting: inout GroupCounting
  ) throws(SQLiteError) {
    guard details == nil, reader.indexedEvents ?? 0 > fewEvents, let twin = reader.twin else {
      var rest = scan.ranges[...]
      return try scan.count(reader.connection, details, into: &counting) { rest.popFirst() }
    }
    let split = SplitScan(scan, try pieces(scan.ranges, reader.connection))
    let done = DispatchSemaphore(value: 0)
    let plan = counting.plan
    DispatchQueue(label: "spoor.scan").async {
      split.countThere(twin, plan)
      done.signal()
    }
    let own = Result { () throws(SQLiteError) in
      try scan.count(reader.connection, into: &counting, split.nextPiece)
    }
    done.wait()
    try own.get()
    if let other = split.take() { counting.add(try other.get()) }
  }

  private init(_ scan: LeanScan, _ ranges: [Range<Int64>]) {
    self.scan = scan
    self.ranges = ranges
  }

  private func nextPiece() -> Range<Int64>? {
    let index = next.add(1, ordering: .relaxed).oldValue
    return index < ranges.count ? ranges[index] : nil
  }

  private func take() -> Result<GroupCounting, SQLiteError>? {
    other.withLock { other in
      defer { other = nil }
      return other
    }
  }

  /// Where the case cannot be opened once more, the first thread does all.
  private func countThere(_ twin: CaseTwin, _ plan: GroupPlan) {
    guard let reader = twin.open() else { return }
    let counted = Result { () throws(SQLiteError) in
      var counting = GroupCounting(plan)
      try scan.count(reader.connection, into: &counting, nextPiece)
      return counting
    }
    other.withLock { $0 = counted }
  }

  /// Cuts ranges of ids into pieces that are alike in time.
  private static func pieces(
    _ ranges: [Range<Int64>], _ connection: Connection
  ) throws(SQLiteError) -> [Range<Int64>] {
    let first = try connection.integer(
      "SELECT event_id FROM event WHERE event_id >= \(EventRow.firstDatedID) ORDER BY 1 LIMIT 1")
    let last = try connection.integer("SELECT max(event_id) FROM event")
    guard let first, let last, first < last else { return ranges }
    let (span, overflows) = last.subtractingReportingOverflow(first)
    let length = overflows ? Int64.max / pieces : max(1, span / pieces)
    return ranges.flatMap { range -> [Range<Int64>] in
      var cut: [Range<Int64>] = []
      var start = range.lowerBound
      while start < range.upperBound {
        let isLast = start >= last - length
        let end = isLast ? range.upperBound : min(range.upperBound, max(first, start) + length)
        cut.append(start..<end)
        start = end
      }
      return cut
    }
  }
}
