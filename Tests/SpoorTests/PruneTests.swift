import Foundation
import TestSupport
import Testing

/// Evidence that is taken out of a case.
@Suite struct PruneTests {
  private static func events(
    _ range: Range<Int>, user: String = "alice", day: Int = 23
  ) -> String {
    range.map { number in
      SampleEvent(SampleEvent.id(number)) { event in
        event.user = user
        event.received = "2026-11-\(day)T19:00:19.\(100_000 + number)Z"
        event.reached = "2026-11-\(day)T19:00:20.\(100_000 + number)Z"
      }.line
    }.joined()
  }

  /// A case of two logs that share half of their events.
  private static func overlapping() throws -> SpoorCase {
    let test = try SpoorCase()
    try test.scratch.write("a.log", events(0..<50, user: "mallory-77") + events(50..<100))
    try test.scratch.write("b.log", "no JSON\n" + events(50..<150))
    #expect(try test.ingest(["a.log", "b.log"]).tally?.duplicates == 50)
    return test
  }

  private func expectSound(_ test: SpoorCase) throws {
    let verified = try test.run(["verify", "--deep"])
    #expect(verified.status == 0, "\(verified.text)")
    #expect(verified.stderr == "")
  }

  private func tamper(_ test: SpoorCase, _ sql: String) throws {
    #expect(try Command.run("sqlite3", [test.path, sql]).status == 0)
  }

  @Test(arguments: [1, 2])
  func `without a source the case says what one of the other alone says`(number: Int) throws {
    let test = try Self.overlapping()
    let pruned = try test.run(["prune", "--source", "\(number)", "--yes"])
    #expect(pruned.status == 0, "\(pruned.stderr)")
    let other = try SpoorCase("other.db", in: test.scratch)
    #expect(try other.ingest([number == 1 ? "b.log" : "a.log"]).status == 0)
    let dump = try CaseDump(test.path, sources: false)
    #expect(try dump.difference(from: CaseDump(other.path, sources: false)) == nil)
    let counts = """
      SELECT events, requests, duplicates, conflicts, rejected, bytes_events, bytes_duplicates,
      bytes_rejected FROM source WHERE source_id NOT IN (SELECT source_id FROM pruned)
      """
    #expect(try CaseDump.rows(test.path, counts) == CaseDump.rows(other.path, counts))
    try expectSound(test)
  }

  @Test func `nothing of a pruned log is left in the file but its name`() throws {
    let test = try Self.overlapping()
    let name = Data("mallory-77".utf8)
    let file = URL(filePath: test.path)
    #expect(try Data(contentsOf: file).range(of: name) != nil)
    #expect(try test.run(["prune", "--source", "1", "--yes"]).status == 0)
    #expect(try Data(contentsOf: file).range(of: name) == nil)
    #expect(try CaseDump.rows(test.path, "PRAGMA freelist_count") == ["0"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: test.scratch.folder.path).sorted() == [
        "a.log", "b.log", "case.db",
      ])
  }

  @Test func `what was taken out is said by verify, status and export`() throws {
    let test = try Self.overlapping()
    #expect(try test.run(["prune", "--source", "1", "--yes"]).status == 0)
    let row = try CaseDump.rows(test.path, "SELECT at || ' by ' || who FROM pruned")
    let said = "pruned \(try #require(row.first)) (--source 1), 100 events"
    #expect(try test.run(["verify"]).text.contains("source 1  a.log: \(said)\n"))
    let status = try test.run(["status"]).text
    #expect(status.contains("source 1  a.log (pruned)\n") && status.contains(said))
    #expect(try test.run(["status", "--format", "json"]).text.contains("\"events\": 100,"))
    let exported = try test.run(["export", "evidence", "--source", "1"])
    #expect(exported.status == 1 && exported.stdout == [])
    #expect(
      exported.stderr
        == "error: source 1 is no longer in the case\n  why: \(said)\n  where: a.log\n")
    let again = try test.run(["prune", "--source", "1", "--yes"])
    #expect(again.status == 1 && again.stderr.contains(said))
  }

  @Test(arguments: [
    ("UPDATE pruned SET who = 'nobody'", "source 1: what is said of its being pruned"),
    ("DELETE FROM pruned", "source 1: what is said of its being pruned"),
    ("INSERT INTO pruned SELECT 2, 1, '', '', '', '', 0, 0, 0, ''", "source 2: what is said"),
    ("INSERT INTO source_block SELECT 1, 0, block_id FROM block", "block 0 of source 1"),
    ("INSERT INTO rejected VALUES (NULL, 1, 1, 5, 1, 1, 5, 0, 0)", "source 1, byte 5"),
    ("DELETE FROM source WHERE source_id = 1", "source 1: its row is not"),
    ("DELETE FROM chain WHERE kind = 5", "source 1: what is said of its being pruned"),
  ])
  func `a change of what a case says of a pruning is found`(sql: String, found: String) throws {
    let test = try Self.overlapping()
    #expect(try test.run(["prune", "--source", "1", "--yes"]).status == 0)
    try tamper(test, sql)
    let verified = try test.run(["verify"])
    #expect(verified.status == 1)
    #expect(verified.text.contains("differs: \(found)"), "\(verified.text)")
  }

  @Test func `a pruned file comes in again as a new source, with a word`() throws {
    let test = try Self.overlapping()
    let before = try CaseDump(test.path, sources: false)
    #expect(try test.run(["prune", "--source", "2", "--yes"]).status == 0)
    let ingested = try test.ingest(["b.log"])
    #expect(ingested.tally?.events == 50)
    #expect(ingested.tally?.duplicates == 50)
    #expect(ingested.stderr.hasPrefix("warning: b.log is taken in again\n  why: it was pruned at "))
    #expect(try CaseDump(test.path, sources: false).difference(from: before) == nil)
    try expectSound(test)
    #expect(try test.ingest(["b.log"]).tally?.events == 0)
  }

  @Test func `clusters keep their places when the first goes`() throws {
    let test = try SpoorCase()
    try test.scratch.write("a.log", Self.events(0..<10))
    try test.scratch.write("b.log", Self.events(5..<20))
    #expect(try test.ingest(["a.log", "--cluster", "one"]).status == 0)
    #expect(try test.ingest(["b.log", "--cluster", "two"]).status == 0)
    #expect(try test.run(["prune", "--source", "1", "--yes"]).status == 0)
    try expectSound(test)
    try test.scratch.write("c.log", Self.events(5..<20) + "\n")
    #expect(try test.ingest(["c.log", "--cluster", "two"]).tally?.events == 0)
    try expectSound(test)
  }

  @Test func `a salvaged copy is an event when the whole one goes`() throws {
    let test = try SpoorCase()
    try test.scratch.write("a.log", Self.events(0..<3))
    try test.scratch.write("b.log", Self.events(5..<6) + Self.events(2..<3).dropLast(20))
    #expect(try test.ingest(["a.log", "b.log"]).status == 0)
    let states = "SELECT is_salvaged FROM rejected"
    #expect(try CaseDump.rows(test.path, states) == ["2"])
    #expect(try test.run(["prune", "--source", "1", "--yes"]).status == 0)
    #expect(try CaseDump.rows(test.path, states) == ["1"])
    try expectSound(test)
  }

  @Test func `by age the sources that ended before go, and no others`() throws {
    let test = try SpoorCase()
    let now = Date()
    for (name, age) in [("old", 100.0), ("new", 80.0)] {
      let text = (now - age * 86_400).ISO8601Format()
      let id = SampleEvent.id(Int(age))
      try test.scratch.write("\(name).log", SampleEvent(id) { $0.received = text }.line)
    }
    #expect(try test.ingest(["old.log", "new.log"]).tally?.events == 2)
    let nothing = try test.run(["prune", "--older-than", "120d", "--yes"])
    #expect(nothing.status == 0 && nothing.stderr == "nothing has to go\n")
    #expect(try test.run(["prune", "--older-than", "90d", "--yes"]).status == 0)
    #expect(
      try CaseDump.rows(test.path, "SELECT source_id, choice FROM pruned") == [
        "1|--older-than 90d"
      ])
    try expectSound(test)
  }

  @Test func `by size the oldest sources go until the file fits`() throws {
    let test = try SpoorCase()
    for day in 21...23 {
      let range = day * 10_000..<day * 10_000 + 4000
      try test.scratch.write("\(day).log", Self.events(range, user: "user-\(day)", day: day))
    }
    #expect(try test.ingest(["22.log", "21.log", "23.log"]).tally?.events == 12_000)
    func bytes() throws -> Int { try Data(contentsOf: URL(filePath: test.path)).count }
    let limit = try bytes() - 100_000
    let pruned = try test.run(["prune", "--max-size", "\(limit)", "--yes"])
    #expect(pruned.status == 0, "\(pruned.stderr)")
    #expect(try CaseDump.rows(test.path, "SELECT source_id FROM pruned") == ["2"])
    #expect(try bytes() <= limit)
    try expectSound(test)
    let least = try test.run(["prune", "--max-size", "1", "--yes"])
    #expect(least.status == 1 && least.stderr.contains("would have"))
    #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM pruned") == ["1"])
  }

  @Test func `what cannot be done is refused, and changes nothing`() throws {
    let test = try Self.overlapping()
    try test.scratch.write("c.log", Self.events(200..<210))
    try test.scratch.write("none.log", "not an audit log\n")
    #expect(try test.ingest(["c.log", "none.log", "--evidence", "reference"]).status == 0)
    let before = try Data(contentsOf: URL(filePath: test.path))
    let refusals: [([String], Int32, String)] = [
      (["--source", "1", "--yes"], 1, "source 3 is only referred to"),
      (["--source", "9", "--yes"], 1, "there is no source 9"),
      (["--source", "4", "--yes"], 1, "no audit event was in it"),
      (["--source", "1"], 64, "try: --yes"),
      (["--yes"], 64, "nothing says what to take out"),
      (["--source", "1", "--older-than", "1d", "--yes"], 64, "two options"),
      (["--older-than", "90", "--yes"], 64, "--older-than"),
      (["--max-size", "much", "--yes"], 64, "--max-size"),
    ]
    for (words, status, told) in refusals {
      let outcome = try test.run(["prune"] + words)
      #expect(outcome.status == status, "\(words)")
      #expect(outcome.stderr.contains(told), "\(words): \(outcome.stderr)")
      #expect(try Data(contentsOf: URL(filePath: test.path)) == before, "\(words)")
    }
    // The one that is only referred to may go, for then the rest can be derived.
    #expect(try test.run(["prune", "--source", "3", "--yes"]).status == 0)
    try expectSound(test)
  }

  @Test(arguments: [0, 512])
  func `a journal with nothing in it, which a kill left, goes with the next writer`(
    bytes: Int
  ) throws {
    let test = try Self.overlapping()
    let dump = try CaseDump(test.path)
    let journal = test.path + "-journal"
    for words in [["prune", "--source", "7", "--yes"], ["ingest", "--quiet", "a.log"]] {
      try Data(repeating: 0, count: bytes).write(to: URL(filePath: journal))
      _ = try test.run(words)
      #expect(!FileManager.default.fileExists(atPath: journal), "\(words)")
    }
    #expect(try dump.difference(from: CaseDump(test.path)) == nil)
    try expectSound(test)
  }

  @Test func `on a terminal it asks, names the sources, and takes only yes`() throws {
    let test = try Self.overlapping()
    for (answer, left) in [("n", "0"), ("", "0"), ("y", "1")] {
      let words = "'\(SpoorCase.executable.path)' prune --source 1 --case '\(test.path)'"
      let input = try test.scratch.write("answer", Array("\(answer)\n".utf8))
      let outcome = try Command.run(
        "sh", ["-c", "script -qec \"\(words)\" /dev/null < '\(input)'"])
      #expect(outcome.text.contains("source 1  a.log (100 events, "), "\(outcome.text)")
      #expect(outcome.text.contains("50 events of 150 go with it. Take it out of "))
      #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM pruned") == [left])
    }
  }

  @Test func `two writers of one case take turns`() throws {
    let test = try Self.overlapping()
    let fifo = test.scratch.path("fifo")
    #expect(mkfifo(fifo, 0o600) == 0)
    let running = try test.start(["ingest", "fifo"])
    let writer = try FileHandle(forWritingTo: URL(filePath: fifo))
    let outcome = try test.run(["prune", "--source", "1", "--yes"])
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("(spoor ingest) holds it"))
    try writer.close()
    _ = try running.wait()
    #expect(try test.run(["prune", "--source", "1", "--yes"]).status == 0)
    try expectSound(test)
  }
}
