import TestSupport
import Testing

@testable import CaseStore

@Suite struct MigrationTests {
  /// Requests of every shape that the first schema kept otherwise: URIs,
  /// stages, levels, coarse times.
  private static let log = (0..<40).map { number in
    SampleEvent(number % 5 == 0 ? "request \(number)" : SampleEvent.id(number)) { event in
      event.stage = ["RequestReceived", "ResponseComplete", "Panic", "Odd"][number % 4]
      event.level = ["None", "Metadata", "Request", "RequestResponse", "default"][number % 5]
      event.received =
        "2026-11-23T19:00:\(10 + number)\(["", ".1", ".123", ".123456"][number % 4])Z"
      event.uri = "/api/v1/namespaces/prod/pods/web\(["", "?n=\(number)", "/log"][number % 3])"
    }.line
  }.joined()

  /// What the first schema had in place of the tables of now; its views do not
  /// matter, for they are dropped unread.
  private static let first = """
    CREATE TABLE shown AS SELECT event_id, request_uri FROM events;
    DROP VIEW events; DROP VIEW requests; DROP INDEX body_name_name; DROP TABLE pruned;
    ALTER TABLE event RENAME TO event_2; ALTER TABLE object RENAME TO object_2;
    CREATE TABLE event (
      event_id INTEGER PRIMARY KEY, audit_id, stage INTEGER NOT NULL, level INTEGER NOT NULL,
      flags INTEGER NOT NULL, precision INTEGER NOT NULL, stage_offset INTEGER,
      actor_id INTEGER NOT NULL, operation_id INTEGER NOT NULL, object_id INTEGER NOT NULL,
      result_id INTEGER NOT NULL, client_id INTEGER NOT NULL, source_id INTEGER NOT NULL,
      line INTEGER NOT NULL, byte_offset INTEGER NOT NULL, byte_length INTEGER NOT NULL,
      body_length INTEGER NOT NULL);
    INSERT INTO event SELECT event_id, audit_id, flags >> 4 & 7, flags >> 7 & 7, flags & 15,
    flags >> 10 & 63, stage_offset, actor_id, operation_id, object_id, result_id, client_id,
    source_id, line, byte_offset, byte_length, body_length FROM event_2;
    CREATE TABLE object (
      object_id INTEGER PRIMARY KEY, namespace TEXT, name TEXT, request_uri TEXT);
    INSERT INTO object SELECT object_id, namespace, name, (SELECT request_uri FROM shown
    WHERE event_id = (SELECT event_id FROM event e WHERE e.object_id = o.object_id LIMIT 1))
    FROM object_2 o;
    DROP TABLE event_2; DROP TABLE object_2; DROP TABLE shown;
    CREATE VIEW events AS SELECT event_id FROM event;
    CREATE VIEW requests AS SELECT event_id FROM event WHERE flags & 1;
    PRAGMA user_version = 1
    """

  @Test(arguments: [false, true])
  func `a case of the first schema says the same when it is migrated`(isIndexed: Bool) throws {
    let written = try WrittenCase([Self.log])
    let before = try CaseDump(written.path)
    // Without the index that a case of one clock has not.
    let index = isIndexed ? "" : "DROP INDEX event_audit;"
    try written.tamper(index + Self.first)
    if isIndexed { try written.tamper(Schema.auditIndex) }
    #expect(try Migration.run(path: written.path, holder: "a test") == 1)
    #expect(try CaseDump(written.path).difference(from: before) == nil)
    #expect(try LookupVerification(path: written.path).problems == [])
    #expect(try written.rows("PRAGMA integrity_check") == ["ok"])
    let indices = "SELECT count(*) FROM sqlite_schema WHERE name = 'event_audit'"
    #expect(try written.rows(indices) == [isIndexed ? "1" : "0"])
    #expect(try Migration.run(path: written.path, holder: "a test") == Schema.version)
    #expect(written.scratch.names == ["case.db"])
  }

  /// The second schema had other views only.
  private static let second = """
    DROP VIEW events; DROP VIEW requests;
    CREATE VIEW events AS SELECT event_id, '' AS cluster FROM event;
    CREATE VIEW requests AS SELECT event_id, '' AS cluster FROM event WHERE flags & 1;
    PRAGMA user_version = 2
    """

  @Test func `a case of the second schema says the same when it is migrated`() throws {
    let written = try WrittenCase([Self.log])
    let before = try CaseDump(written.path)
    try written.tamper(Self.second)
    #expect(throws: CaseError.self) { _ = try CaseStatus(path: written.path) }
    #expect(try Migration.run(path: written.path, holder: "a test") == 2)
    #expect(try CaseDump(written.path).difference(from: before) == nil)
    try written.tamper(Self.second + "; DROP TABLE object; CREATE TABLE object (object_id)")
    #expect(throws: CaseError.foreignSchema(path: written.path, name: "object")) {
      _ = try Migration.run(path: written.path, holder: "a test")
    }
    #expect(try written.rows("PRAGMA user_version") == ["2"])
  }

  @Test func `events that come after a migration merge with those before`() throws {
    let written = try WrittenCase([Self.log])
    let before = try CaseDump(written.path)
    try written.tamper(Self.first + ";" + Schema.auditIndex)
    _ = try Migration.run(path: written.path, holder: "a test")
    try written.add([Self.log])
    #expect(try CaseDump(written.path).difference(from: before) == nil)
    #expect(try written.rows("SELECT sum(duplicates) FROM source") == ["40"])
  }

  @Test(arguments: [
    ("CREATE TRIGGER evil AFTER INSERT ON source BEGIN SELECT 1; END", "evil"),
    ("DROP TABLE object; CREATE VIRTUAL TABLE object USING fts5(a)", "object"),
    ("ALTER TABLE source ADD COLUMN evil", "source"), ("CREATE VIEW evil AS SELECT 1", "evil"),
  ])
  func `a stranger's case is not migrated`(change: String, name: String) throws {
    let written = try WrittenCase([Self.log])
    try written.tamper(Self.first)
    try written.tamper(change)
    #expect(throws: CaseError.foreignSchema(path: written.path, name: name)) {
      _ = try Migration.run(path: written.path, holder: "a test")
    }
    #expect(try written.rows("PRAGMA user_version") == ["1"])
  }

  @Test func `a case that is not there is not made by migrating`() throws {
    let scratch = try Scratch()
    let path = scratch.path("none.db")
    #expect(throws: CaseError.notFound(path: path)) {
      _ = try Migration.run(path: path, holder: "a test")
    }
    #expect(scratch.names == [])
  }
}
