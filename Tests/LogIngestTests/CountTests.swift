import Foundation
import LogIngest
import TestSupport
import Testing

/// Counts of recorded logs, which were counted independently.
@Suite(.enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"))
struct CountTests {
  @Test func `the rotated files of shop-incident hold 5,935 events of 5,668 requests`() throws {
    let test = try IngestCase()
    let report = try test.ingest(Shop.incident())
    #expect(Counts(report) == Counts(sources: 6, events: 5935, requests: 5668))
    #expect(report.addsUp)
    #expect(try Rows(test) == Rows(events: 5935, requests: 5668))
    try test.expectSound()
  }

  @Test func `the webhook's batches add the one event that is only there`() throws {
    let test = try IngestCase()
    try test.ingest(Shop.incident())
    let report = try test.ingest(Shop.batches())
    #expect(Counts(report) == Counts(events: 1, requests: 1, duplicates: 5504))
    #expect(report.addsUp)
    #expect(try Rows(test) == Rows(events: 5936, requests: 5669))
    try test.expectSound()
  }

  @Test func `batches before files come to the same, and rows point at the fuller copies`() throws {
    let test = try IngestCase()
    let first = try test.ingest(Shop.batches())
    #expect(first.tally.events == 5505)
    #expect(first.tally.conflicts == 0)
    let second = try test.ingest(Shop.incident())
    #expect(
      Counts(second)
        == Counts(
          sources: 6, events: 431, requests: 5669 - first.tally.requests, duplicates: 5504))
    #expect(try Rows(test) == Rows(events: 5936, requests: 5669))
    let kept = try CaseDump.rows(
      test.path,
      """
      SELECT path LIKE '%webhook%', count(*) FROM events JOIN source USING (source_id) GROUP BY 1
      """)
    #expect(kept == ["0|5935", "1|1"])
    try test.expectSound()
  }

  @Test func `batches and files in either order tell the same of each event`() throws {
    let forward = try IngestCase("a.db")
    try forward.ingest(Shop.incident() + [Shop.batches()])
    let backward = try IngestCase("b.db")
    try backward.ingest([Shop.batches()] + Shop.incident())
    // The stages of one request lie in the order they came.
    let columns = CaseDump.columns.replacing("event_id, ", with: "")
    func expectSame(_ sql: String) throws {
      let rows = try [forward, backward].map { try CaseDump.rows($0.path, sql) }
      #expect(rows[0] == rows[1], "\(sql)")
      #expect(!rows[0].isEmpty, "\(sql)")
    }
    try expectSame("SELECT \(columns) FROM events ORDER BY audit_id, time, stage")
    try expectSame("SELECT \(columns) FROM requests ORDER BY audit_id, time, stage")
    let facts = [
      "body_container": "role, name, image, privileged, security_context",
      "body_pod": "host_network, service_account, node_name, host_paths, security_context",
      "body_grant": "role_kind, role_name, subject_kind, subject_namespace, subject_name",
      "body_role_rule": "verbs, api_groups, resources, resource_names, non_resource_urls",
      "body_patch": "summary",
    ]
    for (table, columns) in facts {
      try expectSame(
        """
        SELECT (SELECT hex(audit_id) || (flags >> 4 & 7) FROM event e WHERE e.event_id = b.event_id) AS event,
        \(columns) FROM \(table) b ORDER BY event, rowid
        """)
    }
  }

  @Test func `shop-benign holds 12,665 events of 6,183 requests`() throws {
    let test = try IngestCase()
    let report = try test.ingest(Shop.benign())
    #expect(Counts(report) == Counts(sources: 7, events: 12_665, requests: 6183))
    #expect(report.addsUp)
    #expect(try Rows(test) == Rows(events: 12_665, requests: 6183))
    try test.expectSound()
  }

  @Test(
    .enabled(if: Corpora.arePresent, "\(Corpora.reason)"),
    arguments: [
      ("EkaterinaChuvakhina", 1297, 598, 21, 1), ("shadowonyx92-afk", 283, 134, 1, 3),
      ("bugurshik", 277, 132, 1, 1), ("vladimir-v-ivanov", 85, 40, 1, 1),
    ])
  func `minikube-incident-labs is counted as its README counts it`(
    name: String, lines: Int, complete: Int, forbidden: Int, impersonated: Int
  ) throws {
    let test = try IngestCase()
    let file = try Shop.absolute("public/minikube-incident-labs/\(name)/audit.log")
    let report = try test.ingest(file)
    #expect(report.tally.events == lines)
    #expect(report.tally.conflicts == 0)
    #expect(report.addsUp)
    let counts = try CaseDump.rows(
      test.path,
      """
      SELECT (SELECT count(*) FROM requests WHERE stage = 'ResponseComplete'),
      (SELECT count(*) FROM requests WHERE code = 403),
      (SELECT count(*) FROM requests WHERE impersonated_user IS NOT NULL),
      (SELECT count(*) FROM requests WHERE subresource = 'exec')
      """)
    #expect(counts == ["\(complete)|\(forbidden)|\(impersonated)|1"])
    try test.expectSound()
  }

  @Test(.enabled(if: Corpora.arePresent, "\(Corpora.reason)"))
  func `a log without received times has no times, and merges with its reshuffled copy`() throws {
    let test = try IngestCase()
    let path = "public/audit2rbac/demo.log"
    let first = try test.ingest(Shop.absolute(path))
    #expect(Counts(first) == Counts(events: 37, requests: 37))
    #expect(
      try CaseDump.rows(test.path, "SELECT count(*) FROM events WHERE time IS NULL") == ["37"])
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    let lines = try Corpora.read(path).split(separator: 0x0A).shuffled(using: &generator)
    try test.scratch.write("shuffled.log", lines.flatMap { $0 + [0x0A] })
    let second = try test.ingest("shuffled.log")
    #expect(Counts(second) == Counts(duplicates: 37), "\(generator)")
    #expect(try Rows(test) == Rows(events: 37, requests: 37))
    try test.expectSound()
  }
}
