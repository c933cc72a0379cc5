import CaseStore
import Foundation
import LogIngest
import TestSupport
import Testing

/// Runs that end before their time, within this process; the tests of the
/// program kill it.
@Suite struct AbortTests {
  /// Writes files of several shapes, each of more than one block.
  private static func write(to scratch: Scratch) throws -> [String] {
    func events(_ range: Range<Int>, stages: [String] = ["ResponseComplete"]) -> [String] {
      range.flatMap { number in
        stages.map { stage in
          SampleEvent(SampleEvent.id(number)) { event in
            event.stage = stage
            event.received = "2026-11-23T19:00:19.\(String(format: "%06d", number))Z"
            let filler = String(repeating: "\(number) ", count: 900)
            event.more = ",\"annotations\":{\"filler\":\"\(filler)\"}"
          }.json
        }
      }
    }
    let lines = events(0..<300, stages: ["RequestReceived", "ResponseComplete"])
    let torn = lines.enumerated().map { index, line in
      index % 97 == 0 ? String(line.dropLast(300)) : line
    }
    let items = events(250..<700).joined(separator: ",")
    let packed = try Command.filter(
      "gzip", ["-c"], Array(events(650..<1000).joined(separator: "\n").utf8))
    try scratch.write("a.log", lines.joined(separator: "\n"))
    try scratch.write("b.log", torn.joined(separator: "\n") + "\n{\"cut")
    try scratch.write("c.json", "{\"kind\":\"EventList\",\"items\":[\(items)]}")
    try scratch.write("d.log.gz", packed)
    try scratch.write("e.txt", String(repeating: "no event here at all\n", count: 60_000))
    return ["a.log", "b.log", "c.json", "d.log.gz", "e.txt"]
  }

  /// Says to stop from some call on.
  private static func stopping(at stop: Int) -> () -> Bool {
    var seen = 0
    return {
      seen += 1
      return seen >= stop
    }
  }

  @Test func `a run stopped after any block, and begun again, ends like one that was not`() throws {
    let undisturbed = try IngestCase("whole.db")
    let names = try Self.write(to: undisturbed.scratch)
    try undisturbed.ingest(names)
    let whole = try undisturbed.dump()
    let tallies = try undisturbed.status().sources.map(\.tally)
    var stop = 0
    while true {
      stop += 1
      let test = try IngestCase("stopped-\(stop).db", in: undisturbed.scratch)
      let first = try test.ingest(
        names, change: { $0.commitEvents = 1 }, isCancelled: Self.stopping(at: stop))
      guard first.notices.contains(.cancelled) else { break }
      let rows = try Rows(test)
      #expect(first.addsUp, "stopped after \(stop)")
      #expect(rows == Rows(events: Int(first.tally.events), requests: Int(first.tally.requests)))
      #expect(!first.notices.contains(.noEvents), "stopped after \(stop)")
      try test.expectSound("stopped after \(stop)", isDeep: stop % 3 == 0)
      let second = try test.ingest(names, change: { $0.commitEvents = 1000 })
      #expect(second.addsUp, "stopped after \(stop)")
      #expect(try test.dump().difference(from: whole) == nil, "stopped after \(stop)")
      #expect(try test.status().sources.map(\.tally) == tallies, "stopped after \(stop)")
      try test.expectSound("stopped after \(stop), then whole", isDeep: stop % 3 == 1)
    }
    #expect(stop > 15)
  }

  @Test func `runs stopped again and again get through`() throws {
    let undisturbed = try IngestCase("whole.db")
    let names = try Self.write(to: undisturbed.scratch)
    try undisturbed.ingest(names)
    let test = try IngestCase("stopped.db", in: undisturbed.scratch)
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    let seed = generator.description
    for _ in 0..<100 {
      let stop = Self.stopping(at: 3 + generator.below(4))
      let report = try test.ingest(names, isCancelled: stop)
      if !report.notices.contains(.cancelled) { break }
    }
    #expect(try test.dump().difference(from: undisturbed.dump()) == nil, "\(seed)")
    try test.expectSound(seed)
  }
}
