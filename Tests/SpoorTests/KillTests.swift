import Foundation
import TestSupport
import Testing

/// The program itself, killed while it ingests.
///
/// `.ci/kill-loop` does it more often, and with more.
@Suite(.enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"))
struct KillTests {
  /// Writes a log of real events several times over, each time with audit IDs
  /// of its own.
  private func writeLogs(to scratch: Scratch) throws -> [String] {
    let folder = "recorded/shop-benign"
    let text = try Corpora.files(folder, endingIn: [".log.gz", "audit.log"]).flatMap {
      try Corpora.read($0)
    }
    var names: [String] = []
    for copy in 0..<2 {
      let bytes = renamed(text, Array("\(copy)000".utf8))
      let isPacked = copy == 1
      names.append(isPacked ? "\(copy).log.gz" : "\(copy).log")
      try scratch.write(
        names[copy], isPacked ? Command.filter("gzip", ["-1", "-c"], bytes) : bytes)
    }
    return names
  }

  /// Puts other digits at the start of every audit ID.
  private func renamed(_ text: [UInt8], _ digits: [UInt8]) -> [UInt8] {
    let key = "\"auditID\":\""
    var bytes = text
    for offset in offsets(of: key, in: text) {
      for (index, digit) in digits.enumerated() { bytes[offset + key.utf8.count + index] = digit }
    }
    return bytes
  }

  @Test func `a run killed at any moment and started again ends like one that was not`() throws {
    let whole = try SpoorCase("whole.db")
    let names = try writeLogs(to: whole.scratch)
    let start = ContinuousClock.now
    let undisturbed = try #require(try whole.ingest(names).tally)
    let took = (ContinuousClock.now - start) / .milliseconds(1)
    #expect(undisturbed.events == 2 * 12_665)
    #expect(undisturbed.requests == 2 * 6183)
    let expected = try CaseDump(whole.path)
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    let seed = generator.description
    for round in 0..<10 {
      let test = try SpoorCase("killed-\(round).db", in: whole.scratch)
      let running = try test.start(["ingest"] + names)
      usleep(UInt32(Double(generator.below(1000)) * took))
      kill(running.process.processIdentifier, SIGKILL)
      let killed = try running.wait()
      let comment = "round \(round) of \(seed), ended with \(killed.status)"
      // Who asks first gets what was committed, not pages half written.
      if try test.run(["status"]).status == 0 {
        #expect(try CaseDump.rows(test.path, "PRAGMA integrity_check") == ["ok"], "\(comment)")
        let journal = test.path + "-journal"
        #expect(!FileManager.default.fileExists(atPath: journal), "\(comment)")
      }
      let after = try test.ingest(names)
      #expect(after.status == 0, "\(comment): \(after.stderr)")
      #expect(after.tally?.addsUp == true, "\(comment)")
      #expect(try CaseDump(test.path).difference(from: expected) == nil, "\(comment)")
      let verified = try test.run(["verify"])
      #expect(verified.status == 0, "\(comment): \(verified.text)")
      #expect(!test.scratch.names.contains { $0.hasPrefix("killed-\(round).db-") }, "\(comment)")
    }
  }
}
