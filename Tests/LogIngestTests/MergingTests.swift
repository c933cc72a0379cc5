import CaseStore
import Foundation
import LogIngest
import TestSupport
import Testing

/// Copies, contradictions and the stages of a request.
@Suite struct MergingTests {
  private static let id = SampleEvent.id(7)

  /// Ingests files of events, one run a file.
  private func ingest(_ files: [[SampleEvent]]) throws -> (IngestCase, IngestReport) {
    let test = try IngestCase()
    let reports = try files.enumerated().map { index, events in
      try test.scratch.write("\(index).log", events.map(\.line).joined())
      return try test.ingest("\(index).log")
    }
    #expect(reports.map(\.addsUp) == reports.map { _ in true })
    return (test, try #require(reports.last))
  }

  /// In what a copy may contradict.
  enum Difference: CaseIterable {
    case user, uri, verb, address, reached

    func apply(to event: inout SampleEvent) {
      switch self {
      case .user: event.user = "mallory"
      case .uri: event.uri = "/api/v1/pods"
      case .verb: event.verb = "list"
      case .address: event.address = "198.51.100.23"
      case .reached: event.reached = "2026-11-23T19:00:20.000000Z"
      }
    }
  }

  @Test(arguments: Difference.allCases)
  func `a copy that contradicts is kept, counted, and no request of its own`(
    difference: Difference
  ) throws {
    let (event, other) = (SampleEvent(Self.id), SampleEvent(Self.id, difference.apply))
    let (apart, second) = try ingest([[event], [other]])
    #expect(Counts(second) == Counts(events: 1, conflicts: 1))
    #expect(try Rows(apart) == Rows(events: 2, requests: 1, conflicts: 1))
    let (together, _) = try ingest([[event, other]])
    #expect(try Rows(together) == Rows(events: 2, requests: 1, conflicts: 1))
    let (again, third) = try ingest([[event, other], [other, event, other]])
    #expect(Counts(third) == Counts(duplicates: 3))
    #expect(try Rows(again) == Rows(events: 2, requests: 1, conflicts: 1))
    try again.expectSound()
  }

  @Test func `what shippers change of a copy makes it no other event`() throws {
    let event = SampleEvent(Self.id) { $0.more = ",\"annotations\":{\"a\":\"b\"}" }
    var copies = [SampleEvent(Self.id)]
    copies.append(
      SampleEvent(Self.id) { $0.more = ",\"annotations\":{\"a\":\"b\"},\"host\":\"m1\"" })
    copies.append(SampleEvent(Self.id) { $0.level = "default" })
    copies.append(SampleEvent(Self.id) { $0.reached = nil })
    let (test, last) = try ingest([[event], copies])
    #expect(Counts(last) == Counts(duplicates: 4))
    #expect(try Rows(test) == Rows(events: 1, requests: 1))
  }

  @Test func `the row points at the copy with more bodies, not at a longer text`() throws {
    let body =
      ",\"requestObject\":{\"kind\":\"Pod\",\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"b\"}]}}"
    func event(_ level: String, _ more: String) -> SampleEvent {
      SampleEvent(Self.id) { event in
        event.level = level
        event.verb = "create"
        event.more = more
      }
    }
    let full = event("Request", body)
    let shortened = event(
      "Request", ",\"requestObject\":{},\"note\":\"\(String(repeating: "x", count: 200))\"")
    let bare = event("Metadata", ",\"note\":\"\(String(repeating: "x", count: 200))\"")
    let unnamed = event("default", body + ",\"note\":\"x\"")
    for copies in [[full, shortened, bare, unnamed], [unnamed, bare, shortened, full]] {
      for files in [[copies], copies.map { [$0] }] {
        let (test, _) = try ingest(files)
        let row = "SELECT level, byte_length, (SELECT count(*) FROM body_container) FROM events"
        #expect(try CaseDump.rows(test.path, row) == ["Request|\(full.json.utf8.count)|1"])
        #expect(try test.status().levels.map(\.name) == ["Request"])
        try test.expectSound()
      }
    }
  }

  @Test func `a fuller copy that tells of a dry run makes the row one`() throws {
    let bare = SampleEvent(Self.id) { $0.verb = "delete" }
    let full = SampleEvent(Self.id) { event in
      event.verb = "delete"
      event.level = "Request"
      event.more = ",\"requestObject\":{\"kind\":\"DeleteOptions\",\"dryRun\":[\"All\"]}"
    }
    for files in [[[bare], [full]], [[bare, full]], [[full], [bare]]] {
      let (test, _) = try ingest(files)
      #expect(try CaseDump.rows(test.path, "SELECT dry_run FROM requests") == ["1"])
    }
  }

  @Test func `the same audit ID at another time is another request and no conflict`() throws {
    let other = SampleEvent(Self.id) { event in
      event.received = "2026-11-23T19:00:19.123457Z"
      event.user = "bob"
    }
    let (test, second) = try ingest([[SampleEvent(Self.id)], [other]])
    #expect(Counts(second) == Counts(events: 1, requests: 1))
    #expect(try Rows(test) == Rows(events: 2, requests: 2))
  }

  /// All orders of some things.
  private func orders<Element>(_ elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
      var rest = elements
      let first = rest.remove(at: index)
      return orders(rest).map { [first] + $0 }
    }
  }

  @Test func `stages in any order, in one file or several, are one request at its latest`() throws {
    let stages = [
      SampleEvent(Self.id) {
        $0.stage = "RequestReceived"; $0.code = nil
      },
      SampleEvent(Self.id) {
        $0.stage = "ResponseStarted"; $0.reached = "2026-11-23T19:00:19.125Z"
      },
      SampleEvent(Self.id),
    ]
    for order in orders(stages) {
      let copies = order + [order[0]]
      for files in [[copies], [[order[0]], [order[1], order[2], order[0]]], copies.map { [$0] }] {
        let (test, _) = try ingest(files)
        #expect(try Rows(test) == Rows(events: 3, requests: 1))
        #expect(
          try CaseDump.rows(test.path, "SELECT stage, code FROM requests")
            == ["ResponseComplete|200"])
        try test.expectSound()
      }
    }
  }

  @Test func `stages of different precision are one request at its latest`() throws {
    let stages = [
      SampleEvent(Self.id) {
        $0.stage = "RequestReceived"; $0.received = "2026-11-23T19:00:19Z"
      },
      SampleEvent(Self.id) {
        $0.stage = "ResponseStarted"; $0.received = "2026-11-23T19:00:19.123Z"
      },
      SampleEvent(Self.id),
    ]
    for order in orders(stages) {
      for files in [[order], order.map { [$0] }] {
        let (test, _) = try ingest(files)
        #expect(try Rows(test) == Rows(events: 3, requests: 1))
        #expect(try CaseDump.rows(test.path, "SELECT stage FROM requests") == ["ResponseComplete"])
        try test.expectSound()
      }
    }
  }

  @Test func `contradictions beside other stages leave one latest stage`() throws {
    let events = [
      SampleEvent(Self.id) {
        $0.stage = "RequestReceived"; $0.code = nil
      },
      SampleEvent(Self.id), SampleEvent(Self.id) { $0.user = "mallory" },
      SampleEvent(Self.id) {
        $0.stage = "RequestReceived"; $0.user = "mallory"
      },
    ]
    for order in orders(events) {
      let (test, _) = try ingest([order])
      #expect(try Rows(test) == Rows(events: 4, requests: 1, conflicts: 2))
      #expect(try CaseDump.rows(test.path, "SELECT stage FROM requests") == ["ResponseComplete"])
    }
  }

  @Test func `stages that the schema does not know are told apart by their names`() throws {
    let events = ["Queued", "Judged"].map { stage in SampleEvent(Self.id) { $0.stage = stage } }
    for files in [[events + events], [events, events], [[events[0]], [events[1]], events]] {
      let (test, _) = try ingest(files)
      #expect(try Rows(test) == Rows(events: 2, requests: 1))
      #expect(
        try CaseDump.rows(test.path, "SELECT stage FROM events ORDER BY stage")
          == ["Judged", "Queued"])
    }
  }
}
