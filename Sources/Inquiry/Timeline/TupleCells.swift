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
    /// Behind them: what the query says, and the URI behind a proxy.
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
  private var ids: [Int64]
  private var kept: [[Value]]

  init(_ table: TupleTable, _ connection: Connection, places: Int) throws(SQLiteError) {
    self.table = table
    columns = Self.columns(of: table)
    statement = try connection.prepare(
      """
      SELECT \(columns.joined(separator: ", ")) FROM \(table.rawValue) WHERE \(table.key) = ?
      """, persistent: true)
    ids = Array(repeating: -1, count: places)
    kept = Array(repeating: [], count: places)
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

  /// The values of a tuple; all absent for one that is not there.
  @inline(__always)
  func values(of id: Int64) throws(SQLiteError) -> [Value] {
    let place = Int(truncatingIfNeeded: id) & (ids.count - 1)
    if ids[place] == id { return kept[place] }
    return try read(id, into: place)
  }

  private func read(_ id: Int64, into place: Int) throws(SQLiteError) -> [Value] {
    defer { statement.reset() }
    try statement.bind(id, at: 1)
    var values = Array(repeating: Value.null, count: columns.count + 2)
    if try statement.step() {
      for index in columns.indices { values[index] = value(columns[index], Int32(index)) }
      derive(&values)
    }
    ids[place] = id
    kept[place] = values
    return values
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

  private func derive(_ values: inout [Value]) {
    let count = columns.count
    switch table {
    case .operation:
      let (resource, below) = (statement.text(3), statement.text(4))
      values[count] = below.isEmpty ? values[3] : .text("\(resource)/\(below)")
    case .object:
      let uri = RequestURI(statement.text(2))
      let parts = QueryDetail.parts(uri)
      if !parts.isEmpty { values[count] = .text(parts.joined(separator: "; ")) }
      if let tail = uri.tail(behind: "/proxy/") { values[count + 1] = .text("/\(tail)") }
    case .result:
      let text = ResultDetail.text(
        message: statement.text(2), refusedBy: statement.optionalInteger(4),
        annotations: statement.text(7))
      if let text { values[count] = .text(text) }
    case .actor, .client: break
    }
  }
}
