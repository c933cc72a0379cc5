internal import AuditEvents
internal import SQLite

/// The values of a tuple's columns, kept for tuples that come again.
///
/// Each tuple has one place by its number; a later one that has the same place
/// takes it over, so memory is bounded whatever the case.
final class TupleCells {
  /// The columns of a table, in the order of their values.
  enum Layout {
    static let actor = [
      "user", "user_uid", "user_groups", "kind", "impersonated_user", "credential_id", "pod_name",
      "node_name",
    ]
    /// Behind them: the resource with its subresource.
    static let operation = ["verb", "api_group", "api_version", "resource", "subresource"]
    /// Behind them: what the query says.
    static let object = ["namespace", "name", "request_uri"]
    /// Behind them: what the answer says.
    static let result = [
      "code", "status_reason", "status_message", "outcome", "refused_by", "decision",
      "decision_reason", "annotations",
    ]
    static let client = ["source_ip", "source_ips", "user_agent"]
  }

  private let statement: Statement
  private let table: TupleTable
  private let columns: [String]
  private let width: Int
  private var ids: [Int64]
  private var kept: [Value]

  init(_ table: TupleTable, _ connection: Connection, places: Int) throws(SQLiteError) {
    self.table = table
    columns = Self.columns(of: table)
    statement = try connection.prepare(
      """
      SELECT \(columns.joined(separator: ", ")) FROM \(table.rawValue) WHERE \(table.key) = ?
      """, persistent: true)
    width = columns.count + 1
    ids = Array(repeating: -1, count: places)
    kept = Array(repeating: .null, count: places * width)
  }

  private static func columns(of table: TupleTable) -> [String] {
    switch table {
    case .actor: Layout.actor
    case .operation: Layout.operation
    case .object: Layout.object
    case .result: Layout.result
    case .client: Layout.client
    }
  }

  /// The place of a tuple's values, until the next call; all are absent for one
  /// that is not there.
  @inline(__always)
  func place(of id: Int64) throws(SQLiteError) -> Int {
    let place = Int(truncatingIfNeeded: id) & (ids.count - 1)
    if ids[place] != id { try read(id, into: place) }
    return place * width
  }

  /// The value of a column, given the place of its tuple.
  @inline(__always)
  subscript(place: Int, column: Int) -> Value { kept[place + column] }

  /// The text of a column; empty where there is none.
  func text(_ place: Int, _ column: Int) -> String {
    if case .text(let text) = kept[place + column] { text } else { "" }
  }

  /// The value that is made of several columns.
  @inline(__always)
  func derived(_ place: Int) -> Value { kept[place + width - 1] }

  // Reading ahead does not pay: only a third of a tuple's neighbours are needed
  // soon (a million generated events, 16 at a time).
  private func read(_ id: Int64, into place: Int) throws(SQLiteError) {
    defer { statement.reset() }
    try statement.bind(id, at: 1)
    ids[place] = id
    let first = place * width
    guard try statement.step() else {
      for index in first..<first + width { kept[index] = .null }
      return
    }
    for index in columns.indices { kept[first + index] = value(columns[index], Int32(index)) }
    kept[first + width - 1] = derived(from: first)
  }

  private func value(_ column: String, _ index: Int32) -> Value {
    guard !statement.isNull(index) else { return .null }
    switch column {
    case "user_groups", "source_ips": return .list(JSONTexts.list(statement.text(index)))
    case "code": return .integer(statement.integer(index))
    case "kind":
      return .text(ActorKind(rawValue: UInt8(clamping: statement.integer(index)))?.name ?? "")
    case "outcome":
      return .text(Outcome(rawValue: UInt8(clamping: statement.integer(index)))?.name ?? "")
    case "refused_by":
      return .text(Refusal(rawValue: UInt8(clamping: statement.integer(index)))?.name ?? "")
    default: return .text(statement.text(index))
    }
  }

  private func derived(from place: Int) -> Value {
    switch table {
    case .operation:
      let (resource, below) = (statement.text(3), statement.text(4))
      return below.isEmpty ? kept[place + 3] : .text("\(resource)/\(below)")
    case .object:
      guard case .text(let uri) = kept[place + 2] else { return .null }
      let parts = QueryDetail.parts(RequestURI(uri))
      return parts.isEmpty ? .null : .text(parts.joined(separator: "; "))
    case .result:
      let text = ResultDetail.text(
        message: statement.text(2), refusedBy: statement.optionalInteger(4))
      return text.map(Value.text) ?? .null
    case .actor, .client: return .null
    }
  }
}
