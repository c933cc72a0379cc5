import Foundation
import TestSupport
import Testing

/// The program itself, killed while it takes evidence out.
@Suite struct PruneKillTests {
  private static func events(_ range: Range<Int>, user: String) -> String {
    range.map { number in
      SampleEvent(SampleEvent.id(number)) { event in
        event.user = number % 3 == 0 ? user : "alice"
        event.uri = "/api/v1/namespaces/prod/pods/web-\(number)"
        event.received = "2026-11-23T19:\(10 + number / 1000):19.\(100_000 + number)Z"
        event.reached = nil
      }.line
    }.joined()
  }

  /// A case of two logs that share half of their events.
  private static func overlapping() throws -> SpoorCase {
    let test = try SpoorCase("whole.db")
    let shared = events(2000..<4000, user: "bob")
    try test.scratch.write("a.log", events(0..<2000, user: "mallory-77") + shared)
    try test.scratch.write("b.log", shared + events(4000..<6000, user: "carol"))
    #expect(try test.ingest(["a.log", "b.log"]).tally?.duplicates == 2000)
    return test
  }

  /// Where the temporary case goes, so that what a kill leaves goes with the test.
  private static func temporary(_ test: SpoorCase) throws -> [String: String] {
    let folder = test.scratch.folder.appending(path: "tmp")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return ["TMPDIR": folder.path]
  }

  @Test func `a pruning killed at any moment has happened or not, and can be done again`() throws {
    let whole = try Self.overlapping()
    let environment = try Self.temporary(whole)
    let words = ["prune", "--source", "1", "--yes"]
    let before = try CaseDump(whole.path)
    let other = try SpoorCase("pruned.db", in: whole.scratch)
    try FileManager.default.copyItem(atPath: whole.path, toPath: other.path)
    let start = ContinuousClock.now
    #expect(try other.start(words, environment: environment).wait().status == 0)
    let took = (ContinuousClock.now - start) / .microseconds(1)
    let after = try CaseDump(other.path)
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    let seed = generator.description
    for round in 0..<10 {
      let test = try SpoorCase("killed-\(round).db", in: whole.scratch)
      try FileManager.default.copyItem(atPath: whole.path, toPath: test.path)
      let running = try test.start(words, environment: environment)
      usleep(UInt32(Double(generator.below(1000)) / 1000 * took))
      kill(running.process.processIdentifier, SIGKILL)
      let killed = try running.wait()
      let comment = "round \(round) of \(seed), ended with \(killed.status)"
      let verified = try test.run(["verify", "--deep"])
      #expect(verified.status == 0, "\(comment): \(verified.text)")
      let isDone = try CaseDump.rows(test.path, "SELECT count(*) FROM pruned") == ["1"]
      let dump = try CaseDump(test.path)
      #expect(dump.difference(from: isDone ? after : before) == nil, "\(comment)")
      let again = try test.start(words, environment: environment).wait()
      #expect(again.status == (isDone ? 1 : 0), "\(comment): \(again.stderr)")
      #expect(try CaseDump(test.path).difference(from: after) == nil, "\(comment)")
      #expect(try test.run(["verify", "--deep"]).status == 0, "\(comment)")
      let bytes = try Data(contentsOf: URL(filePath: test.path))
      #expect(bytes.range(of: Data("mallory-77".utf8)) == nil, "\(comment)")
      let beside = test.scratch.names.filter { $0.hasPrefix("killed-\(round).db-") }
      #expect(beside == [], "\(comment)")
    }
  }
}
