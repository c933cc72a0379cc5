import Foundation
import TestSupport
import Testing

/// Input that is not as it should be, through the program.
@Suite struct BadInputTests {
  private static let event = SampleEvent("a")
  private static let other = SampleEvent("b")

  /// What a file holds, and what is to come of it.
  struct Input: CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    var events = 0
    var duplicates = 0
    var rejected = 0
    var skipped = 0
    /// Of `--strict`.
    var status: Int32 = 0

    var testDescription: String { name }
  }

  private static func gzip(_ text: String) throws -> [UInt8] {
    try Command.filter("gzip", ["-c"], Array(text.utf8))
  }

  private static let lines = event.line + other.line

  private static let inputs: [Input] = {
    func text(_ text: String) -> [UInt8] {
      Array(text.utf8)
    }
    let cut = String(other.json.dropLast(40))
    return [
      Input(name: "an empty file", bytes: [], skipped: 1),
      Input(name: "only newlines", bytes: text("\n\r\n\n"), skipped: 1),
      Input(name: "a byte order mark", bytes: text("\u{FEFF}" + lines), events: 2),
      Input(name: "CRLF", bytes: text(event.json + "\r\n" + other.json + "\r\n"), events: 2),
      Input(name: "no end of the last line", bytes: text(event.line + other.json), events: 2),
      Input(
        name: "NUL bytes", bytes: Array(repeating: 0, count: 4096) + text(lines), events: 2,
        rejected: 1, status: 3),
      Input(
        name: "NUL bytes at the end", bytes: text(lines) + Array(repeating: 0, count: 4096),
        events: 2, rejected: 1, status: 3),
      Input(
        name: "invalid UTF-8",
        bytes: text(lines.replacing("alice", with: "al\u{1}ce")).map { $0 == 1 ? 0xFF : $0 },
        events: 2),
      Input(
        name: "lone surrogates", bytes: text(lines.replacing("alice", with: "al\\ud800ce")),
        events: 2),
      Input(
        name: "duplicate keys",
        bytes: text(lines.replacing("\"verb\"", with: "\"verb\":\"list\",\"verb\"")),
        events: 2),
      Input(
        name: "a line cut in the middle", bytes: text(event.line + cut + "\n" + other.line),
        events: 2, duplicates: 1, rejected: 1, status: 3),
      Input(
        name: "a last line cut", bytes: text(event.line + cut), events: 1, rejected: 1, status: 3),
      Input(
        name: "an event without audit ID",
        bytes: text(event.line + other.line.replacing("auditID", with: "id")),
        events: 1, rejected: 1, status: 3),
      Input(
        name: "only an event without audit ID",
        bytes: text(other.line.replacing("auditID", with: "id")), skipped: 1),
      Input(name: "a copy in the same file", bytes: text(lines + lines), events: 2, duplicates: 2),
      Input(
        name: "one line of several events", bytes: text(event.json + other.json + "\n"), events: 2),
      Input(name: "no JSON at all", bytes: text("I1123 19:00:19 started\n"), skipped: 1),
      Input(
        name: "noise between events", bytes: text(event.line + "oops\n" + other.line), events: 2,
        rejected: 1, status: 3),
    ]
  }()

  @Test(arguments: inputs)
  func `what is wrong with a file is counted, said, and its bytes add up`(_ input: Input) throws {
    let test = try SpoorCase()
    try test.scratch.write("x.log", input.bytes)
    let ingested = try test.ingest(["--strict", "x.log"])
    let tally = try #require(ingested.tally)
    var expected = tally
    expected.sources = 1 - input.skipped
    expected.skipped = input.skipped
    expected.bytes_read = input.bytes.count
    expected.bytes_json = input.bytes.count
    expected.bytes_skipped = input.skipped * input.bytes.count
    expected.events = input.events
    expected.requests = input.events
    expected.duplicates = input.duplicates
    expected.rejected = input.rejected
    #expect(tally == expected)
    #expect(tally.addsUp)
    #expect(ingested.status == input.status)
    #expect(ingested.stderr.contains("no audit event was found") == (input.skipped == 1))
    let exported = try test.run(["export", "evidence", "--source", "1"])
    #expect(exported.status == (input.skipped == 1 ? 1 : 0))
    if input.skipped == 0 { #expect(exported.stdout == input.bytes) }
    #expect(try test.run(["verify", "--deep"]).status == 0)
    #expect(
      try test.run(["rejected", "--format", "ndjson"]).text.split(separator: "\n").count
        == input.rejected)
  }

  /// What is wrong with a packed file, and what is said of it.
  enum Packing: CaseIterable {
    case cut, garbage, members, cutMember, zstd, zstdFrames, zstdCut, corrupt

    func bytes(_ text: String) throws -> [UInt8] {
      let packed = try BadInputTests.gzip(text)
      let zstd = try Command.filter("zstd", ["-c"], Array(text.utf8))
      switch self {
      case .cut: return packed.dropLast(packed.count / 3)
      case .garbage: return packed + Array("garbage".utf8)
      case .members: return packed + packed + packed
      case .cutMember: return packed + packed.dropLast(packed.count / 3)
      case .zstd: return zstd
      case .zstdFrames: return zstd + zstd
      case .zstdCut: return Array(zstd.dropLast(zstd.count / 3))
      case .corrupt:
        var bytes = packed
        bytes[bytes.count / 2] ^= 0x55
        return bytes
      }
    }

    var isDamaged: Bool { ![.members, .zstd, .zstdFrames].contains(self) }
  }

  @Test(arguments: Packing.allCases)
  func `a packed file gives what can be unpacked, and its damage is told`(_ packing: Packing) throws
  {
    let test = try SpoorCase()
    var generator = SeededGenerator(seed: 11)
    let text = (0..<3000).map { number in
      SampleEvent(SampleEvent.id(number)) { $0.user = "user-\(generator.next())" }.line
    }.joined()
    try test.scratch.write("x.log", packing.bytes(text))
    let ingested = try test.ingest(["x.log"])
    let tally = try #require(ingested.tally)
    #expect(tally.addsUp)
    #expect(ingested.status == 0)
    #expect(ingested.stderr.contains("x.log is damaged") == packing.isDamaged)
    #expect(
      try test.ingest(["--strict", "x.log"]).status
        == (packing.isDamaged && tally.rejected > 0 ? 3 : 0))
    #expect(tally.events > 0)
    if !packing.isDamaged { #expect(tally.events == 3000) }
    // What the reference program saves of it is there, and what is there is of the text.
    let exported = try test.run(["export", "evidence", "--source", "1"]).stdout
    let zstd = packing == .zstd || packing == .zstdFrames || packing == .zstdCut
    let saved = try Command.run(zstd ? "zstd" : "gzip", ["-dc", test.scratch.path("x.log")]).stdout
    #expect(exported.starts(with: saved.prefix(exported.count)))
    if packing != .corrupt { #expect(exported.count >= saved.count) }
    #expect(try test.run(["verify", "--deep"]).status == 0)
  }

  @Test func `a path that cannot be read fails, and the others are ingested`() throws {
    let test = try SpoorCase()
    try test.scratch.write("x.log", Self.lines)
    let link = test.scratch.path("dangling.log")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/nowhere/at/all")
    for words in [
      ["dangling.log", "x.log"], ["x.log", "missing.log"], ["nothing-*.log", "x.log"],
    ] {
      let ingested = try test.ingest(words)
      #expect(ingested.status == 1, "\(words)")
      #expect(ingested.tally?.sources == 1, "\(words)")
      #expect(ingested.stderr.contains("cannot read"), "\(words)")
    }
    #expect(try test.ingest(["."]).status == 1)
  }

  @Test func `standard input is a source, packed or not`() throws {
    for bytes in [Array(Self.lines.utf8), try Self.gzip(Self.lines)] {
      let test = try SpoorCase()
      let ingested = try test.ingest(["-"], input: bytes)
      #expect(ingested.status == 0)
      #expect(ingested.tally?.events == 2)
      #expect(ingested.tally?.bytes_read == bytes.count)
      #expect(try CaseDump.rows(test.path, "SELECT path FROM source") == ["-"])
      #expect(try test.run(["export", "evidence", "--source", "1"]).text == Self.lines)
      // A stream cannot be known again: it is a source, its events copies.
      #expect(try test.ingest(["-"], input: bytes).tally?.duplicates == 2)
      #expect(try test.run(["verify", "--deep"]).status == 0)
    }
  }

  @Test func `a pipe that gives one byte at a time is read like a file`() throws {
    for bytes in [Array(Self.lines.utf8), try Self.gzip(Self.lines)] {
      let test = try SpoorCase()
      let pipe = Pipe()
      let running = try test.start(
        ["ingest", "--format", "json", "-"], input: pipe.fileHandleForReading)
      for byte in bytes.prefix(40) {
        try pipe.fileHandleForWriting.write(contentsOf: [byte])
        usleep(500)
      }
      try pipe.fileHandleForWriting.write(contentsOf: Data(bytes.dropFirst(40)))
      try pipe.fileHandleForWriting.close()
      #expect(try running.wait().status == 0)
      #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM events") == ["2"])
    }
  }

  @Test func `a FIFO that is named is read; one in a folder is left alone`() throws {
    let test = try SpoorCase()
    let fifo = test.scratch.path("logs/fifo")
    try test.scratch.write("logs/x.log", Self.event.line)
    #expect(mkfifo(fifo, 0o600) == 0)
    let folder = try test.ingest(["logs"])
    #expect(folder.status == 0)
    #expect(folder.tally?.events == 1)
    let running = try test.start(["ingest", "--format", "json", "logs/fifo"])
    let writer = try FileHandle(forWritingTo: URL(filePath: fifo))
    try writer.write(contentsOf: Data(Self.lines.utf8))
    try writer.close()
    #expect(try running.wait().status == 0)
    #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM events") == ["2"])
  }

  @Test func `patterns, folders with links in a loop, and the case among its logs`() throws {
    let test = try SpoorCase("logs/case.db")
    try test.scratch.write("logs/a-1.log", Self.event.line)
    try test.scratch.write("logs/deep/down/a-2.log", Self.other.line)
    try test.scratch.write("logs/[x].log", SampleEvent("c").line)
    try FileManager.default.createSymbolicLink(
      atPath: test.scratch.path("logs/deep/up"), withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(
      atPath: test.scratch.path("logs/deep/self"), withDestinationPath: "self")
    let pattern = try test.ingest(["logs/a-?.log"])
    #expect([pattern.tally?.sources, pattern.tally?.events] == [1, 1])
    let literal = try test.ingest(["logs/[x].log"])
    #expect([literal.tally?.sources, literal.tally?.events] == [1, 1])
    for events in [1, 0] {
      let folder = try test.ingest(["logs"])
      // The link to itself cannot be read; nothing is read twice.
      #expect(folder.status == 1)
      #expect(folder.stderr.contains("logs/deep/self"))
      #expect(
        [folder.tally?.sources, folder.tally?.skipped, folder.tally?.events] == [3, 0, events])
    }
    #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM source") == ["3"])
  }
}
