import AuditEvents
import CaseStore
import Foundation
import LogBytes
import TestSupport
import Testing

@testable import LogIngest

/// CSV files that are read by several runs.
@Suite struct ResumedTableTests {
  private static let ids = (0..<12).map { SampleEvent.id($0) }

  private static func field(_ text: String) -> String {
    "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// CSV files, each with as many events: a field that ends with a line feed, one
  /// of a file that nobody knows, and rows whose columns are an event's.
  private static let files: [(format: String, text: String)] = [
    (
      "aks-log-analytics-csv",
      "TenantId,log_s,pod_s\n"
        + ids.map { "t,\(field(SampleEvent($0).json + "\n")),p\n" }.joined()
    ),
    ("csv", "a,b\n" + ids.map { "t,\(field(SampleEvent($0).json + "\n"))\n" }.joined()),
    ("csv", "auditID,stage,verb\n" + ids.map { "\($0),ResponseComplete,get\n" }.joined()),
  ]

  private static func decoder(resuming state: FramingState) -> EvidenceDecoder {
    var decoder = EvidenceDecoder(
      first: .init(actor: 1, operation: 1, object: 1, result: 1, client: 1), formats: .shipped)
    decoder.begin(resuming: state, maxRecord: 1 << 20)
    return decoder
  }

  private static func places(_ batch: EventBatch) -> [String] {
    batch.events.map { "\($0.offset) \($0.length) \($0.line) \($0.item)" }
      + batch.rejected.map { "rejected \($0.offset) \($0.length) \($0.line)" }
  }

  @Test(arguments: files.indices)
  func `a run that goes on anywhere finds what an undisturbed one finds`(index: Int) {
    let bytes = Array(Self.files[index].text.utf8)
    var whole = Self.decoder(resuming: FramingState())
    let expected = Self.places(whole.decode(bytes, isLast: true)).sorted()
    #expect(expected.filter { !$0.hasPrefix("rejected") }.count == Self.ids.count)
    for cut in 1..<bytes.count {
      var first = Self.decoder(resuming: FramingState())
      let before = first.decode(Array(bytes[..<cut]), isLast: false)
      let state = before.resume
      let stored = FramingState(
        offset: state.offset, line: state.line, column: state.column,
        containers: state.containersText)
      #expect(stored == state)
      var second = Self.decoder(resuming: stored)
      let after = second.decode(Array(bytes[Int(state.offset)...]), isLast: true)
      let found = (Self.places(before) + Self.places(after)).sorted()
      guard found != expected || before.otherBytes + after.otherBytes < 0 else { continue }
      Issue.record("cut at \(cut): \(found.difference(from: expected))")
      return
    }
  }

  @Test(arguments: files.indices)
  func `a file that grows after a row, or in it, is read as one file`(index: Int) throws {
    let (format, text) = Self.files[index]
    let bytes = Array(text.utf8)
    let lines = bytes.indices.filter { bytes[$0] == 0x0A }
    for cut in [lines[3] + 1, lines[4] + 1] {
      let test = try IngestCase()
      try test.scratch.write("x.csv", Array(bytes[..<cut]))
      let first = try test.ingest("x.csv")
      try test.scratch.write("x.csv", bytes)
      let second = try test.ingest("x.csv")
      #expect(first.addsUp && second.addsUp)
      #expect(first.tally.events + second.tally.events == Int64(Self.ids.count), "\(cut)")
      // The first line of a file that nobody knows is not known for one.
      let rejected = try CaseDump.rows(
        test.path, "SELECT source_id, line, byte_length FROM rejected")
      #expect(rejected == (index == 1 ? ["1|1|3"] : []), "\(cut)")
      #expect(try test.status().sources.last?.format == format)
      try test.expectSound()
    }
  }
}
