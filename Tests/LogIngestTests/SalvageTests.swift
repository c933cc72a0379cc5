import CaseStore
import LogIngest
import TestSupport
import Testing

/// What is left of cut and torn events.
@Suite struct SalvageTests {
  private static let whole = SampleEvent(SampleEvent.id(1)) {
    $0.more = #","responseObject":{"kind":"Pod","spec":{"nodeName":"n"}}"#
  }.json
  private static let other = SampleEvent(SampleEvent.id(2)).json

  /// What a case holds: audit IDs in order, those of salvaged events marked.
  private func ids(_ test: IngestCase) throws -> [String] {
    try CaseDump.rows(
      test.path,
      """
      SELECT substr(audit_id, 36) || iif(flags & 4, ' salvaged', '') || iif(user IS NULL, '', ' ' ||
      user) FROM events JOIN event USING (event_id) ORDER BY 1
      """.replacing("audit_id", with: "events.audit_id"))
  }

  private func ingest(_ text: String, _ test: IngestCase? = nil) throws -> (IngestCase, Tally) {
    let test = try test ?? IngestCase()
    try test.scratch.write("audit.log", text)
    let report = try test.ingest("audit.log")
    #expect(report.addsUp)
    try test.expectSound()
    return (test, report.tally)
  }

  @Test func `an event cut anywhere is salvaged once its audit ID and level can be read`() throws {
    let bytes = Array(Self.whole.utf8)
    let readable = try #require(Self.whole.range(of: "\"stage\"")?.lowerBound)
    let needed = Self.whole[..<readable].utf8.count - 1
    for length in stride(from: 1, to: bytes.count, by: 13) {
      let cut = String(decoding: bytes[..<length], as: UTF8.self)
      let (test, tally) = try ingest("\(Self.other)\n\(cut)\n\(Self.other)\n")
      let isSalvaged = length >= needed
      #expect(tally.salvaged == (isSalvaged ? 1 : 0), "\(length)")
      #expect(tally.rejected == 1, "\(length)")
      #expect(tally.bytesRejected == (isSalvaged ? 0 : Int64(length)), "\(length)")
      #expect([tally.events, tally.duplicates] == [1, 1])
      let rejected = try RejectedRecords(path: test.path, byteLimit: 1 << 20)
      let entry = try rejected.next()
      #expect(entry?.bytes.map { String(decoding: $0, as: UTF8.self) } == cut, "\(length)")
      #expect(entry?.record.isSalvaged == isSalvaged)
      #expect(entry?.record.reason == .truncated)
    }
  }

  @Test func `the fields before the cut are there, and both times if they survived`() throws {
    let broken = Self.whole.replacing("\"nodeName\"", with: "\"node\u{1}Name\"")
    let (test, tally) = try ingest(broken + "\n")
    #expect(tally.salvaged == 1)
    #expect(tally.bytesSalvaged == Int64(broken.utf8.count))
    let rows = try CaseDump.rows(
      test.path, "SELECT audit_id, time, stage_time, verb, user, source_ip, code, name FROM events")
    #expect(
      rows == [
        "\(SampleEvent.id(1))|2026-11-23T19:00:19.123456Z|2026-11-23T19:00:19.130000Z|get|alice"
          + "|192.0.2.44|200|web"
      ])
  }

  @Test(arguments: [false, true])
  func `a part and its whole are one event, whichever comes first`(isPartFirst: Bool) throws {
    let test = try IngestCase()
    let part = String(Self.whole.prefix(500)) + "\n"
    let files = isPartFirst ? [part, Self.whole] : [Self.whole, part]
    for (index, text) in files.enumerated() {
      try test.scratch.write("\(index).log", text)
      #expect(try test.ingest("\(index).log").addsUp)
    }
    #expect(try ids(test) == ["1 alice"])
    try test.expectSound()
  }

  @Test func `a part at the end of a file goes when the rest has come`() throws {
    let cut = Self.other + "\n" + String(Self.whole.prefix(500))
    let (test, tally) = try ingest(cut)
    #expect([tally.events, tally.salvaged, tally.rejected] == [1, 1, 1])
    #expect(try ids(test) == ["1 salvaged alice", "2 alice"])
    try test.scratch.append("audit.log", Self.whole.utf8.dropFirst(500))
    let report = try test.ingest("audit.log")
    #expect(report.addsUp)
    #expect(report.tally.events == 1)
    #expect(try ids(test) == ["1 alice", "2 alice"])
    #expect(try test.status().sources.map(\.tally.salvaged) == [0])
    try test.expectSound()
  }

  @Test func `two servers that tear one line leave a part and a whole event`() throws {
    let (start, end) = (String(Self.whole.prefix(400)), String(Self.whole.dropFirst(400)))
    let (test, tally) = try ingest("\(start)\(Self.other)\n\(end)\n")
    #expect(try ids(test) == ["1 salvaged alice", "2 alice"])
    #expect([tally.events, tally.salvaged, tally.rejected] == [1, 1, 2])
  }

  @Test func `a message that CloudWatch cut is salvaged in its record`() throws {
    let cut = String(Self.whole.prefix(500)) + "[Truncated...]"
    let messages = [Self.other, cut].map { "{\"timestamp\":1,\"message\":\(Wrapping.string($0))}" }
    let (test, tally) = try ingest("{\"events\":[\(messages.joined(separator: ","))]}")
    #expect(try ids(test) == ["1 salvaged alice", "2 alice"])
    #expect(tally.bytesSalvaged == Int64(messages[1].utf8.count))
    #expect(try test.status().sources.map(\.format) == ["eks-cloudwatch"])
  }

  @Test func `an event that is too long is salvaged by its head`() throws {
    let long = Self.whole.replacing(
      "\"nodeName\":\"n\"", with: "\"x\":\"\(String(repeating: "x", count: 3 << 20))\"")
    let test = try IngestCase()
    try test.scratch.write("audit.log", "\(Self.other)\n\(long)\n\(Self.other)\n")
    let report = try test.ingest("audit.log") { $0.maxRecord = 1 << 20 }
    #expect(report.addsUp)
    #expect([report.tally.events, report.tally.duplicates, report.tally.salvaged] == [1, 1, 1])
    #expect(report.tally.bytesSalvaged == Int64(long.utf8.count))
    try test.expectSound()
  }

  @Test func `events cut at random keep all bytes accounted for`() throws {
    for seed in UInt64(0)..<40 {
      var generator = SeededGenerator(seed: seed)
      var bytes = Array(generator.pick(Wrapping.all).wrap(WrapperTests.events(&generator)).utf8)
      for _ in 0...generator.below(4) {
        let start = generator.below(bytes.count)
        bytes.removeSubrange(start..<min(bytes.count, start + generator.below(300)))
        bytes.insert(contentsOf: generator.pick(["", "\n", "\0", "{", "\""]).utf8, at: start)
      }
      let test = try IngestCase()
      try test.scratch.write("audit.log", bytes)
      let report = try test.ingest("audit.log")
      #expect(report.addsUp, "\(generator)")
      try test.expectSound("\(generator)")
    }
  }
}
