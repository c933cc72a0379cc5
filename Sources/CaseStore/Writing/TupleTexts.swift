internal import AuditEvents
internal import LogBytes
internal import SQLite

/// The texts that events are compared by, read where their tuples are stored.
///
/// Equal numbers need no look.
struct TupleTexts {
  private let addresses: Statement
  private let verbs: Statement
  private let knownVerbs: Statement
  private let requestURIs: Statement
  private let users: Statement
  private let all: Statement

  init(_ connection: Connection) throws(SQLiteError) {
    func compare(
      _ column: StaticString, of table: StaticString
    ) throws(SQLiteError) -> Statement {
      try connection.prepare(
        """
        SELECT (SELECT \(column) FROM \(table) WHERE \(table)_id = ?)
        IS (SELECT \(column) FROM \(table) WHERE \(table)_id = ?)
        """, persistent: true)
    }
    addresses = try compare("source_ip", of: "client")
    verbs = try compare("verb", of: "operation")
    knownVerbs = try connection.prepare(
      """
      SELECT coalesce((SELECT verb FROM operation WHERE operation_id = ?)
      = (SELECT verb FROM operation WHERE operation_id = ?), 1)
      """)
    let uri =
      "(SELECT \(Schema.requestURI) FROM object o, operation p WHERE object_id = ? AND operation_id = ?)"
    requestURIs = try connection.prepare("SELECT \(uri) IS \(uri)", persistent: true)
    users = try compare("user", of: "actor")
    all = try connection.prepare(
      """
      SELECT verb, \(Schema.requestURI), (SELECT user FROM actor WHERE actor_id = ?3),
      (SELECT source_ip FROM client WHERE client_id = ?4)
      FROM operation p, object o WHERE operation_id = ?1 AND object_id = ?2
      """, persistent: true)
  }

  /// Hashes of what was asked by whom, and of the address it came from: equal
  /// for all copies of an event.
  func hashes(of event: Event) throws(SQLiteError) -> (asked: UInt64, address: UInt64) {
    defer { all.reset() }
    for (index, number) in [event.operation, event.object, event.actor, event.client].enumerated() {
      try all.bind(number, at: Int32(index + 1))
    }
    guard try all.step() else { return (0, 0) }
    let hashes = (0..<4 as Range<Int32>).map { column in
      all.withBytes(column) { bytes in bytes.withUnsafeBytes { ByteHash.of($0) } }
    }
    return (hashes[..<3].reduce(0) { ByteHash.fold($0 ^ $1, 0x9E37_79B9_7F4A_7C15) }, hashes[3])
  }

  func address(_ one: Int64, _ other: Int64) throws(SQLiteError) -> Bool {
    try Self.isSame(addresses, one, other)
  }

  func verb(_ one: Int64, _ other: Int64) throws(SQLiteError) -> Bool {
    try Self.isSame(verbs, one, other)
  }

  /// Whether two verbs are the same, or one is not known.
  func verbIfBoth(_ one: Int64, _ other: Int64) throws(SQLiteError) -> Bool {
    try Self.isSame(knownVerbs, one, other)
  }

  /// Whether two requests, each an object under an operation, had one URI.
  func requestURI(
    _ one: (object: Int64, operation: Int64), _ other: (object: Int64, operation: Int64)
  ) throws(SQLiteError) -> Bool {
    if one == other { return true }
    defer { requestURIs.reset() }
    let numbers = [one.object, one.operation, other.object, other.operation]
    for (index, number) in numbers.enumerated() {
      try requestURIs.bind(number, at: Int32(index + 1))
    }
    return try requestURIs.step() && requestURIs.integer(0) == 1
  }

  func user(_ one: Int64, _ other: Int64) throws(SQLiteError) -> Bool {
    try Self.isSame(users, one, other)
  }

  private static func isSame(
    _ row: Statement, _ one: Int64, _ other: Int64
  ) throws(SQLiteError) -> Bool {
    if one == other { return true }
    defer { row.reset() }
    try row.bind(one, at: 1)
    try row.bind(other, at: 2)
    guard try row.step() else { return false }
    return row.integer(0) == 1
  }
}
