import CaseStore
import Foundation
import LogIngest
import TestSupport
import Testing

/// Files that were read, and then grew, shrank or were replaced.
@Suite struct GrowthTests {
  private static func events(_ range: Range<Int>, bytes filler: Int = 0) -> String {
    range.map { number in
      SampleEvent(SampleEvent.id(number)) { event in
        event.uri = "/api/v1/namespaces/prod/pods/web-\(number)"
        if filler > 0 {
          let text = String(repeating: "\(number),", count: filler / 6)
          event.more = ",\"annotations\":{\"filler\":\"\(text)\"}"
        }
      }.line
    }.joined()
  }

  /// What is the same in a case that a file grew in and a fresh one.
  private func expectFresh(
    _ test: IngestCase, _ final: String = "x.log", _ comment: String = "",
    sources: Bool = true, at location: SourceLocation = #_sourceLocation
  ) throws {
    let fresh = try IngestCase("fresh.db", in: test.scratch)
    try fresh.ingest(final)
    let (ours, theirs) = (try test.dump(sources: sources), try fresh.dump(sources: sources))
    #expect(ours.difference(from: theirs) == nil, "\(comment)", sourceLocation: location)
    try test.expectSound("\(comment)", at: location)
    let tallies = try [test, fresh].map { try $0.status().sources.last?.tally }
    #expect(tallies[0] == tallies[1], "\(comment)", sourceLocation: location)
    try FileManager.default.removeItem(atPath: fresh.path)
  }

  /// Whether a head of some time ago is still in the chain.
  private func isInChain(_ head: [UInt8], _ test: IngestCase) throws -> Bool {
    let hex = head.map { String(format: "%02X", $0) }.joined()
    return try CaseDump.rows(test.path, "SELECT hex(head) FROM chain").contains(hex)
  }

  @Test func `whole lines that were added are all that is added`() throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", Self.events(0..<10))
    let first = try test.ingest("x.log")
    try test.scratch.append("x.log", Self.events(10..<15).utf8)
    let second = try test.ingest("x.log")
    #expect(Counts(second) == Counts(events: 5, requests: 5, duplicates: 10))
    #expect([first.addsUp, second.addsUp] == [true, true])
    #expect(try isInChain(first.head, test))
    #expect(try test.status().sources.count == 1)
    try expectFresh(test)
  }

  @Test func `a last line that was cut off is taken back when the rest of it comes`() throws {
    let test = try IngestCase()
    let text = Array(Self.events(0..<10).utf8)
    try test.scratch.write("x.log", text.dropLast(100))
    let first = try test.ingest("x.log")
    #expect(Counts(first) == Counts(events: 9, requests: 9, rejected: 1))
    try test.scratch.append("x.log", text.suffix(100))
    let second = try test.ingest("x.log")
    #expect(Counts(second) == Counts(events: 1, requests: 1, duplicates: 9))
    #expect(second.addsUp)
    #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM rejected") == ["0"])
    #expect(try isInChain(first.head, test))
    try expectFresh(test)
  }

  @Test func `a file that grows by any number of bytes at a time ends like one read at once`()
    throws
  {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    let texts = [
      Self.events(0..<12) + "no JSON\n" + Self.events(12..<14) + "{\"broken\":\n"
        + Self.events(14..<20),
      "{\"kind\":\"EventList\",\"items\":["
        + Self.events(0..<8).split(separator: "\n").joined(separator: ",") + "],\"metadata\":{}}\n"
        + Self.events(8..<9),
      "[\n" + Self.events(0..<8).split(separator: "\n").joined(separator: ",\n") + "\n]\n",
      Self.events(0..<6).replacing("{\"kind", with: "{\n  \"kind").replacing(
        ",\"", with: ",\n  \""),
    ]
    for (index, text) in texts.enumerated() {
      let bytes = Array(text.utf8)
      let test = try IngestCase()
      try test.scratch.write("x.log", [])
      var length = 1 + generator.below(bytes.count / 2)
      var heads: [[UInt8]] = []
      while true {
        try test.scratch.write("x.log", bytes.prefix(length))
        let report = try test.ingest("x.log")
        #expect(report.addsUp, "text \(index), \(generator)")
        heads.append(report.head)
        if length == bytes.count { break }
        length = min(bytes.count, length + 1 + generator.below(bytes.count / 4))
      }
      for head in heads { #expect(try isInChain(head, test)) }
      try expectFresh(test, "x.log", "text \(index), \(generator)", sources: false)
    }
  }

  @Test func `blocks of a file that grew are those of the file read at once`() throws {
    let test = try IngestCase()
    let text = Array(Self.events(0..<4000, bytes: 500).utf8)
    #expect(text.count > 3 << 20)
    var length = 700_000
    while length < text.count {
      try test.scratch.write("x.log", text.prefix(length))
      try test.ingest("x.log")
      length += 700_001
    }
    try test.scratch.write("x.log", text)
    try test.ingest("x.log")
    try expectFresh(test)
    #expect(
      try CaseDump.rows(
        test.path,
        "SELECT count(*) FROM block WHERE block_id NOT IN (SELECT block_id FROM source_block)")
        == ["0"])
  }

  @Test func `a packed file goes on with a member that was added`() throws {
    let test = try IngestCase()
    try test.scratch.write(
      "x.log.gz", Command.filter("gzip", ["-c"], Array(Self.events(0..<10).utf8)))
    try test.ingest("x.log.gz")
    try test.scratch.append(
      "x.log.gz", Command.filter("gzip", ["-c"], Array(Self.events(10..<15).utf8)))
    let second = try test.ingest("x.log.gz")
    #expect(Counts(second) == Counts(events: 5, requests: 5, duplicates: 10))
    try expectFresh(test, "x.log.gz")
  }

  @Test func `a packed file that was cut in the middle goes on when it is whole`() throws {
    let test = try IngestCase()
    let text = Array(Self.events(0..<2000, bytes: 700).utf8)
    let packed = try Command.filter("gzip", ["-c"], text)
    for part in [3, 2, 1] {
      try test.scratch.write("x.log.gz", packed.prefix(packed.count / part))
      let report = try test.ingest("x.log.gz")
      #expect(report.addsUp)
    }
    #expect(try Rows(test) == Rows(events: 2000, requests: 2000))
    #expect(try test.status().sources.map(\.damage) == [nil])
    try expectFresh(test, "x.log.gz")
  }

  @Test func `a file that shrank, or was replaced, is a new source`() throws {
    let test = try IngestCase()
    let path = try test.scratch.write("x.log", Self.events(0..<10))
    try test.ingest("x.log")
    try test.scratch.write("x.log", Self.events(2..<5))
    let shrunk = try test.ingest("x.log")
    #expect(Counts(shrunk) == Counts(duplicates: 3))
    try test.scratch.write("x.log", Self.events(20..<40))
    let replaced = try test.ingest("x.log")
    #expect(Counts(replaced) == Counts(events: 20, requests: 20))
    #expect(replaced.notices == [.changed(path: path)])
    try test.scratch.append("x.log", Self.events(40..<41).utf8)
    let grown = try test.ingest("x.log")
    #expect(Counts(grown) == Counts(events: 1, requests: 1, duplicates: 20))
    #expect(try test.status().sources.map(\.path) == [path, path, path])
    #expect(try Rows(test) == Rows(events: 31, requests: 31))
    try test.expectSound()
  }

  @Test func `verification follows sources that grew by turns`() throws {
    let test = try IngestCase()
    let text = Array(Self.events(0..<30).utf8)
    try test.scratch.write("b.log", text.prefix(3000))
    try test.ingest("b.log")
    try test.scratch.write("a.log", text.prefix(6000))
    try test.ingest("a.log")
    try test.scratch.write("b.log", text.prefix(9000))
    try test.scratch.write("c.log", text.prefix(8000))
    try test.ingest("c.log", "b.log")
    try test.scratch.write("a.log", text)
    try test.ingest("a.log", "b.log", "c.log")
    #expect(try Rows(test) == Rows(events: 30, requests: 30))
    try test.expectSound()
  }

  @Test func `a file that grows keeps the way its evidence was kept at first`() throws {
    for keepsFirst in [true, false] {
      let test = try IngestCase()
      try test.scratch.write("x.log", Self.events(0..<10))
      try test.ingest("x.log") { $0.keepsEvidence = keepsFirst }
      try test.scratch.append("x.log", Self.events(10..<15).utf8)
      let report = try test.ingest("x.log") { $0.keepsEvidence = !keepsFirst }
      #expect(Counts(report) == Counts(events: 5, requests: 5, duplicates: 10))
      #expect(
        try CaseDump.rows(test.path, "SELECT packed IS NOT NULL FROM block")
          == [keepsFirst ? "1" : "0"])
      try test.expectSound()
    }
  }
}
