internal import CaseStore
internal import SQLite

/// The rows that conditions let pass, in order of time.
///
/// That is the order of their ids, except that rows without a received time
/// come where the time of their stage puts them, or first where they have none.
final class EventRows {
  private let tests: RowTests
  private var undated: ArraySlice<EventRow>
  private var dated: DatedRows
  private var head: EventRow?
  private var isStarted = false

  /// Prepares to read.
  ///
  /// - Parameters:
  ///   - tests: what rows must be.
  ///   - everyStage: whether a request's earlier stages are rows too.
  ///   - width: how much of each row is read.
  ///   - candidates: row ids in order, among which all wanted rows are; nil
  ///     where that is not known.
  init(
    _ reader: CaseReader, _ tests: RowTests, everyStage: Bool = false,
    width: EventRow.Width = .plain, candidates: [Int64]? = nil
  ) throws(SQLiteError) {
    let tests = candidates == nil ? try tests.judgingAll() : tests
    let width = tests.width(atLeast: width)
    let connection = reader.connection
    self.tests = tests
    if let candidates {
      let split = candidates.firstIndex { $0 >= EventRow.firstDatedID } ?? candidates.count
      undated = try UndatedRows.rows(
        Array(candidates[..<split]), tests, everyStage, RowFetch(connection, width))
      dated = .listed(
        try ListedRows(candidates[split...], everyStage, RowFetch(connection, width)))
    } else {
      undated = try UndatedRows.all(connection, tests, everyStage, width)
      dated = .scanned(try ScannedRows(connection, tests, everyStage, width))
    }
  }

  /// The next row.
  func next() throws(SQLiteError) -> EventRow? {
    if !isStarted, undated.isEmpty { return try nextDated() }
    if !isStarted {
      isStarted = true
      head = try nextDated()
    }
    if let first = undated.first, isEarlier(first, than: head) {
      undated.removeFirst()
      return first
    }
    guard let row = head else { return nil }
    head = try nextDated()
    return row
  }

  private func isEarlier(_ row: EventRow, than other: EventRow?) -> Bool {
    guard let other, let time = row.time?.microseconds else { return true }
    return time <= other.time?.microseconds ?? .max
  }

  private func nextDated() throws(SQLiteError) -> EventRow? {
    while let row = try dated.next() {
      if try tests.admits(row) { return row }
    }
    return nil
  }
}

/// The two ways to come by dated rows.
private enum DatedRows {
  case listed(ListedRows)
  case scanned(ScannedRows)

  func next() throws(SQLiteError) -> EventRow? {
    switch self {
    case .listed(let rows): try rows.next()
    case .scanned(let rows): try rows.next()
    }
  }
}

/// Rows whose ids are known.
private final class ListedRows {
  private var ids: ArraySlice<Int64>
  private let everyStage: Bool
  private let fetch: RowFetch

  init(_ ids: ArraySlice<Int64>, _ everyStage: Bool, _ fetch: RowFetch) throws(SQLiteError) {
    self.ids = ids
    self.everyStage = everyStage
    self.fetch = fetch
  }

  func next() throws(SQLiteError) -> EventRow? {
    while let id = ids.popFirst() {
      guard let row = try fetch.row(id) else { continue }
      if everyStage || row.flags & EventRow.latestFlag != 0 { return row }
    }
    return nil
  }
}

/// The few rows without a received time, sorted by that of their stage.
private enum UndatedRows {
  static func rows(
    _ ids: [Int64], _ tests: RowTests, _ everyStage: Bool, _ fetch: RowFetch
  ) throws(SQLiteError) -> ArraySlice<EventRow> {
    var rows: [EventRow] = []
    for id in ids {
      guard let row = try fetch.row(id), everyStage || row.flags & EventRow.latestFlag != 0,
        try tests.admits(row)
      else { continue }
      rows.append(row)
    }
    return sorted(rows)
  }

  static func all(
    _ connection: Connection, _ tests: RowTests, _ everyStage: Bool, _ width: EventRow.Width
  ) throws(SQLiteError) -> ArraySlice<EventRow> {
    let statement = try connection.prepare(
      "SELECT \(width.columns) FROM event WHERE event_id < ? AND (flags & 1 OR ?)")
    try statement.bind(EventRow.firstDatedID, at: 1)
    try statement.bind(everyStage ? 1 : 0, at: 2)
    var rows: [EventRow] = []
    while try statement.step() {
      let row = EventRow(statement, width)
      if try tests.admits(row) { rows.append(row) }
    }
    return sorted(rows)
  }

  private static func sorted(_ rows: [EventRow]) -> ArraySlice<EventRow> {
    rows.sorted { left, right in
      (left.time?.microseconds ?? .min, left.id) < (right.time?.microseconds ?? .min, right.id)
    }[...]
  }
}
