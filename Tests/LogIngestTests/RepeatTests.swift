import CaseStore
import Foundation
import LogIngest
import TestSupport
import Testing

/// The same evidence again, under whatever name.
@Suite struct RepeatTests {
  /// Two MiB of events, and a line that is none.
  static let log: [UInt8] = {
    var text = "no JSON\n"
    for number in 0..<3000 {
      let filler = String(repeating: "x\(number)", count: 40)
      text +=
        SampleEvent(SampleEvent.id(number)) { event in
          event.more = ",\"annotations\":{\"filler\":\"\(filler)\"}"
        }.line
    }
    return Array(text.utf8)
  }()

  /// How many blocks the log fills.
  private static let blocks = "\((log.count + (1 << 20) - 1) >> 20)"

  private func blockCount(_ test: IngestCase) throws -> [String] {
    try CaseDump.rows(test.path, "SELECT count(*) FROM block")
  }

  @Test func `a file ingested again adds nothing`() throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", Self.log)
    let first = try test.ingest("x.log")
    #expect(Counts(first) == Counts(events: 3000, requests: 3000, rejected: 1))
    let before = try test.dump()
    let second = try test.ingest("x.log")
    #expect(Counts(second) == Counts(duplicates: 3000, rejected: 1))
    #expect([first.addsUp, second.addsUp] == [true, true])
    #expect(second.bytesJSON == first.bytesJSON)
    #expect(second.head == first.head)
    #expect(try test.dump().difference(from: before) == nil)
    #expect(
      second.notices.contains(
        .alreadyKnown(path: test.scratch.path("x.log"), as: test.scratch.path("x.log"))))
  }

  @Test func `a log and its packed copy hold its events once and its blocks once`() throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", Self.log)
    try test.scratch.write("x.log.gz", Command.filter("gzip", ["-c"], Self.log))
    try test.scratch.write("x.log.zst", Command.filter("zstd", ["-c"], Self.log))
    let report = try test.ingest("x.log", "x.log.gz", "x.log.zst")
    #expect(
      Counts(report)
        == Counts(sources: 3, events: 3000, requests: 3000, duplicates: 6000, rejected: 3))
    #expect(report.addsUp)
    #expect(try Rows(test) == Rows(events: 3000, requests: 3000))
    #expect(try blockCount(test) == [Self.blocks])
    for source in 1...3 as ClosedRange<Int64> {
      let bytes = try EvidenceReader(path: test.path).bytes(
        source: source, offset: 0, length: Int64(Self.log.count))
      #expect(bytes == Self.log)
    }
    try test.expectSound()
  }

  @Test func `a renamed copy is the source that it is a copy of`() throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", Self.log)
    try test.ingest("x.log")
    try FileManager.default.moveItem(
      atPath: test.scratch.path("x.log"), toPath: test.scratch.path("y.log"))
    let report = try test.ingest("y.log")
    #expect(Counts(report) == Counts(duplicates: 3000, rejected: 1))
    #expect(
      report.notices == [
        .alreadyKnown(path: test.scratch.path("y.log"), as: test.scratch.path("x.log"))
      ])
    #expect(try test.status().sources.count == 1)
  }

  @Test func `a file named twice in one run is read once`() throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", Self.log)
    let report = try test.ingest("x.log", "x.log", "./x.log")
    #expect(Counts(report) == Counts(events: 3000, requests: 3000, rejected: 1))
  }

  @Test func `two copies in one run are two sources of the same events`() throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", Self.log)
    try test.scratch.write("y.log", Self.log)
    let report = try test.ingest("x.log", "y.log")
    #expect(
      Counts(report)
        == Counts(sources: 2, events: 3000, requests: 3000, duplicates: 3000, rejected: 2))
    #expect(try blockCount(test) == [Self.blocks])
    let again = try test.ingest("x.log", "y.log")
    #expect(Counts(again) == Counts(sources: 2, duplicates: 6000, rejected: 2))
    try test.expectSound()
  }

  @Test func `the same file of another cluster is that cluster's events`() throws {
    let test = try IngestCase()
    let path = try test.scratch.write("x.log", Self.log)
    try test.ingest("x.log") { $0.cluster = "east" }
    let report = try test.ingest("x.log") { $0.cluster = "west" }
    #expect(Counts(report) == Counts(events: 3000, requests: 3000, rejected: 1))
    #expect(report.notices == [.otherCluster(path: path, cluster: "east")])
    #expect(try Rows(test) == Rows(events: 6000, requests: 6000))
    #expect(
      try CaseDump.rows(test.path, "SELECT cluster, count(*) FROM events GROUP BY 1")
        == ["east|3000", "west|3000"])
    #expect(try blockCount(test) == [Self.blocks])
    let again = try test.ingest("x.log") { $0.cluster = "west" }
    #expect(Counts(again) == Counts(duplicates: 3000, rejected: 1))
    try test.expectSound()
  }

  @Test func `a file without events is no cluster's`() throws {
    let test = try IngestCase()
    try test.scratch.write("policy.yaml", "kind: Policy\n")
    try test.ingest("policy.yaml") { $0.cluster = "east" }
    let report = try test.ingest("policy.yaml") { $0.cluster = "west" }
    let others = report.notices.filter { if case .otherCluster = $0 { true } else { false } }
    #expect(others == [])
    #expect(report.skipped == 1)
  }

  @Test func `a file without events leaves its row only, however often`() throws {
    let test = try IngestCase()
    try test.scratch.write("process.log", "I1123 started\nI1123 ended\n")
    for _ in 0..<2 {
      let report = try test.ingest("process.log")
      #expect(Counts(report) == Counts(sources: 0, skipped: 1))
      #expect(report.addsUp)
      #expect(report.bytesSkipped == 26)
      #expect(report.notices.contains(.noEvents))
    }
    let left =
      "SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM rejected),"
      + "(SELECT count(*) FROM block), (SELECT count(*) FROM source_block)"
    #expect(try CaseDump.rows(test.path, left) == ["1|0|0|0"])
    try test.expectSound()
  }
}
