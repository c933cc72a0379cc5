import CaseStore
import Foundation
import Inquiry
import SQLite
import TestSupport
import Testing

/// SQL that anybody may have written.
@Suite struct SQLSessionTests {
  private func rare() throws -> CaseBuilder { try QuestionCases.rare() }

  @Test(arguments: [
    "DELETE FROM event", "INSERT INTO case_clock VALUES (9)", "UPDATE source SET path = 'x'",
    "DROP VIEW events", "CREATE TABLE x (y)", "CREATE TEMP TABLE x (y)",
    "ATTACH 'other.db' AS other", "VACUUM INTO 'copy.db'", "PRAGMA journal_mode = WAL",
    "PRAGMA query_only = 0", "PRAGMA writable_schema = 1", "BEGIN", "COMMIT", "SAVEPOINT x",
    "SELECT load_extension('x')", "REINDEX", "ANALYZE", "DETACH main",
    "SELECT * FROM pragma_database_list",
  ])
  func `nothing but reading is run`(sql: String) throws {
    let builder = try rare()
    let before = try Data(contentsOf: URL(filePath: builder.path))
    let session = try SQLSession(path: builder.path)
    #expect(throws: AskingError.notReading) { try session.rows(sql) }
    #expect(try Data(contentsOf: URL(filePath: builder.path)) == before)
  }

  @Test func `what follows a statement is refused`() throws {
    let builder = try rare()
    let session = try SQLSession(path: builder.path)
    #expect(throws: AskingError.severalStatements("DELETE FROM event")) {
      try session.rows("SELECT 1; DELETE FROM event")
    }
    #expect(try builder.sql("SELECT 1; -- and nothing else\n") == [["1"]])
  }

  @Test func `an error names its place and the name that was meant`() throws {
    let builder = try rare()
    let session = try SQLSession(path: builder.path)
    let cases: [(String, Int?, String?)] = [
      ("SELECT verb, nme FROM requests", 13, "name"), ("SELECT * FROM evnts", nil, "events"),
      ("SELECT event_jsn(1)", 7, "event_json"), ("SELECT 1 FORM requests", 14, nil),
    ]
    for (sql, offset, suggestion) in cases {
      let error = try #require(throws: AskingError.self) { try session.rows(sql) }
      guard case .sql(let cause, let guess) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(cause.offset == offset && guess == suggestion, "\(sql): \(cause)")
    }
  }

  @Test func `a statement that takes too long is stopped`() throws {
    let builder = try rare()
    let session = try SQLSession(path: builder.path, timeout: 100_000)
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"
    #expect(throws: AskingError.tookTooLong) { try session.rows(endless + " max(x) FROM n") }
    #expect(throws: AskingError.tookTooLong) {
      let rows = try session.rows(endless + " x FROM n")
      var row: [Value] = []
      while try rows.next(into: &row) {}
    }
  }

  @Test func `event_json gives the bytes that were logged`() throws {
    var builder = try CaseBuilder()
    let samples = (0..<3).map { number in
      Sample(name: "web-\(number)", request: #"{"spec":{"a":"é \u0001"}}"#, second: Double(number))
    }
    try builder.add(samples)
    let lines = samples.enumerated().map { $1.json(number: $0) }
    #expect(
      try builder.sql("SELECT event_json(event_id) FROM events ORDER BY event_id")
        == lines.map { [$0] })
    #expect(
      try builder.sql("SELECT event_json(1), event_json(NULL), event_json('x')")
        == [["-", "-", "-"]])
    let session = try SQLSession(path: builder.path) { _, _ in Array("hidden".utf8) }
    let rows = try session.rows("SELECT event_json(event_id) AS json FROM events LIMIT 1")
    var row: [Value] = []
    #expect(try rows.next(into: &row) && row == [.text("hidden")])
  }

  @Test(arguments: [
    ("cidr_match('10.1.2.3', '10.0.0.0/8')", "1"), ("cidr_match('11.1.2.3', '10.0.0.0/8')", "0"),
    ("cidr_match('[\"2001:db8::1\", \"10.0.0.1\"]', '2001:db8::/32')", "1"),
    ("cidr_match(NULL, '10.0.0.0/8')", "-"), ("cidr_match('no address', '10.0.0.0/8')", "0"),
    ("glob_match('web-1', 'web-?')", "1"), ("glob_match('web-12', 'web-?')", "0"),
    ("glob_match('[a]', '[a]')", "1"), ("time_us('2026-11-23T19:12:36.94Z')", "1795461156940000"),
    ("time_us('2026-11-23')", "1795392000000000"),
    ("time_text(1795461156940738)", "2026-11-23T19:12:36.940738Z"),
    ("event_id_at('1970-01-01T00:00:01Z')", "2048000000"), ("event_id_at(-1)", "-2048"),
    ("event_id_at(NULL)", "-"),
  ])
  func `functions give what they say`(call: String, value: String) throws {
    #expect(try rare().sql("SELECT \(call)") == [[value]])
  }

  @Test(arguments: [
    "cidr_match('10.0.0.1', 'ten')", "time_us('soon')", "event_id_at(9223372036854775807)",
  ])
  func `a function refuses what it cannot take`(call: String) throws {
    let builder = try rare()
    #expect(throws: AskingError.self) { try builder.sql("SELECT \(call)") }
  }

  @Test func `values keep their nature`() throws {
    let builder = try rare()
    let session = try SQLSession(path: builder.path)
    let rows = try session.rows(
      """
      SELECT event_id, time, source_ips, 1.5 AS r, x'00ff' AS b, NULL AS n, verb, verb, 7 AS i
      FROM requests ORDER BY event_id LIMIT 1
      """)
    #expect(
      rows.columns.map(\.name)
        == ["event_id", "time", "source_ips", "r", "b", "n", "verb", "verb_2", "i"])
    #expect(rows.columns.map(\.isNumeric).filter(\.self).count == 3)
    var row: [Value] = []
    #expect(try rows.next(into: &row))
    #expect(
      Array(row.dropFirst()) == [
        .time(microseconds: Sample.microseconds(0), digits: 6), .list(["192.0.2.44"]), .real(1.5),
        .text("00ff"), .null, .text("create"), .text("create"), .integer(7),
      ])
    #expect(try !rows.next(into: &row))
  }

  /// A filter, as the command line gives it.
  private static let filters: [(FilterKey, String)?] = [
    nil, (.user, "alice@*"), (.namespace, "prod"), (.outcome, "denied"), (.verb, "!get"),
    (.ip, "198.51.100.0/24"), (.resource, "secrets"), (.code, "4xx"),
  ]

  @Test func `a filter lets pass what it lets pass in a timeline`() throws {
    let builder = try QuestionCases.sample("shop-incident")
    let shop = try builder.open()
    let column = try #require(
      TimelineProfile.standard.columns.firstIndex { $0.name == "audit_id" })
    for pair in Self.filters {
      for since in [nil, 1_795_461_156_000_000] as [Int64?] {
        var filter = EventFilter()
        filter.since = since
        if let (key, text) = pair { try filter.add(key, text) }
        for (view, stages) in [("requests", false), ("events", true)] {
          let rows = try builder.sql("SELECT audit_id FROM \(view) ORDER BY event_id", filter)
          let timeline = try shop.timeline(stages: stages) { $0 = filter }
          let ids = timeline.map { row -> String in
            guard case .text(let id) = row[column] else { return "" }
            return id
          }
          #expect(rows.map { $0[0] } == ids, "\(String(describing: pair)) \(view)")
        }
        let whole = try builder.sql("SELECT count(*) FROM main.requests", filter)
        #expect(whole == [["5669"]])
      }
    }
  }

  @Test func `the columns of the views are all explained`() throws {
    for view in Schema.description where view.isView {
      #expect(CaseColumns.names == view.columns.map(\.name))
    }
    #expect(CaseColumns.names.allSatisfy { !CaseColumns.meaning(of: $0).isEmpty })
    let rows = try rare().sql("SELECT name FROM pragma_table_info('events')")
    #expect(rows.map { $0[0] } == CaseColumns.names)
  }
}
