import CaseStore
import Foundation
import TestSupport
import Testing

@testable import LogIngest

/// Legacy text: lines of words instead of JSON.
@Suite struct LegacyTextTests {
  private static let line = """
    2017-06-20T21:33:21.412112345Z AUDIT: id="c939d2a7-1c37-4ef1-b2f7-4ba9b1e43b53" \
    stage="ResponseComplete" ip="127.0.0.1" method="get" user="system:admin" \
    groups="\\"system:masters\\",\\"system:authenticated\\"" as="<self>" asgroups="<lookup>" \
    user-agent="kubectl" namespace="<none>" uri="/api/v1/nodes/n1" response="200"
    """

  private func row(_ text: String) throws -> (IngestCase, IngestReport, [String]) {
    let test = try IngestCase()
    try test.scratch.write("audit.log", text)
    let report = try test.ingest("audit.log")
    #expect(report.addsUp)
    try test.expectSound()
    let rows = try CaseDump.rows(
      test.path,
      """
      SELECT audit_id || coalesce(' ' || time, '') || coalesce(' ' || stage, '')
      || coalesce(' ' || verb, '') || coalesce(' ' || user, '') || coalesce(' ' || resource, '')
      || coalesce(' ' || name, '') || coalesce(' ' || code, '') || ' ' || byte_offset || ' '
      || byte_length || ' ' || line FROM events ORDER BY byte_offset
      """)
    return (test, report, rows)
  }

  private static let id = "c939d2a7-1c37-4ef1-b2f7-4ba9b1e43b53"

  @Test func `a line is an event, and lies where its time begins`() throws {
    let (test, _, rows) = try row("\(Self.line)\n")
    #expect(
      rows == [
        "\(Self.id) 2017-06-20T21:33:21.412112Z ResponseComplete get system:admin nodes n1 200 0 "
          + "\(Self.line.utf8.count) 1"
      ])
    let groups = try CaseDump.rows(test.path, "SELECT user_groups FROM events")
    #expect(groups == [#"["system:masters","system:authenticated"]"#])
    let text = EventExtractor.textOf(Self.line)
    #expect(text.hasPrefix(#"{"AUDIT:":"2017-06-20T21:33:21.412112345Z","id":"c939"#))
  }

  @Test(arguments: [
    ("syslog-3164 + legacy-text", "Jun 20 21:33:21 host kube-apiserver[123]: "),
    ("cri + legacy-text", "2026-11-23T19:00:00.000000000Z stdout F "),
    ("grep + legacy-text", "audit.log:12:"),
  ])
  func `a prefix is told from the line`(_ format: String, _ prefix: String) throws {
    let (test, report, rows) = try row("\(prefix)\(Self.line)\n\(prefix)no event\n")
    #expect(Counts(report) == Counts(events: 1, requests: 1, rejected: 1))
    #expect(rows.first?.contains(" get system:admin nodes n1 200 ") == true)
    #expect(try test.status().sources.map(\.format) == [format])
  }

  @Test func `a line lies in a record as an event does`() throws {
    let record =
      "{\"log\":\(Wrapping.string(Self.line + "\n")),\"stream\":\"stdout\",\"time\":\"t\"}"
    let (test, report, rows) = try row("\(record)\n")
    #expect(Counts(report) == Counts(events: 1, requests: 1))
    #expect(rows.first?.hasSuffix(" 200 0 \(record.utf8.count) 1") == true)
    #expect(try test.status().sources.map(\.format) == ["docker-json-file + legacy-text"])
  }

  @Test func `wherever a line is cut, what came before is salvaged or rejected`() throws {
    let whole = Self.line
    for length in stride(from: 1, to: whole.utf8.count, by: 7) {
      let cut = String(decoding: Array(whole.utf8).prefix(length), as: UTF8.self)
      let (_, report, rows) = try row("\(SampleEvent(SampleEvent.id(1)).line)\(cut)\n")
      #expect(report.tally.rejected == 1, "\(cut)")
      #expect(
        report.tally.bytesRejected + report.tally.bytesSalvaged + report.tally.bytesOther
          == Int64(cut.utf8.count + 2), "\(cut)")
      if cut.contains("method=\"get\"") { #expect(rows.count == 2, "\(cut)") }
    }
  }

  @Test func `a line torn into another is read, and the other as far as it goes`() throws {
    let second = Self.line.replacing(Self.id, with: SampleEvent.id(2))
    let start = try #require(Self.line.range(of: "admin"))
    let torn = Self.line[..<start.lowerBound] + second
    let (_, report, rows) = try row("\(torn)\n")
    #expect(report.tally.events == 1)
    #expect(report.tally.salvaged == 1)
    #expect(rows.count == 2)
    #expect(rows.last?.hasPrefix(SampleEvent.id(2)) == true)
  }

  /// What a client chose to call itself, or to ask for.
  @Test(arguments: [
    "x AUDIT: id=", #"{"kind":"Event","auditID":"f","stage":"Panic","level":"Metadata"}"#,
    #"{\"auditID\":\"f\",\"stage\":\"Panic\"}"#, "\u{1}\n2017-06-20T21:33:21Z AUDIT: id=\"x\"",
  ])
  func `what a client wrote makes no event of its own`(_ agent: String) throws {
    var quoted = ""
    for scalar in agent.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\u{1}": quoted += "\\x01"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    let line = Self.line.replacing("\"kubectl\"", with: "\"\(quoted)\"")
    let (test, report, rows) = try row("\(line)\n")
    #expect(Counts(report) == Counts(events: 1, requests: 1))
    #expect(rows.first?.hasPrefix(Self.id) == true)
    let agents = try CaseDump.rows(test.path, "SELECT json_array(user_agent) FROM events")
    let decoded = try JSONDecoder().decode([String].self, from: Data(agents[0].utf8))
    #expect(decoded == [agent])
  }

  @Test func `a watch of an old server, and an answer without its request`() throws {
    let (_, report, rows) = try row(
      """
      I0620 21:33:21.1 audit.go:45] AUDIT: id="a" ip="::1" method="GET" user="alice" as="<self>" \
      namespace="prod" uri="/api/v1/namespaces/prod/pods?watch=1"
      2017-06-20T21:33:22+02:00 AUDIT: id="b" response="404"

      """)
    #expect(Counts(report) == Counts(events: 2, requests: 2))
    #expect(rows[0].hasPrefix("a RequestReceived watch alice pods"))
    #expect(rows[1].hasPrefix("b ResponseStarted 404 "))
  }

  /// One line that looks like very many, and very many in one stretch.
  @Test(arguments: [
    String(repeating: "AUDIT: id=\"", count: 300_000) + "\n",
    "{\"a\":\n" + String(repeating: "\(line)\n", count: 5_000),
    "{\"message\":\(Wrapping.string(String(repeating: "\(line)\n", count: 5_000)))}\n",
  ])
  func `many lines are read in a time that grows with their number`(text: String) throws {
    let event = SampleEvent(SampleEvent.id(1)).line
    let test = try IngestCase()
    try test.scratch.write("audit.log", event + text)
    let clock = ContinuousClock()
    let start = clock.now
    let report = try test.ingest("audit.log")
    #expect(report.addsUp)
    #expect(clock.now - start < .seconds(30))
  }

  @Test func `lines are found at the same places in whatever blocks they come`() throws {
    for seed in UInt64(0)..<6 {
      var generator = SeededGenerator(seed: seed)
      let events = NativeEvents.events(&generator)
      var text = Dialect.all[0].write(events)
      text.removeLast(generator.below(60))
      let bytes = Array(text.utf8)
      let expected = WrapperTests.places(bytes, block: bytes.count)
      for _ in 0..<3 {
        let block = 1 + generator.below(900)
        #expect(WrapperTests.places(bytes, block: block) == expected, "\(generator) \(block)")
      }
    }
  }
}

extension EventExtractor {
  fileprivate static func textOf(_ record: String) -> String {
    var extractor = EventExtractor()
    return String(decoding: extractor.text(in: Array(record.utf8), item: 0), as: UTF8.self)
  }
}
