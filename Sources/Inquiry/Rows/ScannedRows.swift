internal import SQLite

/// Dated rows in order of id, read from end to end.
///
/// A first statement reads only the columns that are tested; whole rows are
/// fetched for those that pass, one by one where they are few and in one sweep
/// where they are many. (Ten million rows: about a second for the first.)
struct ScannedRows {
  /// A batch ends at so many rows that pass, or that were looked at.
  private static let batch = (passing: 1024, seen: 32768)

  private let tests: RowTests
  private let narrow: NarrowScan?
  private let wide: Statement
  private let fetch: RowFetch
  private var ranges: ArraySlice<Range<Int64>>
  private var isOpen = false
  private var rows: ArraySlice<EventRow> = []

  /// Prepares to read.
  ///
  /// The tests must have judged all tuples.
  init(
    _ connection: Connection, _ tests: RowTests, _ everyStage: Bool, _ width: EventRow.Width
  ) throws(SQLiteError) {
    self.tests = tests
    narrow = try NarrowScan(connection, tests, everyStage)
    fetch = try RowFetch(connection, width)
    wide = try connection.prepare(
      """
      SELECT \(width.columns) FROM event
      WHERE event_id >= ? AND event_id < ?\(everyStage ? "" : " AND flags & 1") ORDER BY event_id
      """)
    ranges = try Self.idRanges(tests.time, connection)[...]
  }

  /// The next row; the caller tests it.
  mutating func next() throws(SQLiteError) -> EventRow? {
    if let row = rows.popFirst() { return row }
    return narrow == nil ? try nextWide() : try nextBatch()
  }

  private mutating func nextWide() throws(SQLiteError) -> EventRow? {
    while true {
      if isOpen {
        if try wide.step() { return EventRow(wide, fetch.width) }
        wide.reset()
        isOpen = false
      }
      guard let range = ranges.popFirst() else { return nil }
      try wide.bind(range.lowerBound, at: 1)
      try wide.bind(range.upperBound, at: 2)
      isOpen = true
    }
  }

  private mutating func nextBatch() throws(SQLiteError) -> EventRow? {
    guard let narrow else { return nil }
    while true {
      if isOpen {
        let (ids, seen) = try narrow.ids(Self.batch.passing, outOf: Self.batch.seen)
        if seen < Self.batch.seen, ids.count < Self.batch.passing { isOpen = false }
        rows = try fetch.rows(ids, span: seen)[...]
        if let row = rows.popFirst() { return row }
        continue
      }
      guard let range = ranges.popFirst() else { return nil }
      try narrow.start(range)
      isOpen = true
    }
  }

  /// The ids that moments have: a row that was logged in whole seconds lies
  /// anywhere in its second.
  static func idRanges(
    _ time: TimeCondition, _ connection: Connection
  ) throws(SQLiteError) -> [Range<Int64>] {
    guard let ranges = time.ranges else { return [EventRow.firstDatedID..<Int64.max] }
    let coarsest = try connection.integer("SELECT max(clock) FROM case_clock WHERE clock < 3")
    let tick: Int64 = coarsest == 2 ? 1_000_000 : coarsest == 1 ? 1000 : 1
    let end = Int64.max >> EventRow.slotBits
    let start = EventRow.firstDatedID >> EventRow.slotBits
    let ids = ranges.map { range in
      let lower = min(max(range.lowerBound, start), end)
      let upper = min(max(range.upperBound, start), end - tick) + tick - 1
      return lower << EventRow.slotBits..<max(lower, upper) << EventRow.slotBits
    }
    return joined(ids)
  }

  /// Widened ranges may have come to overlap.
  private static func joined(_ ranges: [Range<Int64>]) -> [Range<Int64>] {
    var joined: [Range<Int64>] = []
    for range in ranges where !range.isEmpty {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}
