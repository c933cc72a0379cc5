import AuditEvents
import Foundation
import LogBytes
import TestSupport
import Testing

@testable import LogIngest

/// Exports that are one JSON document, longer than any record may be.
@Suite struct LongDocumentTests {
  private static let count = 80
  private static let maxRecord = 6 << 10

  /// Wrappers with arrays of records, and one document in each.
  private static let wrappings = (Wrapping.strings + Wrapping.objects).filter { wrapping in
    listed.contains(wrapping.format) && isDocument(wrapping.wrap(["{\"a\":1}", "{\"b\":2}"]))
  }
  private static let listed: Set<String> = [
    "aks-event-hub", "aks-log-analytics", "eks-cloudwatch", "eks-subscription", "eks-insights",
    "kinesis", "loki-api", "loki-grafana", "otlp", "pubsub", "elastic-search", "event-list",
  ]

  private static func isDocument(_ text: String) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil
  }

  /// Events with what is hard to quote in them, none alike.
  private static func events(_ generator: inout SeededGenerator) -> [String] {
    (0..<count / 10).flatMap { _ in WrapperTests.events(&generator) }
  }

  /// A document over several lines, as tools print it.
  private static func pretty(_ json: String) throws -> String {
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
    let data = try JSONSerialization.data(
      withJSONObject: value, options: [.prettyPrinted, .sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }

  private func rows(_ test: IngestCase) throws -> [String] {
    try CaseDump.rows(
      test.path,
      """
      SELECT json_array(audit_id, time, stage, level, verb, user, resource, namespace, name,
      request_uri, code, outcome) FROM events e ORDER BY event_id
      """)
  }

  @Test func `each of these wrappers has a document`() {
    #expect(Set(Self.wrappings.map(\.format)) == Self.listed)
  }

  @Test(arguments: wrappings)
  func `a document of any length is read element by element`(_ wrapping: Wrapping) throws {
    var generator = SeededGenerator(seed: 11)
    let events = Self.events(&generator)
    let document = wrapping.wrap(events)
    let native = try IngestCase()
    try native.scratch.write("audit.log", events.joined(separator: "\n"))
    try native.ingest("audit.log")
    let expected = try rows(native)
    #expect(expected.count == Self.count)
    for text in [document, document + "\n" + document, try Self.pretty(document)] {
      let test = try IngestCase()
      try test.scratch.write("audit.log", text)
      #expect(document.utf8.count > 4 * Self.maxRecord)
      let report = try test.ingest("audit.log") { $0.maxRecord = Self.maxRecord }
      #expect(report.addsUp)
      #expect(report.tally.rejected == 0)
      #expect(try rows(test) == expected)
      #expect(try test.status().sources.map(\.format) == [wrapping.format])
      try test.expectSound()
    }
  }

  /// Where events were found, however the bytes came, and whether it was
  /// resumed between two blocks.
  private func places(_ bytes: [UInt8], block: Int, isResumed: Bool = false) -> [String] {
    var decoder = Self.decoder()
    decoder.begin(resuming: FramingState(), maxRecord: Self.maxRecord)
    var places: [String] = []
    var (start, end) = (0, 0)
    while end < bytes.count {
      start = end
      end = min(bytes.count, start + block)
      let batch = decoder.decode(Array(bytes[start..<end]), isLast: end == bytes.count)
      places += batch.events.map { "\($0.offset) \($0.length) \($0.line) \($0.item)" }
      places += batch.rejected.map { "rejected \($0.offset) \($0.length) \($0.line)" }
      guard isResumed, end < bytes.count else { continue }
      let state = batch.resume
      let stored = FramingState(
        offset: state.offset, line: state.line, column: state.column,
        containers: state.containersText)
      #expect(stored == state)
      decoder = Self.decoder()
      decoder.begin(resuming: stored, maxRecord: Self.maxRecord)
      let again = Int(state.offset)
      let rest = decoder.decode(Array(bytes[again..<end]), isLast: false)
      #expect(rest.events.isEmpty && rest.rejected.isEmpty)
    }
    return places.sorted()
  }

  private static func decoder() -> EvidenceDecoder {
    EvidenceDecoder(
      first: .init(actor: 1, operation: 1, object: 1, result: 1, client: 1), formats: .shipped)
  }

  @Test(arguments: wrappings)
  func `elements are found at the same places in whatever blocks they come`(
    _ wrapping: Wrapping
  ) throws {
    for seed in UInt64(0)..<3 {
      var generator = SeededGenerator(seed: seed)
      let text = wrapping.wrap(Self.events(&generator))
      for document in [text, try Self.pretty(text)] {
        let bytes = Array(document.utf8)
        let expected = places(bytes, block: bytes.count)
        #expect(expected.count == Self.count)
        #expect(!expected.contains { $0.hasPrefix("rejected") })
        for isResumed in [false, true] {
          let block = 1 + generator.below(9_000)
          #expect(
            places(bytes, block: block, isResumed: isResumed) == expected,
            "\(generator) block \(block)")
        }
      }
    }
  }

  @Test(arguments: wrappings)
  func `a document that grew, cut anywhere before, ends like one read at once`(
    _ wrapping: Wrapping
  ) throws {
    var generator = SeededGenerator(seed: 5)
    let bytes = Array(wrapping.wrap(Self.events(&generator)).utf8)
    let expected = try IngestCase()
    try expected.scratch.write("x.log", bytes)
    try expected.ingest("x.log") { $0.maxRecord = Self.maxRecord }
    for _ in 0..<3 {
      let cut = bytes.count / 4 + generator.below(bytes.count / 2)
      let test = try IngestCase()
      try test.scratch.write("x.log", bytes[..<cut])
      let first = try test.ingest("x.log") { $0.maxRecord = Self.maxRecord }
      try test.scratch.append("x.log", bytes[cut...])
      let second = try test.ingest("x.log") { $0.maxRecord = Self.maxRecord }
      #expect([first.addsUp, second.addsUp] == [true, true], "cut \(cut)")
      #expect(try rows(test) == rows(expected), "cut \(cut)")
      try test.expectSound("cut \(cut)")
    }
  }

  @Test func `an event is no document, however long and whatever it holds`() throws {
    let filler = Wrapping.string(String(repeating: "x", count: 200))
    let inner = (0..<40).map { _ in "{\"message\":\(filler)}" }.joined(separator: ",")
    let long = SampleEvent(SampleEvent.id(99)) { event in
      event.more = ",\"requestObject\":{},\"events\":[\(inner)]"
    }
    let test = try IngestCase()
    try test.scratch.write("audit.log", "\(long.json)\n\(SampleEvent(SampleEvent.id(1)).line)")
    let report = try test.ingest("audit.log") { $0.maxRecord = Self.maxRecord }
    #expect(report.addsUp)
    #expect(Counts(report) == Counts(events: 1, requests: 1, rejected: 1))
    let found = try CaseDump.rows(test.path, "SELECT audit_id FROM events ORDER BY 1")
    #expect(found == [SampleEvent.id(1), SampleEvent.id(99)])
  }

  @Test func `what is no record in a long list is rejected, each by itself`() throws {
    let event = Wrapping.string(SampleEvent(SampleEvent.id(1)).json)
    let filler = Wrapping.string(String(repeating: "x", count: 2_000))
    let strays = ["17", "null", "\"text\"", "[1,[2]]", "{\"message\":\"klog\"}"]
    let elements =
      strays + ["{\"message\":\(event)}"] + (0..<5).map { _ in "{\"a\":\(filler)}" }
    let text = "{\"a\":{\"b\":[1]},\"events\":[\(elements.joined(separator: " ,\n"))],\"z\":[{}]}"
    let bytes = Array(text.utf8)
    let expected = places(bytes, block: bytes.count)
    #expect(expected.count { $0.hasPrefix("rejected") } == strays.count + 5)
    #expect(expected.count == strays.count + 6)
    for block in [1, 7, 100, 3_000] { #expect(places(bytes, block: block) == expected) }
    let test = try IngestCase()
    try test.scratch.write("audit.log", text)
    let report = try test.ingest("audit.log") { $0.maxRecord = Self.maxRecord }
    #expect(report.addsUp)
    try test.expectSound()
  }

  @Test func `lines that each open an array and never close it take no time`() throws {
    let lines = String(repeating: "[1,\n", count: 300_000)
    let text = "{\"data\":{\"result\":[{\"values\":[\n[\"1\",\"a\"],\n\(lines)!"
    let clock = ContinuousClock()
    let took = clock.measure {
      let bytes = Array(text.utf8)
      let found = places(bytes, block: 1 << 20)
      #expect(!found.isEmpty)
    }
    #expect(took < .seconds(20))
  }
}
