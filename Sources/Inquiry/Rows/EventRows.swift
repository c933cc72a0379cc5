internal import CaseStore
internal import SQLite

/// The rows that conditions let pass, in order of time.
///
/// That is the order of their ids, except that rows without a received time
/// come where the time of their stage puts them, or first where they have none.
struct EventRows {
  /// Whether they are found by passing over all rows.
  let isScan: Bool
  private let tests: RowTests
  private var undated: UndatedRows
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
    isScan = candidates == nil
    let tests = candidates == nil ? try tests.judgingAll() : tests
    let width = tests.width(atLeast: width)
    let connection = reader.connection
    self.tests = tests
    if let candidates {
      let split = candidates.firstIndex { $0 >= EventRow.firstDatedID } ?? candidates.count
      undated = try UndatedRows(
        candidates[..<split], tests, everyStage, RowFetch(connection, width))
      dated = DatedRows(
        listed: ListedRows(candidates[split...], everyStage, try RowFetch(connection, width)))
    } else {
      undated = try UndatedRows(connection, tests, everyStage, RowFetch(connection, width))
      dated = DatedRows(scanned: try ScannedRows(connection, tests, everyStage, width))
    }
  }

  /// The next row.
  mutating func next() throws(SQLiteError) -> EventRow? {
    if !isStarted, undated.isEmpty { return try nextDated() }
    if !isStarted {
      isStarted = true
      head = try nextDated()
    }
    if let time = undated.time, time <= head?.time?.microseconds ?? .max {
      return try undated.next()
    }
    guard let row = head else { return nil }
    head = try nextDated()
    return row
  }

  private mutating func nextDated() throws(SQLiteError) -> EventRow? {
    while let row = try dated.next() {
      if try tests.admits(row) { return row }
    }
    return nil
  }
}

/// The two ways to come by dated rows.
private struct DatedRows {
  private var listed: ListedRows?
  private var scanned: ScannedRows?

  init(listed rows: ListedRows) { listed = rows }

  init(scanned rows: ScannedRows) { scanned = rows }

  mutating func next() throws(SQLiteError) -> EventRow? {
    if scanned != nil { return try scanned?.next() }
    return try listed?.next()
  }
}

/// Rows whose ids are known.
private struct ListedRows {
  private var ids: ArraySlice<Int64>
  private let everyStage: Bool
  private let fetch: RowFetch

  init(_ ids: ArraySlice<Int64>, _ everyStage: Bool, _ fetch: RowFetch) {
    self.ids = ids
    self.everyStage = everyStage
    self.fetch = fetch
  }

  mutating func next() throws(SQLiteError) -> EventRow? {
    while let id = ids.popFirst() {
      guard let row = try fetch.row(id) else { continue }
      if everyStage || row.isLatest { return row }
    }
    return nil
  }
}

/// The rows without a received time, sorted by that of their stage.
///
/// A log of an old version may have nothing else, so only times and ids are
/// kept.
private struct UndatedRows {
  private var places: ArraySlice<(time: Int64, id: Int64)>
  private let fetch: RowFetch

  /// Takes those that pass of some ids.
  init(
    _ ids: ArraySlice<Int64>, _ tests: RowTests, _ everyStage: Bool, _ fetch: RowFetch
  ) throws(SQLiteError) {
    var places: [(time: Int64, id: Int64)] = []
    for id in ids {
      guard let row = try fetch.row(id), everyStage || row.isLatest,
        try tests.admits(row)
      else { continue }
      places.append((row.time?.microseconds ?? .min, id))
    }
    self.init(places, fetch)
  }

  /// Takes all that pass.
  init(
    _ connection: Connection, _ tests: RowTests, _ everyStage: Bool, _ fetch: RowFetch
  ) throws(SQLiteError) {
    let statement = try connection.prepare(
      "SELECT \(fetch.width.columns) FROM event WHERE event_id < ? AND (flags & 1 OR ?)")
    try statement.bind(EventRow.firstDatedID, at: 1)
    try statement.bind(everyStage ? 1 : 0, at: 2)
    var places: [(time: Int64, id: Int64)] = []
    while try statement.step() {
      let row = EventRow(statement, fetch.width)
      if try tests.admits(row) { places.append((row.time?.microseconds ?? .min, row.id)) }
    }
    self.init(places, fetch)
  }

  private init(_ places: [(time: Int64, id: Int64)], _ fetch: RowFetch) {
    self.places = places.sorted { ($0.time, $0.id) < ($1.time, $1.id) }[...]
    self.fetch = fetch
  }

  var isEmpty: Bool { places.isEmpty }

  /// The time of the next row.
  var time: Int64? { places.first?.time }

  mutating func next() throws(SQLiteError) -> EventRow? {
    guard let place = places.popFirst() else { return nil }
    return try fetch.row(place.id)
  }
}
