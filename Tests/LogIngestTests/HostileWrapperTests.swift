import CaseStore
import Foundation
import LogBytes
import LogIngest
import TestSupport
import Testing

/// Records that no honest program wrote, and very large ones.
@Suite struct HostileWrapperTests {
  private static let event = SampleEvent(SampleEvent.id(1))

  private func ingest(
    _ bytes: [UInt8], change: (inout IngestOptions) -> Void = { _ in }
  ) throws -> (IngestCase, IngestReport) {
    let test = try IngestCase()
    try test.scratch.write("audit.log", bytes)
    let report = try test.ingest("audit.log", change: change)
    #expect(report.addsUp)
    return (test, report)
  }

  @Test func `a line of 200 MiB is one rejected record, and what follows is read`() throws {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 200 << 20)
    let (test, report) = try ingest(long + Array("\n\(Self.event.line)".utf8))
    #expect(Counts(report) == Counts(events: 1, requests: 1, rejected: 1))
    #expect(report.tally.bytesRejected == Int64(long.count))
    #expect(try RejectedRecords(path: test.path, byteLimit: 9).next()?.record.line == 1)
  }

  @Test func `100,000 levels are walked, with an event below them or without`() throws {
    let depth = 100_000
    let objects = String(repeating: "{\"a\":", count: depth)
    let arrays = String(repeating: "[", count: depth)
    let ends = (String(repeating: "}", count: depth), String(repeating: "]", count: depth))
    let texts = [
      "{\"x\":\(objects)\(Self.event.json)\(ends.0)}",
      "{\"x\":\(arrays)\(Self.event.json)\(ends.1)}",
      "{\"x\":\(arrays)\(Wrapping.string(Self.event.json))\(ends.1)}",
    ]
    for text in texts {
      let (test, report) = try ingest(Array("\(text)\n".utf8))
      #expect(Counts(report) == Counts(events: 1, requests: 1))
      try test.expectSound()
    }
    let empty = try ingest(Array("{\"auditIDs\":\(objects)1\(ends.0)}\n".utf8)).1
    #expect(Counts(empty) == Counts(sources: 0, skipped: 1))
    let cut = try ingest(Array("\(Self.event.line){\"auditID\":\"a\",\"x\":\(objects)".utf8)).1
    #expect(Counts(cut) == Counts(events: 1, requests: 1, rejected: 1))
  }

  @Test func `strings in strings are followed a few times, and no further`() throws {
    for depth in [1, 5, 40] {
      var text = Self.event.json
      for _ in 0..<min(depth, 12) { text = "{\"message\":\(Wrapping.string(text))}" }
      let (_, report) = try ingest(Array("\(text)\n".utf8))
      #expect(report.tally.events == (depth <= 5 ? 1 : 0), "\(depth)")
    }
  }

  @Test func `events in an export of many megabytes on one line are all found`() throws {
    let count = 24_000
    let messages = (0..<count).map { number in
      "{\"timestamp\":1,\"message\":\(Wrapping.string(SampleEvent(SampleEvent.id(number)).json))}"
    }
    let text = Array("{\"events\":[\(messages.joined(separator: ","))]}\n".utf8)
    #expect(text.count > 14 << 20)
    let (test, report) = try ingest(text)
    #expect(report.tally.events == Int64(count))
    #expect(try test.status().sources.map(\.format) == ["eks-cloudwatch"])
  }

  /// A record with one member: base64 of gzip of so many MiB of zeros, and more.
  private static func bomb(_ sizes: [Int], behind text: String = "") throws -> String {
    var packed: [Int: String] = [:]
    for size in Set(sizes) {
      let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: size << 20)
      packed[size] = Data(try Command.filter("gzip", ["-nc"], bytes)).base64EncodedString()
    }
    let strings = try sizes.map { "{\"data\":\"\(try #require(packed[$0]))\"}" }
    return "[\(strings.joined(separator: ","))]"
  }

  @Test func `a record whose strings unpack to too much is rejected, its neighbours read`() throws {
    let others = [2, 3].map { SampleEvent(SampleEvent.id($0)) }
    let bombs = [
      "{\"x\":\(try Self.bomb([60, 60, 60, 60, 60, 60, 60, 60]))}\n",
      // An event is in the first string, and one beside them.
      "{\"x\":\(try Self.bomb([60, 70], behind: Self.event.line)),\"event\":\(others[0].json)}\n",
      "{\"x\":\(try Self.bomb([130]))}\n",
    ]
    let wrapped = "{\"log\":\(Wrapping.string(others[1].json))}\n"
    let text = bombs.map { $0 + wrapped }.joined()
    let (test, report) = try ingest(Array((text + Self.event.line).utf8))
    #expect(Counts(report) == Counts(events: 3, requests: 3, duplicates: 2, rejected: 4))
    var rejected: [RejectedRecord] = []
    let stored = try RejectedRecords(path: test.path, byteLimit: 9)
    while let entry = try stored.next() { rejected.append(entry.record) }
    #expect(rejected.map(\.reason) == Array(repeating: .tooLong, count: 4))
    #expect(rejected.map(\.line) == [1, 3, 3, 5])
    let bytes = bombs.reduce(0) { $0 + $1.utf8.count - 1 } - others[0].json.utf8.count
    #expect(report.tally.bytesRejected == Int64(bytes))
    try test.expectSound()
  }

  @Test func `many records that unpack to much are read one after another`() throws {
    let others = (2..<40).map { SampleEvent(SampleEvent.id($0)) }
    let bomb = "{\"x\":\(try Self.bomb([60]))}\n"
    let text = others.map { "\(bomb){\"log\":\(Wrapping.string($0.json))}\n" }.joined()
    let (test, report) = try ingest(Array((Self.event.line + text).utf8))
    #expect(Counts(report) == Counts(events: 39, requests: 39, rejected: 38))
    #expect(report.tally.bytesRejected == Int64(38 * (bomb.utf8.count - 1)))
    try test.expectSound()
  }

  @Test func `rows whose columns have very long names are rejected when they are too much`() throws
  {
    let names = (0..<500).map { "c\($0)\(String(repeating: "n", count: 1000))" }
    let header = (["auditID", "stage", "verb"] + names).joined(separator: ",")
    let cells = Array(repeating: "x", count: names.count).joined(separator: ",")
    let rows = (0..<280).map { "\(SampleEvent.id($0)),ResponseComplete,get,\(cells)\n" }
    let (test, report) = try ingest(Array("\(header)\n\(rows.joined())".utf8))
    #expect(report.tally.events > 200)
    #expect(report.tally.events + report.tally.rejected == 280)
    try test.expectSound()
  }

  /// An event with a member of another type, or of a strange value.
  private static let strange: [(key: String, from: String, to: String)] = [
    ("a number for the audit ID", "\"\(SampleEvent.id(1))\"", "12"),
    ("a number for the verb", "\"get\"", "7"),
    ("a Boolean for the stage", "\"ResponseComplete\"", "true"),
    ("an unknown stage", "ResponseComplete", "ResponseHalf"),
    ("an unknown level", "Metadata", "Some"),
    ("an unknown verb", "\"get\"", "\"frobnicate\""),
    ("a string for the code", "\"code\":200", "\"code\":\"200\""),
    ("an object for the code", "\"code\":200", "\"code\":{\"a\":1}"),
    ("a number for the user", "{\"username\":\"alice\"}", "3"),
    ("a list for the user", "{\"username\":\"alice\"}", "[\"alice\"]"),
    ("a string for the addresses", "[\"192.0.2.44\"]", "\"192.0.2.44\""),
    (
      "a number for the object", "{\"resource\":\"pods\",\"namespace\"",
      "{\"resource\":1,\"namespace\""
    ),
    ("a number for a time", "\"2026-11-23T19:00:19.123456Z\"", "1764000000"),
    ("a time before 1970", "2026-11-23T19:00:19", "1969-07-20T20:17:40"),
    ("a time long ago", "2026-11-23T19:00:19", "0001-01-01T00:00:00"),
    ("an audit ID that is no UUID", SampleEvent.id(1), "; rm -rf / 'é\\u0000"),
    ("a URI of a megabyte", "/web\"", "/\(String(repeating: "x", count: 1 << 20))\""),
    ("an agent of a megabyte", "kubectl/v1.35.0", String(repeating: "é", count: 1 << 19)),
  ]

  @Test(arguments: strange.indices)
  func `whatever stands in a field, the event is read, by itself and wrapped`(index: Int) throws {
    let (name, from, to) = Self.strange[index]
    let json = Self.event.json.replacing(from, with: to, maxReplacements: 1)
    #expect(json != Self.event.json, "\(name)")
    let (test, report) = try ingest(
      Array("\(json)\n{\"log\":\(Wrapping.string(json))}\n".utf8))
    #expect(Counts(report) == Counts(events: 1, requests: 1, duplicates: 1), "\(name)")
    try test.expectSound(name)
  }

  @Test func `what no server logs is kept as it is written`() throws {
    let agent = String(repeating: "é", count: 1 << 19)
    let strange = SampleEvent("; rm -rf / 'é") {
      ($0.stage, $0.level, $0.verb) = ("ResponseHalf", "Some", "frobnicate")
      ($0.received, $0.reached) = ("1969-07-20T20:17:40.123456Z", "0001-01-01T00:00:00.000000Z")
    }
    let json = strange.json.replacing("kubectl/v1.35.0", with: agent)
    #expect(json.utf8.count > 1 << 20)
    for text in [json, "{\"log\":\(Wrapping.string(json))}"] {
      let (test, report) = try ingest(Array("\(text)\n".utf8))
      #expect(Counts(report) == Counts(events: 1, requests: 1))
      let sql = """
        SELECT audit_id, stage, level, verb, time, stage_time, user_agent LIKE 'é%é%',
          length(user_agent) - length(replace(user_agent, 'é', '')) FROM events
        """
      #expect(
        try CaseDump.rows(test.path, sql) == [
          "; rm -rf / 'é|ResponseHalf|Some|frobnicate|1969-07-20T20:17:40.123456Z"
            + "|0001-01-01T00:00:00.000000Z|1|\(1 << 19)"
        ])
    }
  }

  @Test func `ten thousand groups are kept`() throws {
    let groups = (0..<10_000).map { "\"g\($0)\"" }.joined(separator: ",")
    let user = "{\"username\":\"alice\",\"groups\":[\(groups)]}"
    let json = Self.event.json.replacing("{\"username\":\"alice\"}", with: user)
    let (test, report) = try ingest(Array("\(json)\n".utf8))
    #expect(Counts(report) == Counts(events: 1, requests: 1))
    let sql = "SELECT json_array_length(user_groups) FROM events"
    #expect(try CaseDump.rows(test.path, sql) == ["10000"])
  }
}
