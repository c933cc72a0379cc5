import AuditEvents
import CaseStore
import Foundation
import LogBytes
import TestSupport
import Testing

@testable import LogIngest

/// What holds for every wrapper.
@Suite struct WrapperTests {
  /// Ten events, with what is hard to quote in them.
  static func events(_ generator: inout SeededGenerator) -> [String] {
    (0..<10).map { number in
      let strange = generator.pick([
        "web", "a\\\"b", "é\\u0026", "\\\\x{", "}\\n{\\\"", "a,b", "日本",
      ])
      return SampleEvent(SampleEvent.id(generator.below(1 << 30))) { event in
        event.received = "2026-11-23T19:00:\(10 + number).\(100_000 + generator.below(899_999))Z"
        event.reached = nil
        event.verb = generator.pick(["get", "list", "create", "delete"])
        event.user = "alice-\(strange)"
        event.uri = "/api/v1/namespaces/prod/pods?x={1}\\u0026y=\(strange)"
        event.level = generator.pick(["Metadata", "Request", "RequestResponse"])
        event.code = generator.pick([200, 403, 404, nil])
        event.more = ",\"requestObject\":{\"kind\":\"Pod\",\"spec\":{\"containers\":"
        event.more += "[{\"name\":\"c\",\"image\":\"i:\(strange)\"}]}}"
      }.json
    }
  }

  /// What the case says of events, but for where they lie.
  private func rows(_ test: IngestCase) throws -> [String] {
    try CaseDump.rows(
      test.path,
      """
      SELECT json_array(audit_id, time, stage_time, stage, level, verb, user, user_groups,
      source_ips, user_agent, resource, namespace, name, request_uri, code, outcome, decision,
      annotations, dry_run, conflict, (SELECT group_concat(image) FROM body_container b
      WHERE b.event_id = e.event_id)) FROM events e ORDER BY event_id
      """)
  }

  private func rows(of text: String, _ wrapping: Wrapping? = nil) throws -> [String] {
    let test = try IngestCase()
    try test.scratch.write("audit.log", text)
    let report = try test.ingest("audit.log")
    #expect(report.addsUp)
    #expect(report.tally.events == 10, "\(wrapping?.format ?? "native")")
    #expect(report.tally.rejected == 0)
    let formats = try test.status().sources.map(\.format)
    #expect(formats == [wrapping?.format ?? "audit.k8s.io"])
    try test.expectSound()
    return try rows(test)
  }

  @Test(arguments: Wrapping.all)
  func `ten events in every wrapper give the rows that they give without`(
    _ wrapping: Wrapping
  ) throws {
    var generator = SeededGenerator(seed: UInt64(wrapping.format.utf8.count))
    let events = Self.events(&generator)
    let expected = try rows(of: events.joined(separator: "\n"))
    let found = try rows(of: wrapping.wrap(events), wrapping)
    #expect(found == expected, "\(generator)")
  }

  /// Where events were found, however the bytes came.
  static func places(_ bytes: [UInt8], block: Int) -> [String] {
    var decoder = EvidenceDecoder(
      first: .init(actor: 1, operation: 1, object: 1, result: 1, client: 1), formats: .shipped)
    decoder.begin(resuming: FramingState(), maxRecord: 1 << 20)
    var places: [String] = []
    var accounted: Int64 = 0
    for start in stride(from: 0, to: bytes.count, by: block) {
      let end = min(bytes.count, start + block)
      let batch = decoder.decode(Array(bytes[start..<end]), isLast: end == bytes.count)
      places += batch.events.map { "\($0.offset) \($0.length) \($0.line) \($0.item)" }
      places += batch.rejected.map { "rejected \($0.offset) \($0.length) \($0.line)" }
      accounted += batch.otherBytes
      accounted += batch.events.reduce(0) { $0 + $1.length - $1.uncounted }
      accounted += batch.rejected.reduce(0) { $0 + ($1.isSalvaged ? 0 : $1.length) }
      #expect(accounted == batch.resume.offset || end == bytes.count)
    }
    #expect(accounted == Int64(bytes.count))
    return places.sorted()
  }

  @Test(arguments: Wrapping.all)
  func `events are found at the same places in whatever blocks they come`(
    _ wrapping: Wrapping
  ) throws {
    for seed in UInt64(0)..<4 {
      var generator = SeededGenerator(seed: seed)
      let bytes = Array(wrapping.wrap(Self.events(&generator)).utf8)
      let expected = Self.places(bytes, block: bytes.count)
      #expect(expected.count == 10)
      for _ in 0..<4 {
        let block = 1 + generator.below(2_000)
        #expect(Self.places(bytes, block: block) == expected, "\(generator) block \(block)")
      }
    }
  }

  /// Whether the damage ends there is known only when the next block has come.
  @Test func `a torn record before a block's border is salvaged like any other`() throws {
    let torn = SampleEvent("a").json.replacing("\"user\":", with: "\"user\"\n:oops")
    let bytes = Array("\(torn)\n\(SampleEvent("b").line)".utf8)
    let expected = Self.places(bytes, block: bytes.count)
    #expect(expected.contains("0 \(torn.utf8.count) 1 0"))
    for border in -1...2 {
      let block = torn.utf8.count + border
      #expect(Self.places(bytes, block: block) == expected, "block \(block)")
    }
    for block in [1, 2, 50] {
      #expect(Self.places(bytes, block: block) == expected, "block \(block)")
    }
  }

  @Test func `wrappers mixed in one file are all read and all named`() throws {
    let test = try IngestCase()
    var generator = SeededGenerator(seed: 7)
    var text = ""
    for wrapping in Wrapping.prefixes.prefix(8) + Wrapping.strings.prefix(8) {
      text += wrapping.wrap(Self.events(&generator)) + "\n"
    }
    try test.scratch.write("audit.log", text)
    let report = try test.ingest("audit.log")
    #expect(report.tally.events == 160)
    #expect(report.addsUp)
    let named = try test.status().sources[0].format.split(separator: ", ").map(String.init)
    let all = Wrapping.prefixes.prefix(8) + Wrapping.strings.prefix(8)
    #expect(Set(named) == Set(all.map(\.format)))
    try test.expectSound()
  }

  @Test func `a log entry of another program among records is rejected, not dropped`() throws {
    let test = try IngestCase()
    let event = Wrapping.string(SampleEvent(SampleEvent.id(1)).json)
    let klog = "{\"category\":\"kube-apiserver\",\"properties\":{\"log\":\"I0520 klog\"}}"
    try test.scratch.write(
      "audit.log", "{\"records\":[\(klog),{\"properties\":{\"log\":\(event)}}]}")
    let report = try test.ingest("audit.log")
    #expect(Counts(report) == Counts(events: 1, requests: 1, rejected: 1))
    #expect(report.tally.bytesRejected == Int64(klog.utf8.count))
    #expect(report.addsUp)
  }

  @Test func `the same events wrapped and by themselves are the same events`() throws {
    let test = try IngestCase()
    var generator = SeededGenerator(seed: 3)
    let events = Self.events(&generator)
    try test.scratch.write("a.log", Wrapping.strings[0].wrap(events))
    try test.scratch.write("b.log", events.joined(separator: "\n"))
    let report = try test.ingest("a.log", "b.log")
    #expect(Counts(report) == Counts(sources: 2, events: 10, requests: 10, duplicates: 10))
    try test.expectSound()
  }
}
