import Foundation
import TestSupport
import Testing

/// Mixtures of real logs, damaged at random.
@Suite(.enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"))
struct MutationTests {
  /// Real logs of several shapes, no longer than some thousand bytes each piece.
  private static let pieces: [[UInt8]] = {
    let files = Corpora.files("public", endingIn: [".json", ".log", ".jsonl", ".raw", ".txt"])
    let texts = files.compactMap { try? Corpora.read($0) }.filter { $0.count < 40_000 }
    let lines = (try? Corpora.read("recorded/shop-incident/audit.log"))?.split(separator: 0x0A)
    return texts + (lines ?? []).prefix(300).map { $0 + [0x0A] }
  }()

  private static func mixture(_ generator: inout SeededGenerator) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<1 + generator.below(60) {
      text += generator.pick(pieces)
      if generator.oneIn(4) { text.append(generator.pick([0x0A, 0x20, 0x2C, 0x00])) }
    }
    for _ in 0..<generator.below(6) where !text.isEmpty {
      let place = generator.below(text.count)
      let length = min(text.count - place, 1 + generator.below(2000))
      switch generator.below(6) {
      case 0: text[place] = UInt8(generator.below(256))
      case 1: text.removeSubrange(place..<place + length)
      case 2: text.insert(contentsOf: text[place..<place + length], at: generator.below(text.count))
      case 3: text.insert(contentsOf: Array(repeating: 0, count: length), at: place)
      case 4: text.insert(contentsOf: generator.pick(pieces), at: place)
      default: text.removeLast(text.count - place)
      }
    }
    return text
  }

  private static func pack(_ text: [UInt8], _ generator: inout SeededGenerator) throws -> [UInt8] {
    switch generator.below(4) {
    case 0: try Command.filter("gzip", ["-c"], text)
    case 1: try Command.filter("zstd", ["-c"], text)
    case 2:
      try Command.filter("gzip", ["-c"], Array(text.prefix(text.count / 2)))
        + Command.filter("gzip", ["-c"], Array(text.dropFirst(text.count / 2)))
    default: text
    }
  }

  @Test func `any mixture adds up to its bytes, and gives them back`() throws {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    let seed = generator.description
    for round in 0..<12 {
      let test = try SpoorCase()
      var texts: [String: [UInt8]] = [:]
      for index in 0..<1 + generator.below(4) {
        let name = "\(index).log"
        texts[name] = Self.mixture(&generator)
        try test.scratch.write(name, Self.pack(texts[name] ?? [], &generator))
      }
      let limit = generator.pick(["16MiB", "3000"])
      let names = texts.keys.sorted()
      let ingested = try test.ingest(["--max-record", limit] + names)
      let tally = try #require(ingested.tally, "round \(round), \(seed)")
      #expect(tally.addsUp, "round \(round), \(seed)")
      let length = texts.values.reduce(0) { $0 + $1.count }
      #expect(tally.bytes_json == length, "round \(round), \(seed)")
      #expect(ingested.status == 0, "round \(round), \(seed)")
      try expectEvidence(test, texts, "round \(round), \(seed)")
      let again = try #require(try test.ingest(["--max-record", limit] + names).tally)
      #expect(again.events == 0, "round \(round), \(seed)")
      #expect(again.requests == 0, "round \(round), \(seed)")
      #expect(again.duplicates == tally.events + tally.duplicates, "round \(round), \(seed)")
      #expect(again.addsUp, "round \(round), \(seed)")
    }
  }

  /// Every source that is kept gives its text, and nothing differs.
  private func expectEvidence(
    _ test: SpoorCase, _ texts: [String: [UInt8]], _ comment: String
  ) throws {
    let kept = try CaseDump.rows(test.path, "SELECT source_id, path FROM source WHERE state = 1")
    for row in kept.map({ $0.split(separator: "|").map(String.init) }) {
      let exported = try test.run(["export", "evidence", "--source", row[0]])
      let bytes = exported.stdout
      #expect(bytes == texts[row[1]], "source \(row[1]), \(comment)")
      try expectRows(test, source: row[0], bytes, comment)
    }
    let verified = try test.run(["verify", "--deep"])
    #expect(verified.status == 0, "\(verified.text) \(comment)")
  }

  /// Rows and rejected records lie apart from each other in their source, and
  /// an event's bytes are JSON that has its audit ID.
  private func expectRows(
    _ test: SpoorCase, source: String, _ bytes: [UInt8], _ comment: String
  ) throws {
    let rows = try CaseDump.rows(
      test.path,
      """
      SELECT byte_offset, byte_length, hex(audit_id) FROM events WHERE source_id = \(source)
      UNION ALL SELECT byte_offset, byte_length, '-' FROM rejected WHERE source_id = \(source)
      AND is_salvaged = 0
      ORDER BY 1, 2 DESC
      """)
    var end = 0
    for row in rows.map({ $0.split(separator: "|").map(String.init) }) {
      let (offset, length) = (Int(row[0]) ?? -1, Int(row[1]) ?? -1)
      // An event may lie in a record of a shipper that holds others, too.
      let isInside = row[2] != "-" && offset + length <= end
      let isApart = (offset >= end || isInside) && length > 0
      end = max(end, offset + length)
      #expect(isApart && end <= bytes.count, "\(row) \(comment)")
      guard row[2] != "-", end <= bytes.count else { continue }
      let object = try? JSONSerialization.jsonObject(with: Data(bytes[offset..<offset + length]))
      let id = (object as? [String: Any])?["auditID"] as? String
      // Foundation refuses what is no Unicode; the tool keeps it.
      guard let id else { continue }
      let hex: String = id.utf8.map { String(format: "%02X", $0) }.joined()
      #expect(row[2] == hex, "\(row) \(comment)")
    }
  }
}
