internal import SQLite

/// Compares what is derived in two cases: rows, facts, counts.
public struct CaseComparison {
  /// The most differences worth naming.
  private static let limit = 20

  /// What differs, one sentence each.
  public private(set) var differences: [String] = []

  /// Compares a case with one that was derived anew from the same evidence.
  public init(path: String, derived: String) throws(CaseError) {
    let one = try CaseFile.openForReading(path)
    let other = try CaseFile.openForReading(derived)
    do {
      for question in Self.questions {
        try compare(question.name, question.sql, one, other)
      }
      let orphans = try OrphanTuples(one, other).differences()
      differences += orphans.prefix(max(0, Self.limit - differences.count))
    } catch {
      throw .database(error)
    }
  }

  private static let facts = [
    ("containers", "body_container"), ("pods", "body_pod"), ("grants", "body_grant"),
    ("role rules", "body_role_rule"), ("patches", "body_patch"), ("names", "body_name"),
  ]

  /// What the view shows of an event, and what it does not.
  private static let events = """
    SELECT v.*, e.flags, e.body_length, typeof(e.audit_id) AS id_type,
    (SELECT extra FROM actor a WHERE a.actor_id = e.actor_id) AS extra,
    (SELECT impersonated FROM actor a WHERE a.actor_id = e.actor_id) AS impersonated
    FROM event e JOIN events v ON v.event_id = e.event_id ORDER BY e.event_id
    """

  private static var questions: [(name: String, sql: String)] {
    let tables = facts.map { name, table in
      (name: name, sql: "SELECT * FROM \(table) ORDER BY event_id, rowid")
    }
    return [
      (name: "event", sql: events),
      (
        name: "request", sql: "SELECT event_id FROM event WHERE flags & 1 ORDER BY event_id"
      ),
      (name: "text", sql: "SELECT * FROM event_text ORDER BY event_id"),
      (name: "salvaged event", sql: "SELECT * FROM event_salvaged ORDER BY event_id"),
      (name: "event that went", sql: "SELECT * FROM event_gone ORDER BY event_id"),
      (name: "item", sql: "SELECT * FROM event_item ORDER BY event_id"),
      (name: "clock", sql: "SELECT * FROM case_clock ORDER BY clock"),
      (name: "count", sql: "SELECT * FROM case_count WHERE events > 0 ORDER BY stage, level"),
      (
        name: "source",
        sql: """
        SELECT source_id, events, requests, duplicates, conflicts, rejected, salvaged, bytes_events,
        bytes_duplicates, bytes_salvaged, bytes_rejected, first_us, last_us
        FROM source WHERE state < 2 AND source_id NOT IN (SELECT source_id FROM pruned)
        ORDER BY source_id
        """
      ),
    ] + tables
  }

  /// Walks through two answers side by side.
  private mutating func compare(
    _ name: String, _ sql: String, _ one: Connection, _ other: Connection
  ) throws(SQLiteError) {
    let ours = try one.prepare(sql)
    let theirs = try other.prepare(sql)
    var row: Int64 = 0
    while differences.count < Self.limit {
      let (hasOurs, hasTheirs) = (try ours.step(), try theirs.step())
      guard hasOurs || hasTheirs else { return }
      row += 1
      guard hasOurs, hasTheirs else {
        differences.append("\(name) \(row): \(hasOurs ? "only in the case" : "missing")")
        return
      }
      for column in 0..<ours.columnCount where ours.value(column) != theirs.value(column) {
        differences.append(
          "\(name) \(row) (\(ours.text(0))): \(ours.columnName(column)) is not what its bytes say")
      }
    }
  }
}
