import CaseStore
import Foundation
import LogIngest
import TestSupport
import Testing

/// A process that is killed while it ingests, with many commits on the way.
@Suite(.enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"))
struct KillTests {
  @Test func `a process killed at any moment leaves a case that the next run completes`()
    async throws
  {
    let whole = try IngestCase("whole.db")
    let took = try whole.ingest(Shop.benign(), change: { $0.commitEvents = 500 }).seconds
    let expected = try whole.dump()
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    let seed = generator.description
    for round in 0..<6 {
      let test = try IngestCase("killed-\(round).db", in: whole.scratch)
      for _ in 0..<1 + generator.below(2) {
        let delay = Double(generator.below(1000)) / 1000 * took
        let files = try Shop.benign()
        await #expect(processExitsWith: .signal(SIGKILL)) {
          [path = test.path as String, files = files as [String], delay = delay as Double] in
          let thread = Thread {
            Thread.sleep(forTimeInterval: delay)
            kill(getpid(), SIGKILL)
          }
          thread.start()
          var options = IngestOptions(casePath: path, tool: "spoor test")
          options.commitEvents = 500
          _ = try Ingest.run(
            files, options, holder: "to be killed", progress: { _ in }, isCancelled: { false })
          // It was quick; the end is near all the same.
          while true { pause() }
        }
      }
      let report = try test.ingest(Shop.benign(), change: { $0.commitEvents = 700 })
      #expect(report.addsUp, "round \(round), \(seed)")
      #expect(try test.dump().difference(from: expected) == nil, "round \(round), \(seed)")
      try test.expectSound("round \(round), \(seed)", isDeep: round < 2)
    }
  }
}
