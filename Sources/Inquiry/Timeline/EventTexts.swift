internal import AuditEvents
internal import SQLite

/// Texts of rows that no tuple holds: stages and levels, and what the log wrote
/// where no column can hold it.
final class EventTexts {
  private let stages: [Value]
  private let levels: [Value]
  private let statement: Statement
  private var clusters: [Int64: Value] = [:]

  init(_ connection: Connection) throws(SQLiteError) {
    stages = Stage.allCases.map { $0.name.map(Value.text) ?? .null }
    levels = Level.allCases.map { $0.name.map(Value.text) ?? .null }
    statement = try connection.prepare(
      "SELECT time, stage_time, stage, level FROM event_text WHERE event_id = ?",
      persistent: true)
    let rows = try connection.prepare(
      """
      SELECT source_id, (SELECT name FROM cluster c WHERE c.cluster_id = s.cluster_id) AS name
      FROM source s WHERE name <> ''
      """)
    while try rows.step() { clusters[rows.integer(0)] = .text(rows.text(1)) }
  }

  /// The time received, or else that of the stage; as logged where it is no
  /// moment that a row can hold.
  func time(_ row: EventRow) throws(SQLiteError) -> Value {
    if let moment = row.time { return moment.value }
    let time = try text(row.id, 0)
    return time == .null ? try text(row.id, 1) : time
  }

  /// The time of the stage, likewise.
  func stageTime(_ row: EventRow) throws(SQLiteError) -> Value {
    if let moment = row.stageTime { return moment.value }
    return try text(row.id, 1)
  }

  func stage(_ row: EventRow) throws(SQLiteError) -> Value {
    if let name = named(stages, row.stage) { return name }
    return try text(row.id, 2)
  }

  func level(_ row: EventRow) throws(SQLiteError) -> Value {
    if let name = named(levels, row.level) { return name }
    return try text(row.id, 3)
  }

  /// The cluster's name; null without one.
  func cluster(_ source: Int32) -> Value { clusters[Int64(source)] ?? .null }

  private func named(_ names: [Value], _ number: UInt8) -> Value? {
    guard number < names.count else { return nil }
    let name = names[Int(number)]
    return name == .null ? nil : name
  }

  private func text(_ id: Int64, _ column: Int32) throws(SQLiteError) -> Value {
    defer { statement.reset() }
    try statement.bind(id, at: 1)
    guard try statement.step(), let text = statement.optionalText(column) else { return .null }
    return .text(text)
  }
}
