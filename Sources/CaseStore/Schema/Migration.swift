internal import SQLite

/// Brings a case of an earlier schema up to date.
public enum Migration {
  /// Migrates a case, unless it is up to date.
  ///
  /// Nothing is derived anew: `verify --deep` does that, and finds what differs.
  ///
  /// - Parameters:
  ///   - path: the case file.
  ///   - holder: a sentence that names this process, for others that wait.
  /// - Returns: the schema it had.
  /// - Throws: `held` if another process writes it; any other `CaseError`.
  public static func run(path: String, holder: String) throws(CaseError) -> Int32 {
    // Asking never creates a case, and here there would be nothing in it.
    guard CaseFile.isThere(path) else { throw .notFound(path: path) }
    let lock = try CaseLock(casePath: path, holder: holder)
    defer { extendLifetime(lock) }
    let connection = try CaseFile.connectForWriting(path)
    let found = try CaseFile.version(connection, path: path)
    if found < Schema.version {
      try checkEarlier(connection, path: path, changed: found < 2 ? tables + views : views)
      try CaseError.wrapping { () throws(SQLiteError) in
        try connection.transaction(.immediate) { () throws(SQLiteError) in
          try connection.execute("DROP VIEW events; DROP VIEW requests")
          if found < 2 { try fromFirst(connection) }
          for view in [Schema.eventsView, Schema.requestsView] { try connection.execute(view) }
          try connection.setUserVersion(Schema.version)
        }
      }
    }
    try CaseFile.check(connection, path: path)
    return found
  }

  /// Tables that the second schema made anew.
  private static let tables = ["event", "object"]
  /// Views that the second and the third made anew: since then an unnamed
  /// cluster is null.
  private static let views = ["events", "requests"]

  /// What was not changed must be ours; of the rest only tables' columns are
  /// read.
  private static func checkEarlier(
    _ connection: Connection, path: String, changed: [String]
  ) throws(CaseError) {
    let foreign = try CaseError.wrapping { () throws(SQLiteError) -> String? in
      let rows = try connection.prepare(
        "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL")
      while try rows.step() {
        let (name, type, sql) = (rows.text(0), rows.text(1), rows.text(2))
        let isChanged =
          changed.contains(name)
          && (type == "view" || type == "table" && sql.hasPrefix("CREATE TABLE \(name) ("))
        if !isChanged, sql != Schema.auditIndex, !Schema.stored.contains(sql) { return name }
      }
      return nil
    }
    if let foreign { throw .foreignSchema(path: path, name: foreign) }
  }

  /// The first schema kept stage, level and precision in columns of their own,
  /// and every URI whole; it had no index of names, and nothing could be pruned.
  private static func fromFirst(_ connection: Connection) throws(SQLiteError) {
    let isIndexed = try connection.integer(
      "SELECT 1 FROM sqlite_schema WHERE name = 'event_audit'")
    try connection.execute(
      """
      ALTER TABLE event RENAME TO event_1; ALTER TABLE object RENAME TO object_1
      """)
    for table in ["event", "object"] {
      for statement in Schema.statements where statement.contains("CREATE TABLE \(table) (") {
        try connection.execute(statement)
      }
    }
    try connection.execute(
      """
      INSERT INTO event SELECT event_id, audit_id,
      flags | (stage << 4) | (level << 7) | (precision << 10), stage_offset, actor_id,
      operation_id, object_id, result_id, client_id, source_id, line, byte_offset, byte_length,
      body_length FROM event_1 ORDER BY event_id;
      INSERT INTO object SELECT object_id, namespace, name, request_uri, NULL FROM object_1
      ORDER BY object_id;
      DROP TABLE event_1; DROP TABLE object_1
      """)
    if isIndexed != nil { try connection.execute(Schema.auditIndex) }
    try connection.execute(Schema.nameIndex)
    for statement in Schema.statements where statement.contains("CREATE TABLE pruned (") {
      try connection.execute(statement)
    }
  }
}
