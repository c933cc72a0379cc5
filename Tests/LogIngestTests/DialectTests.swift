import Foundation
import TestSupport
import Testing

@testable import LogIngest

/// What holds for events that are written in other words.
@Suite struct DialectTests {
  /// What the case says of each request's last stage.
  private func rows(_ test: IngestCase, _ columns: [String]) throws -> [String] {
    let pairs = columns.map { "'\($0)', \($0)" }.joined(separator: ", ")
    return try CaseDump.rows(
      test.path,
      "SELECT json_object(\(pairs)) FROM events e WHERE code IS NOT NULL ORDER BY audit_id")
  }

  @Test(arguments: Dialect.all, UInt64(0)..<6)
  func `ten events in other words give the same in every column that is kept`(
    _ dialect: Dialect, _ seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let events = NativeEvents.events(&generator, hasProxies: dialect.hasProxies)
    let columns = Dialect.columns.filter { !dialect.lost.contains($0) }
    let native = try IngestCase()
    try native.scratch.write("audit.log", events.map { NativeEvents.json($0) + "\n" }.joined())
    try native.ingest("audit.log")
    let test = try IngestCase()
    try test.scratch.write("audit.log", dialect.write(events))
    let report = try test.ingest("audit.log")
    #expect(report.addsUp)
    #expect(report.tally.rejected == 0)
    #expect(report.tally.requests == 10)
    let source = try test.status().sources[0]
    #expect(source.format == dialect.format)
    #expect(Set(source.notes) == Set(dialect.notes))
    let (found, expected) = (try rows(test, columns), try rows(native, columns))
    #expect(found.count == expected.count, "\(generator)")
    for (row, other) in zip(found, expected) { #expect(row == other, "\(generator)") }
    // Of some columns a part is kept.
    let inPart = ["stage", "stage_time", "time", "refused_by", "annotations"]
    for column in dialect.lost.subtracting(inPart) {
      let kept = try CaseDump.rows(
        test.path, "SELECT 1 FROM events WHERE \(column) IS NOT NULL")
      #expect(kept == [], "\(column)")
    }
    try test.expectSound()
  }
}
