import SQLite
import TestSupport
import Testing

@testable import CaseStore

@Suite struct ViewTests {
  private static let contract = [
    "event_id", "audit_id", "time", "time_us", "stage_time", "duration_us", "stage", "level",
    "cluster", "verb", "user", "user_uid", "user_groups", "actor_kind", "impersonated_user",
    "source_ip", "source_ips", "user_agent", "api_group", "api_version", "resource",
    "subresource", "namespace", "name", "request_uri", "code", "status_reason",
    "status_message", "outcome", "refused_by", "decision", "decision_reason", "credential_id",
    "pod_name", "node_name", "annotations", "source_id", "line", "byte_offset", "byte_length",
  ]

  @Test(arguments: ["events", "requests"])
  func `a view has every column of the contract`(view: String) throws {
    let written = try WrittenCase()
    let columns = try written.rows("SELECT name FROM pragma_table_info('\(view)')")
    #expect(Set(Self.contract).subtracting(columns) == [])
  }

  @Test func `a view calls no function that SQLite 3.38 does not have`() throws {
    let written = try WrittenCase()
    let functions = try written.rows(
      """
      SELECT DISTINCT f.name FROM pragma_function_list f, sqlite_schema s
      WHERE s.type = 'view' AND s.sql LIKE '%' || f.name || '(%' AND length(f.name) > 3
      """)
    let known: Set = [
      "coalesce", "date", "lower", "nullif", "printf", "replace", "strftime", "substr", "time",
      "typeof",
    ]
    #expect(Set(functions).subtracting(known) == [])
    // No join: three such views must fit into one question.
    let joins = "SELECT count(*) FROM sqlite_schema WHERE type = 'view' AND sql LIKE '%JOIN%'"
    #expect(try written.rows(joins) == ["0"])
    let three = "SELECT count(*) FROM events a, requests b, events c WHERE a.event_id = b.event_id"
    #expect(try written.rows(three) == ["0"])
  }

  /// Times as a log may give them, and as the views show them.
  private static let times = [
    ("2026-11-23T19:00:19.123456Z", "2026-11-23T19:00:19.123456Z"),
    ("2026-11-23T19:00:19.123456789Z", "2026-11-23T19:00:19.123456Z"),
    ("2026-11-23T19:00:19.12345Z", "2026-11-23T19:00:19.12345Z"),
    ("2026-11-23T19:00:19.1234Z", "2026-11-23T19:00:19.1234Z"),
    ("2026-11-23T19:00:19.123Z", "2026-11-23T19:00:19.123Z"),
    ("2026-11-23T19:00:19.12Z", "2026-11-23T19:00:19.12Z"),
    ("2026-11-23T19:00:19.1Z", "2026-11-23T19:00:19.1Z"),
    ("2026-11-23T19:00:19Z", "2026-11-23T19:00:19Z"),
    ("2026-11-23T19:00:19.000000Z", "2026-11-23T19:00:19.000000Z"),
    ("2026-11-23T19:00:19.000Z", "2026-11-23T19:00:19.000Z"),
    ("2026-11-23T21:00:19.5+02:00", "2026-11-23T19:00:19.5Z"),
    ("2024-02-29T23:59:59.999999Z", "2024-02-29T23:59:59.999999Z"),
    ("1900-02-28T12:00:00.000001Z", "1900-02-28T12:00:00.000001Z"),
    ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
    ("1969-12-31T23:59:59.9Z", "1969-12-31T23:59:59.9Z"),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
  ]

  @Test(arguments: times)
  func `a time is shown with the digits that were logged`(logged: String, shown: String) throws {
    let event = SampleEvent("a") { event in
      event.received = logged
      event.reached = logged
    }
    let written = try WrittenCase([event.line])
    #expect(try written.rows("SELECT time, stage_time FROM events") == ["\(shown)|\(shown)"])
  }

  @Test func `order by event_id is order by time`() throws {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    var text = ""
    for number in 0..<2000 {
      text +=
        SampleEvent(SampleEvent.id(number)) { event in
          let second = String(100 + generator.below(3)).dropFirst()
          let digits = generator.pick([0, 3, 6])
          let decimals = String(1_000_000 + generator.below(1_000_000)).dropFirst().prefix(digits)
          event.received = "2026-11-23T19:00:\(second)\(digits > 0 ? "." : "")\(decimals)Z"
        }.line
    }
    let written = try WrittenCase([text])
    // A coarse time is spread over its tick, so its order within is any.
    let disorder = """
      SELECT count(*) FROM (SELECT event_id >> 11 AS us,
      lag(event_id >> 11) OVER (ORDER BY event_id) AS before FROM event) WHERE before > us
      """
    #expect(try written.rows(disorder) == ["0"])
    let late = """
      SELECT count(*) FROM (SELECT time_us, substr(time, 1, 19) AS second,
      lag(substr(time, 1, 19)) OVER (ORDER BY event_id) AS before FROM events)
      WHERE before > second
      """
    #expect(try written.rows(late) == ["0"], "\(generator)")
  }

  @Test func `a value of every column is what the event says`() throws {
    let event = SampleEvent("A1B2") { event in
      event.stage = "ResponseComplete"
      event.more = """
        ,"impersonatedUser":{"username":"root"},"annotations":{"authorization.k8s.io/decision":\
        "forbid","authorization.k8s.io/reason":"no"}
        """
      event.code = 403
    }
    let written = try WrittenCase([event.line])
    let columns =
      "audit_id, verb, user, actor_kind, impersonated_user, source_ip, source_ips,"
      + "resource, namespace, name, request_uri, code, outcome, refused_by, decision,"
      + "decision_reason, line, byte_offset, byte_length, dry_run, conflict, cluster"
    #expect(
      try written.rows("SELECT \(columns) FROM requests") == [
        "A1B2|get|alice|user|root|192.0.2.44|[\"192.0.2.44\"]|pods|prod|web|"
          + "/api/v1/namespaces/prod/pods/web|403|denied|authorization|forbid|no|1|0|"
          + "\(event.json.utf8.count)|0|0|∅"
      ])
  }

  @Test func `counting and reading both views is quick in plain sqlite3`() throws {
    let lines = (0..<20_000).map { SampleEvent(SampleEvent.id($0)).line }
    let written = try WrittenCase([lines.joined()])
    let start = ContinuousClock.now
    let count = try written.rows("SELECT count(*) FROM events")
    let counted = ContinuousClock.now
    let rows = try written.rows("SELECT * FROM events")
    let read = ContinuousClock.now
    #expect(count == ["20000"])
    #expect(rows.count == 20_000)
    #expect(counted - start < .seconds(1))
    #expect(read - counted < .seconds(5))
  }
}
