import Foundation
import TestSupport
import Testing

/// Files that change under a run, and files that others wrote.
@Suite struct ChangingEvidenceTests {
  private static func events(_ range: Range<Int>) -> String {
    range.map { SampleEvent(SampleEvent.id($0)).line }.joined()
  }

  /// Ingests a FIFO and then a log of a hundred events that changes after its
  /// size was noted and before it is read.
  private func ingest(
    _ test: SpoorCase, _ words: [String] = [], change: () throws -> Void
  ) throws -> Ingested {
    let fifo = test.scratch.path("fifo")
    #expect(mkfifo(fifo, 0o600) == 0)
    try test.scratch.write("x.log", Self.events(0..<100))
    let running = try test.start(["ingest", "--format", "json"] + words + ["fifo", "x.log"])
    // It opens when the run opens it, and that reads one source after another.
    let writer = try FileHandle(forWritingTo: URL(filePath: fifo))
    try change()
    try writer.write(contentsOf: Data(Self.events(1000..<1005).utf8))
    try writer.close()
    return Ingested(try running.wait())
  }

  @Test func `standard input named twice is read once`() throws {
    let test = try SpoorCase()
    let pipe = Pipe()
    let running = try test.start(
      ["ingest", "--format", "json", "-", "/dev/stdin", "-"], input: pipe.fileHandleForReading)
    try pipe.fileHandleForWriting.write(contentsOf: Data(Self.events(0..<100).utf8))
    try pipe.fileHandleForWriting.close()
    let tally = Ingested(try running.wait()).tally
    #expect(tally?.events == 100)
    #expect(tally?.sources == 1)
    #expect(tally?.rejected == 0)
  }

  @Test func `a block that cannot be read does not hide what else differs`() throws {
    let test = try SpoorCase()
    try test.scratch.write("x.log", Self.events(0..<100))
    #expect(try test.ingest(["x.log"]).status == 0)
    let damage = "UPDATE block SET packed = zeroblob(length(packed))"
    #expect(try Command.run("sqlite3", [test.path, damage]).status == 0)
    let verified = try test.run(["verify", "--deep"])
    #expect(verified.status == 1)
    #expect(verified.stderr == "")
    let told = verified.text.split(separator: "\n").filter { $0.hasPrefix("differs: ") }
    #expect(
      told == [
        "differs: block 0 of source 1: its bytes are not those that were hashed",
        "differs: block 0 of source 1: it does not unpack",
        "differs: rows cannot be derived anew: block 0 of source 1 is unreadable",
      ])
  }

  @Test func `a file that grows while a run waits for it is read to its new end`() throws {
    let test = try SpoorCase()
    let ingested = try ingest(test, ["--strict"]) {
      try test.scratch.append("x.log", Self.events(100..<150).utf8)
    }
    #expect(ingested.status == 0)
    #expect(ingested.tally?.events == 155)
    #expect(ingested.tally?.addsUp == true)
    #expect(try test.run(["verify"]).text.contains("same  x.log"))
    #expect(try test.ingest(["x.log"]).tally?.events == 0)
  }

  @Test func `a file that shrinks under a run gives what is left, and that is said`() throws {
    let left = Self.events(0..<10).utf8.count
    for (words, status) in [([], 0), (["--strict"], 3)] as [([String], Int32)] {
      let test = try SpoorCase()
      let ingested = try ingest(test, words) {
        #expect(truncate(test.scratch.path("x.log"), left) == 0)
      }
      #expect(ingested.status == status)
      #expect(ingested.tally?.events == 15)
      #expect(ingested.tally?.addsUp == true)
      let size = Self.events(0..<100).utf8.count
      #expect(ingested.stderr.contains("shrank"))
      #expect(ingested.stderr.contains("\(left) bytes were left of \(size)"))
      #expect(try test.run(["status"]).text.contains("damage: it shrank"))
      #expect(try test.run(["verify", "--deep"]).status == 0)
      // When it is whole again, the rest is added.
      try test.scratch.write("x.log", Self.events(0..<100))
      #expect(try test.ingest(["x.log"]).tally?.events == 90)
    }
  }

  @Test func `a file that vanishes under a run fails it, and the others are kept`() throws {
    let test = try SpoorCase()
    let ingested = try ingest(test) {
      try FileManager.default.removeItem(atPath: test.scratch.path("x.log"))
    }
    #expect(ingested.status == 1)
    #expect(ingested.stderr.contains("cannot read x.log"))
    #expect(ingested.tally?.events == 5)
    #expect(ingested.tally?.addsUp == true)
    #expect(try test.run(["verify", "--deep"]).status == 0)
  }

  /// Two servers that write one file through buffers of 4 KiB tear each other's
  /// lines at every border.
  @Test func `of a log that two servers wrote at once every whole line is read`() throws {
    let texts = [Self.events(0..<50), Self.events(50..<100)].map { Array($0.utf8) }
    var torn: [UInt8] = []
    for start in stride(from: 0, to: texts[0].count, by: 4096) {
      for text in texts { torn += text[start..<min(text.count, start + 4096)] }
    }
    let whole = torn.split(separator: 0x0A).filter { line in
      (try? JSONSerialization.jsonObject(with: Data(line))) != nil
    }
    #expect(whole.count > 50 && whole.count < 100)
    let test = try SpoorCase()
    try test.scratch.write("x.log", torn)
    let ingested = try test.ingest(["--strict", "x.log"])
    let tally = try #require(ingested.tally)
    #expect(ingested.status == 3)
    #expect(tally.addsUp)
    // One that begins behind a torn piece is read, too.
    #expect(tally.events >= whole.count)
    #expect(tally.salvaged > 0)
    #expect(tally.bytes_rejected + tally.bytes_salvaged > 0)
    #expect(try test.run(["export", "evidence", "--source", "1"]).stdout == torn)
    #expect(try test.run(["verify", "--deep"]).status == 0)
  }

  @Test func `an archive of another program's logs is skipped, each file by its name`() throws {
    let test = try SpoorCase()
    try test.scratch.write("etcd/etcd.log", "{\"level\":\"info\",\"msg\":\"ready\"}\n")
    try test.scratch.write("etcd/klog.txt", "I1123 19:00:19.000001 1 main.go:1] started\n")
    try test.scratch.write("etcd/noise.bin", (0..<3000).map { UInt8(truncatingIfNeeded: $0 * 7) })
    let folder = test.scratch.folder.path
    try Command.run("tar", ["-C", folder, "-czf", test.scratch.path("etcd.tgz"), "etcd"])
    let ingested = try test.ingest(["--verbose", "etcd.tgz"])
    #expect(ingested.status == 0)
    #expect([ingested.tally?.sources, ingested.tally?.skipped] == [0, 3])
    #expect(ingested.tally?.addsUp == true)
    #expect(ingested.stderr.contains("no audit event was found"))
    for name in ["etcd.log", "klog.txt", "noise.bin"] {
      #expect(ingested.stderr.contains("etcd.tgz!etcd/\(name)"), "\(name)")
    }
    #expect(try test.run(["verify", "--deep"]).status == 0)
  }

  /// 64 members of 16 MiB of zeros, a MiB when packed.
  @Test func `a bomb behind a member with a wrong checksum is not unpacked`() throws {
    let test = try SpoorCase()
    var packed = try Command.filter("gzip", ["-c"], Array(Self.events(0..<100).utf8))
    packed[packed.count - 8] ^= 0x55
    let zeros = try Command.filter("gzip", ["-c"], Array(repeating: 0, count: 16 << 20))
    let bomb = (0..<64).flatMap { _ in zeros }
    try test.scratch.write("x.log.gz", packed + bomb)
    let ingested = try test.ingest(["--strict", "x.log.gz"])
    #expect(ingested.stderr.contains("gzip: wrong checksum at byte \(packed.count - 4)"))
    #expect(ingested.status == 3)
    #expect(ingested.tally?.events == 100)
    #expect(ingested.tally?.bytes_read == packed.count + bomb.count)
    #expect(ingested.tally?.bytes_json == Self.events(0..<100).utf8.count)
    #expect(try test.run(["verify", "--deep"]).status == 0)
  }
}
