internal import SQLite

/// From when to when the evidence of a case reaches.
struct EvidenceSpan {
  /// The earliest and the latest request, microseconds since 1970 UTC; nil for
  /// a case without times.
  let first: Int64?
  let last: Int64?

  init(_ connection: Connection) throws(SQLiteError) {
    let ends = try connection.prepare(
      """
      SELECT (SELECT min(event_id) FROM event WHERE event_id >= ?1),
      (SELECT max(event_id) FROM event WHERE event_id >= ?1)
      """)
    try ends.bind(EventRow.firstDatedID, at: 1)
    _ = try ends.step()
    let dated = [ends.optionalInteger(0), ends.optionalInteger(1)].compactMap(\.self)
    let fetch = try RowFetch(connection, .plain)
    var moments: [Int64] = []
    for id in dated {
      if let time = try fetch.row(id)?.time { moments.append(time.microseconds) }
    }
    let undated = try connection.prepare(
      "SELECT min(stage_offset), max(stage_offset) FROM event WHERE event_id < ?")
    try undated.bind(EventRow.firstDatedID, at: 1)
    if try undated.step() {
      moments += [undated.optionalInteger(0), undated.optionalInteger(1)].compactMap(\.self)
    }
    first = moments.min()
    last = moments.max()
  }
}
