internal import SQLite

/// Looks at the tuples that no row of an event refers to.
///
/// A copy brings tuples and no row, so there may be such; but each has a text
/// that the evidence gives, too. Of the others the rows tell.
struct OrphanTuples {
  private static let tables = ["actor", "operation", "object", "result", "client"]

  private let ours: Connection
  private let derived: Connection

  init(_ ours: Connection, _ derived: Connection) {
    self.ours = ours
    self.derived = derived
  }

  /// What differs, one sentence each.
  func differences() throws(SQLiteError) -> [String] {
    var differences: [String] = []
    for table in Self.tables {
      var foreign = try orphans(table)
      if !foreign.isEmpty { try takeDerived(table, from: &foreign) }
      if !foreign.isEmpty, table == "object" { try takeWholeURIs(from: &foreign) }
      differences += foreign.values.sorted().map {
        "\(table) \($0): no event refers to it, and no bytes say it"
      }
    }
    return differences
  }

  /// The numbers of tuples without an event, by a hash of their texts: there
  /// may be millions.
  private func orphans(_ table: String) throws(SQLiteError) -> [Int: Int64] {
    let rows = try ours.prepare(
      "SELECT * FROM \(table) WHERE \(table)_id NOT IN (SELECT \(table)_id FROM event)")
    var orphans: [Int: Int64] = [:]
    while try rows.step() {
      orphans[Self.hash(rows, 1..<rows.columnCount)] = rows.integer(0)
    }
    return orphans
  }

  private func takeDerived(
    _ table: String, from orphans: inout [Int: Int64]
  ) throws(SQLiteError) {
    let rows = try derived.prepare("SELECT * FROM \(table)")
    while try rows.step() { orphans[Self.hash(rows, 1..<rows.columnCount)] = nil }
  }

  /// The first schema kept every URI whole: then its end is what is kept now.
  private func takeWholeURIs(from orphans: inout [Int: Int64]) throws(SQLiteError) {
    let row = try ours.prepare(
      """
      SELECT namespace, name, request_uri FROM object
      WHERE object_id = ? AND request_uri IS NOT NULL AND uri_rest IS NULL
      """)
    var whole: [Int: [(key: Int, uri: String)]] = [:]
    for (key, id) in orphans {
      try row.bind(id, at: 1)
      if try row.step() { whole[Self.hash(row, 0..<2), default: []].append((key, row.text(2))) }
      row.reset()
    }
    guard !whole.isEmpty else { return }
    let rows = try derived.prepare(
      "SELECT namespace, name, uri_rest FROM object WHERE uri_rest IS NOT NULL")
    while try rows.step() {
      let rest = rows.text(2)
      for known in whole[Self.hash(rows, 0..<2)] ?? [] where known.uri.hasSuffix(rest) {
        orphans[known.key] = nil
      }
    }
  }

  private static func hash(_ row: Statement, _ columns: Range<Int32>) -> Int {
    var hasher = Hasher()
    for column in columns { hasher.combine(row.value(column)) }
    return hasher.finalize()
  }
}
