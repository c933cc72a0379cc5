import Foundation
import TestSupport
import Testing

/// Several processes at one case, killed ones, and disks that fill up.
@Suite struct ProcessTests {
  private static func events(_ range: Range<Int>) -> String {
    range.map { SampleEvent(SampleEvent.id($0)).line }.joined()
  }

  /// Waits until something holds, ten seconds at most.
  private func wait(until holds: () -> Bool) {
    for _ in 0..<1000 where !holds() { usleep(10_000) }
  }

  @Test func `the second of two ingests fails, names the first, and disturbs nothing`() throws {
    let test = try SpoorCase()
    try test.scratch.write("x.log", Self.events(0..<10))
    let pipe = Pipe()
    let first = try test.start(["ingest", "-"], input: pipe.fileHandleForReading)
    try pipe.fileHandleForWriting.write(contentsOf: Data(Self.events(10..<20).utf8))
    let lock = test.path + ".lock"
    wait { (try? Data(contentsOf: URL(filePath: lock)))?.isEmpty == false }
    let second = try test.ingest(["x.log"])
    #expect(second.status == 1)
    #expect(
      second.stderr.contains(
        "process \(first.process.processIdentifier) (spoor ingest) holds it"))
    try pipe.fileHandleForWriting.close()
    #expect(try first.wait().status == 0)
    #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM events") == ["10"])
    #expect(try test.ingest(["x.log"]).tally?.events == 10)
    #expect(test.scratch.names == ["case.db", "x.log"])
  }

  @Test func `a path that is not there makes no case, and adds nothing to one`() throws {
    let test = try SpoorCase()
    let wrong = try test.run(["ingest", "nowhere.log"])
    #expect(wrong.status == 1)
    #expect(wrong.stderr.contains("nowhere.log"))
    #expect(!wrong.text.contains("case.db"))
    #expect(test.scratch.names == [])
    try test.scratch.write("x.log", Self.events(0..<10))
    #expect(try test.ingest(["x.log", "nowhere.log"]).tally?.events == 10)
    #expect(try test.run(["ingest", "nowhere.log"]).status == 1)
    #expect(test.scratch.names == ["case.db", "x.log"])
  }

  @Test func `questions asked during an ingest get whole answers`() throws {
    let test = try SpoorCase()
    try test.scratch.write("x.log", Self.events(0..<10))
    #expect(try test.ingest(["x.log"]).status == 0)
    let pipe = Pipe()
    let running = try test.start(["ingest", "--verbose", "-"], input: pipe.fileHandleForReading)
    try pipe.fileHandleForWriting.write(contentsOf: Data(Self.events(10..<10_000).utf8))
    for _ in 0..<3 {
      let status = try test.run(["status", "--format", "json"])
      #expect(status.status == 0)
      #expect(status.text.contains("\"events\": 10,"))
      #expect(try test.run(["verify"]).status == 0)
      #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM events") == ["10"])
    }
    try pipe.fileHandleForWriting.close()
    #expect(try running.wait().status == 0)
    #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM events") == ["10000"])
    #expect(test.scratch.names == ["case.db", "x.log"])
  }

  @Test func `Ctrl-C leaves a whole case, and the same command goes on`() throws {
    let test = try SpoorCase()
    let pipe = Pipe()
    let running = try test.start(["ingest", "-"], input: pipe.fileHandleForReading)
    let text = Data(Self.events(0..<6000).utf8)
    try pipe.fileHandleForWriting.write(contentsOf: text.prefix(2_500_000))
    wait { FileManager.default.fileExists(atPath: test.path + "-wal") }
    usleep(300_000)
    running.process.interrupt()
    try? pipe.fileHandleForWriting.write(contentsOf: text.dropFirst(2_500_000))
    try? pipe.fileHandleForWriting.close()
    let outcome = try running.wait()
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("stopped before all was read"))
    #expect(test.scratch.names == ["case.db"])
    #expect(try test.run(["verify", "--deep"]).status == 0)
    try test.scratch.write("x.log", text)
    #expect(try test.ingest(["x.log"]).status == 0)
    #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM events") == ["6000"])
  }

  @Test func `two runs over the same files give identical cases`() throws {
    let scratch = try Scratch()
    try scratch.write("a.log", Self.events(0..<3000) + "noise\n")
    try scratch.write(
      "b.log.gz", Command.filter("gzip", ["-c"], Array(Self.events(2000..<5000).utf8)))
    let cases = try ["1.db", "2.db"].map { try SpoorCase($0, in: scratch) }
    let heads = try cases.map { try $0.ingest(["a.log", "b.log.gz"]).tally?.head }
    #expect(heads[0] == heads[1])
    let dumps = try cases.map { test in
      try Command.run(
        "sqlite3",
        [
          test.path,
          """
          SELECT * FROM events ORDER BY event_id; SELECT * FROM requests ORDER BY event_id;
          SELECT * FROM actor; SELECT * FROM operation; SELECT * FROM object; SELECT * FROM result;
          SELECT * FROM client; SELECT * FROM case_count; SELECT * FROM segment;
          SELECT lookup_id, hex(postings) FROM lookup; SELECT block_id, hex(sha256) FROM block;
          SELECT * FROM source_block; SELECT * FROM rejected; SELECT hex(head) FROM chain;
          """,
        ]
      ).stdout
    }
    #expect(dumps[0] == dumps[1])
    #expect(dumps[0].count > 1_000_000)
    for source in ["1", "2"] {
      let exports = try cases.map { try $0.run(["export", "evidence", "--source", source]).stdout }
      #expect(exports[0] == exports[1])
      #expect(!exports[0].isEmpty)
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can mount a small file system"))
  func `a full disk fails the run and harms nothing that was there`() throws {
    let place = try Scratch()
    let logs = try Scratch()
    try logs.write("small.log", Self.events(0..<100))
    var generator = SeededGenerator(seed: 5)
    let big = (100..<9000).map { number in
      SampleEvent(SampleEvent.id(number)) { $0.user = "user-\(generator.next())" }.line
    }.joined()
    try logs.write("big.log", big)
    // From too small for an empty case to nearly large enough.
    for size in ["64k", "300k", "1m", "2m", "3m"] {
      let mount = ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", place.folder.path]
      guard try Command.run("mount", mount).status == 0 else {
        print("skipped: cannot mount a tmpfs")
        return
      }
      defer { _ = try? Command.run("umount", [place.folder.path]) }
      let test = try SpoorCase("case.db", in: place)
      let small = try test.ingest([logs.path("small.log")])
      let full = try test.ingest([logs.path("big.log")])
      #expect(full.status == 1, "\(size)")
      #expect(full.stderr.contains("error:"), "\(size)")
      if small.status == 0 {
        #expect(try test.run(["status"]).status == 0, "\(size)")
        // The commit may be done, and only putting the log away fail.
        let events = try CaseDump.rows(test.path, "SELECT count(*) FROM events")
        #expect([["100"], ["9000"]].contains(events), "\(size)")
        #expect(try CaseDump.rows(test.path, "PRAGMA integrity_check") == ["ok"], "\(size)")
      }
      try Command.run("mount", ["-o", "remount,size=64m", place.folder.path])
      let after = try test.ingest([logs.path("small.log"), logs.path("big.log")])
      #expect(after.status == 0, "\(size): \(after.stderr)")
      #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM events") == ["9000"], "\(size)")
      #expect(try test.run(["verify", "--deep"]).status == 0, "\(size)")
      #expect(place.names == ["case.db"], "\(size)")
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can mount a small file system"))
  func `a disk that fills up during a first ingest leaves what the next one completes`() throws {
    let place = try Scratch()
    let logs = try Scratch()
    var generator = SeededGenerator(seed: 6)
    let big = (0..<9000).map { number in
      SampleEvent(SampleEvent.id(number)) { $0.user = "user-\(generator.next())" }.line
    }.joined()
    try logs.write("big.log", big)
    for size in ["64k", "300k", "1m"] {
      let mount = ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", place.folder.path]
      guard try Command.run("mount", mount).status == 0 else {
        print("skipped: cannot mount a tmpfs")
        return
      }
      defer { _ = try? Command.run("umount", [place.folder.path]) }
      let test = try SpoorCase("case.db", in: place)
      let full = try test.ingest([logs.path("big.log")])
      #expect(full.status == 1, "\(size)")
      #expect(full.stderr.contains("disk is full"), "\(size): \(full.stderr)")
      try Command.run("mount", ["-o", "remount,size=64m", place.folder.path])
      let after = try test.ingest([logs.path("big.log")])
      #expect(after.status == 0, "\(size): \(after.stderr)")
      #expect(after.tally?.addsUp == true, "\(size)")
      #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM events") == ["9000"], "\(size)")
      #expect(try test.run(["verify", "--deep"]).status == 0, "\(size)")
      #expect(place.names == ["case.db"], "\(size)")
    }
  }

  @Test func `a first ingest waits for a stranger's open statement and then goes on`() throws {
    let test = try SpoorCase()
    let pipe = Pipe()
    let running = try test.start(["ingest", "-"], input: pipe.fileHandleForReading)
    // The decoder may hold the last event back, so there are more to come.
    try pipe.fileHandleForWriting.write(contentsOf: Data(Self.events(0..<10).utf8))
    let (words, rows) = (Pipe(), Pipe())
    let reader = Process()
    reader.executableURL = URL(filePath: "/usr/bin/env")
    reader.arguments = ["sqlite3", test.path]
    (reader.standardInput, reader.standardOutput) = (words, rows)
    wait { (try? CaseDump.rows(test.path, "SELECT count(*) FROM source")) != nil }
    try reader.run()
    let begin = ".timeout 10000\nBEGIN; SELECT 'reads', count(*) FROM sqlite_schema;\n"
    try words.fileHandleForWriting.write(contentsOf: Data(begin.utf8))
    #expect(
      String(decoding: rows.fileHandleForReading.availableData, as: UTF8.self)
        .hasPrefix("reads|"))
    try pipe.fileHandleForWriting.write(contentsOf: Data(Self.events(10..<3000).utf8))
    try pipe.fileHandleForWriting.close()
    usleep(1_500_000)
    #expect(running.process.isRunning)
    try words.fileHandleForWriting.write(contentsOf: Data("COMMIT;\n.quit\n".utf8))
    reader.waitUntilExit()
    let outcome = try running.wait()
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM events") == ["3000"])
    #expect(test.scratch.names == ["case.db"])
    #expect(try test.run(["verify", "--deep"]).status == 0)
  }

  @Test func `a first ingest commits for a reader that comes, and goes on beside it`() throws {
    let test = try SpoorCase()
    let pipe = Pipe()
    let running = try test.start(["ingest", "-"], input: pipe.fileHandleForReading)
    let writer = pipe.fileHandleForWriting
    try writer.write(contentsOf: Data(Self.events(0..<6000).utf8))
    wait { (try? CaseDump.rows(test.path, "SELECT count(*) FROM source")) != nil }
    let reader = try test.start(["timeline", "--limit", "1"])
    var next = 6000
    while reader.process.isRunning, next < 60_000 {
      try writer.write(contentsOf: Data(Self.events(next..<next + 2000).utf8))
      next += 2000
      usleep(50_000)
    }
    // Without, it would have found an empty case.
    let answer = try reader.wait()
    #expect(answer.status == 0)
    #expect(answer.text.split(separator: "\n").count == 2, "\(answer.text)")
    try writer.close()
    #expect(try running.wait().status == 0)
    #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM events") == ["\(next)"])
    #expect(test.scratch.names == ["case.db"])
    #expect(try test.run(["verify", "--deep"]).status == 0)
  }
}
