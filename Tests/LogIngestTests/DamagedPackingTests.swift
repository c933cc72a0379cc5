import CaseStore
import Foundation
import LogBytes
import LogIngest
import TestSupport
import Testing

/// Records that have base64 of gzip in them, which is damaged.
@Suite struct DamagedPackingTests {
  private static let ids = (0..<60).map { SampleEvent.id($0) }
  private static let others = [SampleEvent(SampleEvent.id(100)), SampleEvent(SampleEvent.id(101))]

  /// What a log group's subscription sends, packed.
  private static func packed(_ ids: [String]) throws -> [UInt8] {
    let messages = ids.map { "{\"id\":\"3\",\"message\":\(Wrapping.string(SampleEvent($0).json))}" }
    let text =
      "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[\(messages.joined(separator: ","))]}"
    return try Command.filter("gzip", ["-nc"], Array(text.utf8))
  }

  private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  private static func record(_ string: String) -> String {
    "{\"awslogs\":{\"data\":\"\(string)\"}}"
  }

  /// What is rejected of a case.
  private struct Rejected: Equatable {
    var line: Int64
    var reason: RejectedRecord.Reason
    var text: String
  }

  private static func rejected(_ path: String) throws -> [Rejected] {
    var all: [Rejected] = []
    let stored = try RejectedRecords(path: path, byteLimit: 1 << 20)
    while let entry = try stored.next() {
      let text = String(decoding: entry.bytes ?? [], as: UTF8.self)
      all.append(Rejected(line: entry.record.line, reason: entry.record.reason, text: text))
    }
    return all
  }

  private func ingest(_ text: String) throws -> (IngestCase, IngestReport) {
    let test = try IngestCase()
    try test.scratch.write("export.log", text)
    let report = try test.ingest("export.log")
    #expect(report.addsUp)
    try test.expectSound()
    return (test, report)
  }

  /// A record, between two events.
  private func ingest(between record: String) throws -> (IngestCase, IngestReport) {
    try ingest("\(Self.others[0].line)\(record)\n\(Self.others[1].line)")
  }

  /// Damage at the end of a member, which leaves all events readable.
  private static let ends: [(name: String, damage: @Sendable ([UInt8]) -> [UInt8])] = [
    ("a wrong checksum", { $0.dropLast(8) + [1, 2, 3, 4] + $0.suffix(4) }),
    ("a wrong length", { $0.dropLast(4) + [1, 2, 3, 4] }),
    ("a cut checksum", { $0.dropLast(5) }),
    ("bytes behind it", { $0 + [7, 7, 7] }),
    ("a cut second member", { $0 + $0.prefix(12) }),
  ]

  @Test(arguments: ends.indices)
  func `damage behind the events is told, and the events are kept`(index: Int) throws {
    let bytes = Self.ends[index].damage(try Self.packed(Self.ids))
    let record = Self.record(Self.base64(bytes))
    let (test, report) = try ingest(between: record)
    let name = Self.ends[index].name
    #expect(
      Counts(report) == Counts(events: 62, requests: 62, rejected: 1), "\(name)")
    #expect(
      try Self.rejected(test.path) == [Rejected(line: 2, reason: .damagedGzip, text: record)],
      "\(name)")
    #expect(report.tally.bytesRejected == Int64(record.utf8.count), "\(name)")
  }

  @Test(arguments: [1, 2, 3])
  func `what comes before a cut is kept`(quarters: Int) throws {
    let bytes = try Self.packed(Self.ids)
    let cut = Array(bytes.prefix(bytes.count * quarters / 4))
    let plain = String(
      decoding: try Command.run("gzip", ["-dc"], input: cut).stdout, as: UTF8.self)
    let kept = Self.ids.filter { plain.contains(Wrapping.string(SampleEvent($0).json)) }
    #expect(kept.count < Self.ids.count)
    let record = Self.record(Self.base64(cut))
    let (test, report) = try ingest(between: record)
    #expect(report.tally.events == Int64(kept.count + 2))
    #expect(report.tally.salvaged <= 1)
    #expect(
      try Self.rejected(test.path) == [Rejected(line: 2, reason: .damagedGzip, text: record)])
    let ids = try CaseDump.rows(test.path, "SELECT audit_id FROM events")
    #expect(Set(kept).isSubset(of: ids))
  }

  @Test func `a record of which nothing can be read says why`() throws {
    let bytes = try Self.packed(Self.ids)
    let texts = [
      Self.base64(Array(bytes.prefix(30))),
      // No base64 any more.
      "H4sI" + Self.base64(bytes).dropFirst(4).replacing("A", with: "*"),
    ]
    for text in texts {
      let record = Self.record(text)
      let (test, report) = try ingest(between: record)
      #expect(Counts(report) == Counts(events: 2, requests: 2, rejected: 1))
      #expect(
        try Self.rejected(test.path) == [Rejected(line: 2, reason: .damagedGzip, text: record)])
    }
  }

  @Test func `of many records in one, the damaged is rejected`() throws {
    let elements = try Self.ids.prefix(3).enumerated().map { index, id in
      let bytes = try Self.packed([id])
      return
        "{\"kinesis\":{\"data\":\"\(Self.base64(index == 1 ? bytes.dropLast(5) : bytes))\"}}"
    }
    let (test, report) = try ingest("{\"Records\":[\(elements.joined(separator: ","))]}\n")
    #expect(Counts(report) == Counts(events: 3, requests: 3, rejected: 1))
    #expect(
      try Self.rejected(test.path) == [Rejected(line: 1, reason: .damagedGzip, text: elements[1])])
    #expect(report.tally.bytesEvents == Int64(elements[0].utf8.count + elements[2].utf8.count))
  }

  @Test func `bytes are counted once where events stand around the damage`() throws {
    let good = Wrapping.string(SampleEvent(Self.ids[0]).json)
    let bad = Self.base64(try Self.packed([Self.ids[1]]).dropLast(5))
    let inner = "{\"data\":\"\(bad)\"}"
    // The place of the first is all of the record, that of the damage a part.
    let line = "{\"log\":\(good),\"list\":[\(inner),{\"a\":1}]}"
    // A part of an object that breaks off.
    let record = Self.record(Self.base64(try Self.packed([Self.ids[2]]).dropLast(5)))
    let cut = "{\"a\":\(record),\"x\":"
    let (test, report) = try ingest("\(line)\n\(cut)\n\(Self.others[0].line)")
    #expect(Counts(report) == Counts(events: 4, requests: 4, rejected: 4))
    #expect(
      try Self.rejected(test.path) == [
        Rejected(line: 1, reason: .damagedGzip, text: inner),
        Rejected(line: 2, reason: .truncated, text: "{\"a\":"),
        Rejected(line: 2, reason: .damagedGzip, text: record),
        Rejected(line: 2, reason: .truncated, text: ",\"x\":"),
      ])
    #expect(report.tally.bytesRejected == Int64(inner.utf8.count + cut.utf8.count))
  }

  @Test func `lines that are parts of a damaged record are rejected`() throws {
    let bad = Self.record(Self.base64(try Self.packed([Self.ids[0]]).dropLast(5)))
    let halves = [bad.prefix(60), bad.dropFirst(60)]
    let lines = halves.enumerated().map { index, half in
      "2026-11-23T19:00:00.000000000Z stdout \(index == 0 ? "P" : "F") \(half)"
    }
    let (test, report) = try ingest(between: lines.joined(separator: "\n"))
    #expect(Counts(report) == Counts(events: 3, requests: 3, rejected: 2))
    #expect(
      try Self.rejected(test.path)
        == lines.enumerated().map {
          Rejected(line: Int64($0.offset + 2), reason: .damagedGzip, text: $0.element)
        })
  }
}
