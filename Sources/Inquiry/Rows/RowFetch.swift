internal import SQLite

/// Fetches rows by their ids.
struct RowFetch {
  private let one: Statement
  private let range: Statement
  let width: EventRow.Width

  init(_ connection: Connection, _ width: EventRow.Width) throws(SQLiteError) {
    self.width = width
    one = try connection.prepare(
      "SELECT \(width.columns) FROM event WHERE event_id = ?", persistent: true)
    range = try connection.prepare(
      "SELECT \(width.columns) FROM event WHERE event_id BETWEEN ? AND ?", persistent: true)
  }

  /// One row.
  func row(_ id: Int64) throws(SQLiteError) -> EventRow? {
    defer { one.reset() }
    try one.bind(id, at: 1)
    return try one.step() ? EventRow(one, width) : nil
  }

  /// The rows of ids, which are in order.
  ///
  /// - Parameter span: how many rows lie between the first and the last: of
  ///   many neighbours all are read, which is quicker than one by one.
  func rows(_ ids: [Int64], span: Int) throws(SQLiteError) -> [EventRow] {
    var rows: [EventRow] = []
    guard let first = ids.first, let last = ids.last else { return rows }
    rows.reserveCapacity(ids.count)
    guard ids.count * 6 > span else {
      for id in ids { if let row = try row(id) { rows.append(row) } }
      return rows
    }
    defer { range.reset() }
    try range.bind(first, at: 1)
    try range.bind(last, at: 2)
    var next = 0
    while next < ids.count, try range.step() {
      // A look-up may name a row that is gone.
      while next < ids.count, ids[next] < range.integer(0) { next += 1 }
      guard next < ids.count, range.integer(0) == ids[next] else { continue }
      rows.append(EventRow(range, width))
      next += 1
    }
    return rows
  }
}
