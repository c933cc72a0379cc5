import Inquiry
import Testing

/// Questions that count: what, top, sessions, histograms.
@Suite struct CountingTests {
  private static let pod = "/api/v1/namespaces/prod/pods/web"
  private static let robot = "system:serviceaccount:ops:robot"

  private static func open() throws -> Case {
    try CaseBuilder.open([
      .uri("get", pod, by: "alice", at: 0) { $0.credential = "JTI=1" },
      .uri("get", pod + "/log", by: "alice", at: 60) { $0.address = ["203.0.113.5", "10.0.0.7"] },
      .uri("delete", pod, by: "alice", at: 7200, code: 403) { $0.decision = "forbid" },
      .uri("list", "/api/v1/secrets", by: robot, at: 7260, code: 404),
      .uri("get", "/api/v1/namespaces/prod/pods/db", by: "alice", at: 7261) {
        $0.impersonated = "root"
      },
      .uri("get", "/api", by: nil, at: 7262, code: 401),
      .uri("get", pod, by: "late", at: nil),
    ])
  }

  private func what(_ subject: String) throws -> [String] {
    let what = try What(subject, in: try Self.open())
    return table(
      what.rows, of: What.columns, "actor", "impersonated", "verb", "resource", "outcome",
      "requests", "names", "source_ips")
  }

  private func top(_ names: String..., limit: Int = .max) throws -> [String] {
    let top = try Top(names, of: try Self.open(), limit: limit)
    return table(top.rows.map { Array($0) }, of: top.columns, "requests").enumerated().map {
      index, count in
      let texts = names.map { name in table([top.rows[index]], of: top.columns, name)[0] }
      return "\(count) \(texts.joined(separator: " "))"
    }
  }

  @Test func `the columns of what are the contract's`() {
    #expect(
      What.columns.map(\.name) == [
        "actor", "impersonated", "verb", "resource", "namespace", "outcome", "requests", "names",
        "first", "last", "source_ips",
      ])
  }

  @Test func `what takes an actor, an account, an address and a credential`() throws {
    let alice = [
      "alice | - | get | pods | allowed | 1 | web | 192.0.2.44",
      "alice | - | get | pods/log | allowed | 1 | web | 203.0.113.5,10.0.0.7",
      "alice | - | delete | pods | denied | 1 | web | 192.0.2.44",
      "alice | root | get | pods | allowed | 1 | db | 192.0.2.44",
    ]
    #expect(try what("alice") == alice)
    #expect(try what("ali*") == alice)
    let robot = ["\(Self.robot) | - | list | secrets | failed | 1 |  | 192.0.2.44"]
    for name in ["ops/robot", "ops:robot", Self.robot] { #expect(try what(name) == robot) }
    #expect(try what("203.0.113.0/24") == [alice[1]])
    #expect(try what("10.0.0.7") == [alice[1]])
    for id in ["JTI=1", "1"] { #expect(try what(id) == [alice[0]]) }
  }

  @Test func `what says why nothing is there`() throws {
    let investigated = try Self.open()
    #expect(
      try What("alcie", in: investigated).emptiness
        == .subjectNotSeen("alcie", isImpersonated: false, suggestion: "alice"))
    #expect(
      try What("root", in: investigated).emptiness
        == .subjectNotSeen("root", isImpersonated: true, suggestion: nil))
    var filter = EventFilter()
    try filter.add(.namespace, "prd")
    #expect(
      try What("alice", did: filter, in: investigated).emptiness
        == .valueNotSeen(.namespace, value: "prd", suggestion: "prod"))
    #expect(try What("alice", in: investigated).emptiness == nil)
  }

  @Test func `top counts by tuples' columns, by rows' and by time`() throws {
    #expect(
      try top("verb", "resource") == [
        "3 get pods", "1 delete pods", "1 get -", "1 get pods/log", "1 list secrets",
      ])
    #expect(try top("resource", "subresource", limit: 1) == ["4 pods -"])
    #expect(try top("actor", limit: 1) == ["4 alice"])
    #expect(try top("outcome", limit: 0) == [])
    #expect(try top("level", "stage") == ["7 RequestResponse ResponseComplete"])
    #expect(
      try top("hour") == [
        "4 2026-11-23T14:00:00Z", "2 2026-11-23T12:00:00Z", "1 -",
      ])
    #expect(try top("day", "dry_run") == ["6 2026-11-23T00:00:00Z false", "1 - false"])
    #expect(try top("source_ips", limit: 1) == ["6 192.0.2.44"])
    #expect(try top("audit_id", limit: 1) == ["1 00000000-0000-4000-8000-000000000000"])
    #expect(throws: InquiryError.question(.unknownColumn("vreb", suggestion: "verb"))) {
      try top("vreb")
    }
  }

  @Test func `a silence ends a session`() throws {
    var filter = EventFilter()
    try filter.add(.user, "alice")
    let investigated = try Self.open()
    func sessions(_ pause: Int64) throws -> [String] {
      table(
        try Sessions(of: investigated, filter, pause: pause).rows, of: Sessions.columns, "start",
        "seconds", "credential", "impersonated", "source_ip", "requests", "allowed", "denied",
        "verbs")
    }
    #expect(
      try sessions(Sessions.usualPause) == [
        "2026-11-23T12:00:00.000000Z | 0 | JTI=1 | - | 192.0.2.44 | 1 | 1 | 0 | get",
        "2026-11-23T12:01:00.000000Z | 0 | - | - | 10.0.0.7 | 1 | 1 | 0 | get",
        "2026-11-23T14:00:00.000000Z | 0 | - | - | 192.0.2.44 | 1 | 0 | 1 | delete",
        "2026-11-23T14:01:01.000000Z | 0 | - | root | 192.0.2.44 | 1 | 1 | 0 | get",
      ])
  }

  @Test func `a session goes on as long as no silence is too long`() throws {
    let investigated = try CaseBuilder.open(
      (0..<10).map { .uri("get", Self.pod, by: "alice", at: Double($0 * 600)) })
    func counts(_ pause: Int64) throws -> [String] {
      table(
        try Sessions(of: investigated, EventFilter(), pause: pause).rows, of: Sessions.columns,
        "seconds", "requests")
    }
    #expect(try counts(600_000_000) == ["5400 | 10"])
    #expect(try counts(599_999_999) == Array(repeating: "0 | 1", count: 10))
  }

  @Test func `a session's lists hold what was seen and nothing else`() throws {
    let investigated = try CaseBuilder.open(
      (0..<30).map { .uri("get", "/api/v1/namespaces/n\($0)/pods/p", by: "alice", at: Double($0)) })
    #expect(
      table(
        try Sessions(of: investigated, EventFilter(), pause: Sessions.usualPause).rows,
        of: Sessions.columns, "namespaces") == [(0..<30).map { "n\($0)" }.joined(separator: ",")])
  }

  @Test func `a histogram has no gap and leaves nothing out`() throws {
    let histogram = try Histogram(of: try Self.open(), atMost: 5)
    #expect(histogram.step == 3_600_000_000)
    let noon = Sample.microseconds(0)
    #expect(histogram.bars.map(\.start) == [nil, noon, noon + 3_600_000_000, noon + 7_200_000_000])
    #expect(histogram.bars.map(\.requests) == [1, 2, 0, 4])
    #expect(histogram.bars[3].denied == 2 && histogram.bars[3].failed == 1)
    #expect(try Histogram(of: try CaseBuilder.open([.uri("get", Self.pod)])).bars.count == 1)
  }

  @Test func `Timesketch and Elastic get their own names`() throws {
    let investigated = try Self.open()
    let sketch = TimelineProfile.timesketch.columns
    #expect(sketch.prefix(3).map(\.name) == ["message", "datetime", "timestamp_desc"])
    let rows = try investigated.timeline(.timesketch) { try $0.add(.verb, "delete") }
    #expect(
      table(rows, of: sketch, "message", "datetime", "timestamp") == [
        """
        alice delete pods web in prod: denied (403) | 2026-11-23T14:00:00.000000Z | \
        1795442400000000
        """
      ])
    let ecs = TimelineProfile.ecs.columns
    let events = try investigated.timeline(.ecs) { try $0.add(.verb, "delete") }
    #expect(
      table(
        events, of: ecs, "@timestamp", "event.action", "event.outcome", "event.type", "user.name",
        "orchestrator.resource.name", "event.duration") == [
          """
          2026-11-23T14:00:00.000000Z | delete | failure | deletion,denied | alice | web | 10000000
          """
        ])
  }
}
