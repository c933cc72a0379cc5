internal import SQLite

/// The values of a tuple's columns, kept for tuples that come again.
///
/// Each tuple has one place by its number; a later one that has the same place
/// takes it over, so memory is bounded whatever the case. The places become more
/// as they are needed: many questions need few tuples.
struct TupleCells {
  /// The columns of a table, in the order of their values.
  enum Layout {
    static let actor = [
      "user", "user_uid", "user_groups", "kind", "impersonated_user", "credential_id", "pod_name",
      "node_name",
    ]
    /// Behind them: the resource with its subresource.
    static let operation = ["verb", "api_group", "api_version", "resource", "subresource"]
    /// Behind them: what the query says.
    static let object = ["namespace", "name", "request_uri", "uri_rest"]
    /// Behind them: what the answer says.
    static let result = [
      "code", "status_reason", "status_message", "outcome", "refused_by", "decision",
      "decision_reason", "annotations",
    ]
    static let client = ["source_ip", "source_ips", "user_agent"]
  }

  private let one: Statement
  private let range: Statement
  private let table: TupleTable
  private let columns: [String]
  private let kinds: [CellKind]
  private let width: Int
  private let most: Int
  private var ids: [Int64]
  private var kept: [Value]

  /// - Parameter places: how many tuples are kept at most, a power of two.
  init(_ table: TupleTable, _ connection: Connection, places: Int) throws(SQLiteError) {
    self.table = table
    columns = Self.columns(of: table)
    kinds = columns.map(CellKind.init)
    let selection =
      "SELECT \(columns.joined(separator: ", ")), \(table.key) FROM \(table.rawValue)"
    one = try connection.prepare("\(selection) WHERE \(table.key) = ?", persistent: true)
    range = try connection.prepare(
      "\(selection) WHERE \(table.key) BETWEEN ? AND ?", persistent: true)
    width = columns.count + 1
    most = places
    (ids, kept) = ([], [])
    makePlaces(min(places, Self.few))
  }

  private static let few = 64

  /// Begins anew with so many places.
  private mutating func makePlaces(_ count: Int) {
    ids = Array(repeating: -1, count: count)
    kept = Array(repeating: .null, count: count * width)
  }

  /// The columns of a table, in the order of their values.
  static func columns(of table: TupleTable) -> [String] {
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
  mutating func place(of id: Int64) throws(SQLiteError) -> Int {
    let place = slot(id)
    return ids[place] == id ? place * width : try read(id)
  }

  @inline(__always)
  private func slot(_ id: Int64) -> Int { Int(truncatingIfNeeded: id) & (ids.count - 1) }

  /// The value of a column, given the place of its tuple.
  @inline(__always)
  subscript(place: Int, column: Int) -> Value { kept[place + column] }

  /// The text of a column; empty where there is none.
  func text(_ place: Int, _ column: Int) -> String {
    if case .text(let text) = kept[place + column] { text } else { "" }
  }

  /// The URI of an object's requests; where it follows from operation and
  /// object, what stands behind the path that they make.
  func uri(_ place: Int) -> String {
    if case .text(let text) = kept[place + 2] { text } else { text(place, 3) }
  }

  /// The value that is made of several columns.
  @inline(__always)
  func derived(_ place: Int) -> Value { kept[place + width - 1] }

  /// Reads tuples that will be needed soon.
  ///
  /// Tuples are numbered in the order of the evidence, which is nearly that of
  /// time: many of those that a stretch of rows needs lie close together, and
  /// passing over some between them is quicker than seeking each.
  mutating func prepare(_ wanted: [Int64]) throws(SQLiteError) {
    if ids.count < most, ids.count < wanted.count * 8 {
      makePlaces(min(most, 1 << (Int.bitWidth - (wanted.count * 8).leadingZeroBitCount)))
    }
    let missing = wanted.filter { ids[slot($0)] != $0 }.sorted()
    var first = 0
    while first < missing.count {
      var end = first + 1
      while end < missing.count, missing[end] - missing[end - 1] < Self.gap { end += 1 }
      if end - first > 2 { try read(missing[first..<end]) }
      first = end
    }
  }

  /// How far apart tuples may lie to be read in one sweep.
  private static let gap: Int64 = 8

  private mutating func read(_ wanted: ArraySlice<Int64>) throws(SQLiteError) {
    guard let first = wanted.first, let last = wanted.last else { return }
    defer { range.reset() }
    try range.bind(first, at: 1)
    try range.bind(last, at: 2)
    var next = wanted.startIndex
    while try range.step() {
      let id = range.integer(Int32(columns.count))
      while next < wanted.endIndex, wanted[next] < id { next += 1 }
      guard next < wanted.endIndex, wanted[next] == id else { continue }
      keep(id, range)
    }
  }

  /// Reads a tuple, and gives its place.
  private mutating func read(_ id: Int64) throws(SQLiteError) -> Int {
    if ids[slot(id)] != -1, ids.count < most { makePlaces(min(most, ids.count * 4)) }
    defer { one.reset() }
    try one.bind(id, at: 1)
    let place = slot(id) * width
    guard try one.step() else {
      ids[slot(id)] = id
      for index in place..<place + width { kept[index] = .null }
      return place
    }
    keep(id, one)
    return place
  }

  private mutating func keep(_ id: Int64, _ row: Statement) {
    let first = slot(id) * width
    ids[slot(id)] = id
    for index in kinds.indices { kept[first + index] = kinds[index].value(row, Int32(index)) }
    kept[first + width - 1] = derived(from: first, row)
  }

  private func derived(from place: Int, _ row: Statement) -> Value {
    switch table {
    case .operation:
      let (resource, below) = (row.text(3), row.text(4))
      return below.isEmpty ? kept[place + 3] : .text("\(resource)/\(below)")
    case .object:
      let parts = QueryDetail.parts(RequestURI(uri(place)))
      return parts.isEmpty ? .null : .text(parts.joined(separator: "; "))
    case .result:
      let text = ResultDetail.text(
        message: row.text(2), refusedBy: row.optionalInteger(4))
      return text.map(Value.text) ?? .null
    case .actor, .client: return .null
    }
  }
}
