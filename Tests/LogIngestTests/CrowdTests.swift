import CaseStore
import Foundation
import LogIngest
import TestSupport
import Testing

/// Many events at one time, and events at odd times.
@Suite struct CrowdTests {
  private static func events(_ count: Int, received: String, reached: String? = nil) -> String {
    (0..<count).map { number in
      SampleEvent(SampleEvent.id(number)) { event in
        event.received = received
        event.reached = reached ?? received
      }.line
    }.joined()
  }

  @Test(arguments: [
    "2026-11-23T19:00:19Z", "2026-11-23T19:00:19.123Z", "2026-11-23T19:00:19.000000Z",
  ])
  func `50,000 events at one time are all kept, found again, and take no long time`(
    time: String
  ) throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", Self.events(50_000, received: time))
    let clock = ContinuousClock()
    let took = try clock.measure {
      let report = try test.ingest("x.log")
      #expect(Counts(report) == Counts(events: 50_000, requests: 50_000))
    }
    #expect(took < .seconds(20))
    #expect(try Rows(test) == Rows(events: 50_000, requests: 50_000))
    let copies = Self.events(50_001, received: time).split(separator: "\n")
    let some = copies.indices.filter { $0 % 20 == 0 }.map { copies[$0] + "\n" }
    try test.scratch.write("y.log", some.reversed().joined())
    let again = try test.ingest("y.log")
    #expect(Counts(again) == Counts(events: 1, requests: 1, duplicates: 2500))
    #expect(
      try CaseDump.rows(test.path, "SELECT count(*) FROM events WHERE time NOT LIKE '%19:00:19%'")
        == ["0"])
  }

  @Test func `a crowded microsecond merges stages and copies of any precision`() throws {
    let test = try IngestCase()
    let fine = "2026-11-23T19:00:19.000000Z"
    let complete = Self.events(5000, received: fine)
    let received = complete.replacing("ResponseComplete", with: "RequestReceived")
    try test.scratch.write("a.log", received + complete)
    try test.scratch.write("b.log", complete + received)
    for (index, digits) in [3, 0].enumerated() {
      try test.scratch.write(
        "c\(index).log", cut(Array((complete + received).utf8), toDigits: digits))
    }
    try test.ingest("a.log")
    for name in ["b.log", "c0.log", "c1.log"] {
      #expect(try Counts(test.ingest(name)) == Counts(duplicates: 10_000), "\(name)")
    }
    #expect(try Rows(test) == Rows(events: 10_000, requests: 5000))
    #expect(
      try CaseDump.rows(test.path, "SELECT stage, count(*) FROM requests GROUP BY 1")
        == ["ResponseComplete|5000"])
    try test.expectSound()
  }

  /// How the events of one audit ID differ.
  enum Sameness: CaseIterable {
    case otherURIs, otherStageTimes, otherRequestsWithoutTime, otherStageTimesWithoutTime

    func event(_ number: Int) -> SampleEvent {
      SampleEvent(SampleEvent.id(0)) { event in
        let isUndated = self == .otherRequestsWithoutTime || self == .otherStageTimesWithoutTime
        event.received = isUndated ? nil : "2026-11-23T19:00:19Z"
        switch self {
        case .otherURIs, .otherRequestsWithoutTime: event.uri = "/api/v1/pods/\(number)"
        case .otherStageTimes, .otherStageTimesWithoutTime:
          let second = 10 + number / 100 % 50
          event.reached = "2026-11-23T19:\(10 + number / 5000):\(second).\(100 + number % 100)Z"
        }
      }
    }

    var requests: Int { self == .otherRequestsWithoutTime ? 5000 : 1 }
  }

  @Test(arguments: Sameness.allCases)
  func `a client that gives all its requests one audit ID does not hold an ingest up`(
    _ sameness: Sameness
  ) throws {
    let test = try IngestCase()
    let lines = (0..<5000).map { sameness.event($0).line }
    try test.scratch.write("x.log", lines.joined())
    try test.scratch.write("y.log", lines.reversed().joined())
    let start = ContinuousClock.now
    try test.ingest("x.log")
    let requests = sameness.requests
    let rows = Rows(events: 5000, requests: requests, conflicts: 5000 - requests)
    #expect(try Rows(test) == rows)
    #expect(try Counts(test.ingest("y.log")) == Counts(duplicates: 5000))
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(try Rows(test) == rows)
    try test.expectSound()
  }

  /// Times as logged, and as the views show them.
  private static let times = [
    ("1601-01-01T00:00:00.000000Z", nil), ("1827-12-31T23:59:59.999999Z", nil),
    ("1828-01-01T00:00:00.000000Z", "1828-01-01T00:00:00.000000Z"),
    ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
    ("1969-12-31T23:59:58.9Z", "1969-12-31T23:59:58.9Z"),
    ("1969-12-31T23:59:58Z", "1969-12-31T23:59:58Z"),
    ("2111-12-31T23:59:59.999999Z", "2111-12-31T23:59:59.999999Z"),
    ("2112-01-02T00:00:00.000000Z", nil), ("9999-12-31T23:59:59.999999Z", nil),
    ("yesterday", nil), ("2026-13-01T00:00:00Z", nil), ("", nil),
  ]

  @Test func `events at odd times are kept, and their texts where no column can hold them`() throws
  {
    let test = try IngestCase()
    let events = Self.times.enumerated().map { index, time in
      SampleEvent(SampleEvent.id(index)) { event in
        event.received = time.0
        event.reached = time.0
      }.line
    }
    try test.scratch.write("x.log", events.joined())
    let count = Int64(events.count)
    #expect(try Counts(test.ingest("x.log")) == Counts(events: count, requests: count))
    let rows = try CaseDump.rows(
      test.path,
      """
      SELECT coalesce(time, '-'), coalesce(stage_time, '-'),
      coalesce((SELECT time FROM event_text t WHERE t.event_id = e.event_id), '-')
      FROM events e ORDER BY audit_id
      """)
    let expected = Self.times.map { logged, shown in
      // The time of a stage is shown whatever its year.
      "\(shown ?? "-")|\(logged)|\(shown == nil ? logged : "-")"
    }
    #expect(rows == expected)
    let status = try test.status()
    #expect(status.first == -4_481_136_000_000_000)
    #expect(status.last == 4_481_049_599_999_999)
    let again = try test.ingest("x.log") { $0.cluster = "" }
    #expect(Counts(again) == Counts(duplicates: count))
    try test.scratch.write("y.log", events.reversed().joined())
    #expect(try Counts(test.ingest("y.log")) == Counts(duplicates: count))
    try test.expectSound()
  }

  @Test func `tiny events that fill a block many times over are all kept`() throws {
    // More of them wait in one block than the window of recent rows holds.
    let test = try IngestCase()
    let text = (0..<80_000).map { "{\"auditID\":\"\(String($0, radix: 36))\",\"verb\":\"\"}" }
    try test.scratch.write("x.log", text.joined())
    #expect(try Counts(test.ingest("x.log")) == Counts(events: 80_000, requests: 80_000))
    try test.scratch.write("y.log", text.reversed().joined(separator: "\n"))
    #expect(try Counts(test.ingest("y.log")) == Counts(duplicates: 80_000))
  }
}
