import CaseStore
import Foundation
import LogIngest
import TestSupport
import Testing

/// What verification says of files on disk, and of what was derived.
@Suite struct ComparisonTests {
  private static func events(_ range: Range<Int>) -> String {
    range.map { number in
      SampleEvent(SampleEvent.id(number)) { event in
        event.stage = number % 3 == 0 ? "Odd" : "ResponseComplete"
        event.level = "Request"
        event.verb = "create"
        event.more = """
          ,"requestObject":{"kind":"Pod","metadata":{"name":"w"},"spec":{"containers":\
          [{"name":"c\(number)","image":"i"}]}}
          """
      }.line
    }.joined()
  }

  /// What may become of a file, and what is said of it.
  enum Fate: CaseIterable {
    case same, touched, grew, rotated, rotatedByCopying, missing, lineRemoved, lineChanged
    case beginningChanged, cutShort, sameSizeOther

    func apply(_ scratch: Scratch) throws {
      let lines = ComparisonTests.events(0..<40).split(separator: "\n").map { $0 + "\n" }
      switch self {
      case .same: return
      case .touched: try scratch.write("x.log", lines.joined())
      case .grew: try scratch.append("x.log", ComparisonTests.events(40..<41).utf8)
      case .rotated: try scratch.write("x.log", ComparisonTests.events(50..<200))
      case .rotatedByCopying: try scratch.write("x.log", ComparisonTests.events(50..<52))
      case .missing: try FileManager.default.removeItem(atPath: scratch.path("x.log"))
      case .lineRemoved: try scratch.write("x.log", (lines[..<20] + lines[21...]).joined())
      case .lineChanged:
        let changed = lines[30].replacing("alice", with: "bob")
        try scratch.write("x.log", (lines[..<30] + [changed] + lines[31...]).joined())
      case .beginningChanged:
        try scratch.write("x.log", lines[0].replacing("alice", with: "bob") + lines[1...].joined())
      case .cutShort: try scratch.write("x.log", lines[..<10].joined())
      case .sameSizeOther:
        let text = lines.joined().replacing("alice", with: "carol")
        try scratch.write("x.log", text)
      }
    }

    var state: SourceComparison.State {
      switch self {
      case .same, .touched: .same
      case .grew: .grew
      case .rotated, .rotatedByCopying: .rotated
      case .missing: .missing
      case .lineRemoved, .lineChanged, .beginningChanged, .cutShort, .sameSizeOther: .changed
      }
    }
  }

  @Test(arguments: Fate.allCases)
  func `a file is told to be the same, grown, rotated, missing or changed`(_ fate: Fate) throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", Self.events(0..<40))
    try test.ingest("x.log")
    try fate.apply(test.scratch)
    #expect(try SourceComparison.all(path: test.path, test.status()).map(\.state) == [fate.state])
  }

  @Test(arguments: [
    "UPDATE event SET flags = flags + 16 WHERE event_id = (SELECT min(event_id) FROM event)",
    "DELETE FROM event WHERE event_id = (SELECT max(event_id) FROM event)",
    "UPDATE event SET flags = flags & ~1", "UPDATE actor SET user = 'mallory'",
    "UPDATE event SET stage_offset = stage_offset + 1", "UPDATE object SET request_uri = '/'",
    "UPDATE object SET uri_rest = '?watch=1'",
    "UPDATE body_container SET image = 'other' WHERE rowid = 1", "DELETE FROM body_pod",
    "UPDATE source SET events = events + 1", "UPDATE event_text SET stage = 'Even'",
    "UPDATE case_count SET events = events + 1", "UPDATE event SET byte_offset = byte_offset + 1",
    "DELETE FROM lookup WHERE lookup_id >> 56 = 1", "DELETE FROM lookup WHERE lookup_id >> 56 = 2",
    "DELETE FROM lookup WHERE lookup_id >> 56 = 0", "DELETE FROM lookup WHERE lookup_id >> 56 = 5",
    "UPDATE lookup SET postings = zeroblob(length(postings)) WHERE lookup_id >> 56 = 3",
    "UPDATE lookup SET lookup_id = lookup_id + 1 WHERE lookup_id >> 56 = 4",
    "DELETE FROM segment WHERE segment_id = 0",
    "INSERT INTO actor (user, kind) VALUES ('nobody', 0)",
    "INSERT INTO operation SELECT NULL, 'delete', '', 'v1', 'secrets', NULL",
    "INSERT INTO object (namespace, name) VALUES ('prod', 'web-2')",
    "INSERT INTO result (code, outcome) VALUES (500, 2)",
    "INSERT INTO client (source_ip) VALUES ('192.0.2.99')",
    "UPDATE actor SET extra = '{}'", "UPDATE actor SET impersonated = '{}'",
    "UPDATE event SET body_length = body_length + 1", "UPDATE event SET flags = flags | 4",
    "UPDATE event SET audit_id = (SELECT audit_id FROM events v WHERE v.event_id = event.event_id)",
    "INSERT INTO event_gone VALUES (5)",
  ])
  func `whatever is changed of what was derived is found`(change: String) throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", Self.events(0..<30))
    try test.scratch.write("y.log", Self.events(30..<40))
    try test.ingest("x.log")
    try test.ingest("y.log")
    try test.expectSound()
    let outcome = try Command.run("sqlite3", [test.path, change + "; SELECT total_changes()"])
    #expect(outcome.status == 0 && outcome.text != "0\n", "\(outcome.stderr)")
    #expect(try EvidenceVerification(path: test.path).differences == [])
    let comparison = try DeepComparison(path: test.path, test.status())
    #expect(!comparison.problems.isEmpty)
    #expect(comparison.unkept == [])
  }

  /// A copy that is spelled otherwise brings tuples of its own, and no row.
  @Test func `a tuple of a copy is no difference, and one that was changed is`() throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", SampleEvent(SampleEvent.id(1)).line)
    try test.scratch.write(
      "y.log",
      SampleEvent(SampleEvent.id(1)).line
        .replacing("\"prod\",\"name\":\"web\"", with: "\"prod\", \"name\":\"web\"")
        .replacing("{\"username\":\"alice\"}", with: "{\"username\": \"alice\"}"))
    try test.ingest("x.log")
    #expect(try Counts(test.ingest("y.log")) == Counts(duplicates: 1))
    for table in ["actor", "object"] {
      let loose = "\(table) WHERE \(table)_id NOT IN (SELECT \(table)_id FROM event)"
      #expect(try CaseDump.rows(test.path, "SELECT count(*) FROM \(loose)") == ["1"])
    }
    try test.expectSound()
    let change = """
      UPDATE actor SET user = 'mallory' WHERE actor_id NOT IN (SELECT actor_id FROM event);
      UPDATE object SET name = 'db' WHERE object_id NOT IN (SELECT object_id FROM event)
      """
    #expect(try Command.run("sqlite3", [test.path, change]).status == 0)
    let problems = try DeepComparison(path: test.path, test.status()).problems
    #expect(problems.contains("actor 1: no event refers to it, and no bytes say it"))
    #expect(problems.contains("object 1: no event refers to it, and no bytes say it"))
  }

  @Test func `a block that belongs to no source is found`() throws {
    let test = try IngestCase()
    try test.scratch.write("x.log", Self.events(0..<5))
    try test.ingest("x.log")
    let change = "INSERT INTO block SELECT 9, zeroblob(32), json_bytes, packed FROM block"
    #expect(try Command.run("sqlite3", [test.path, change]).status == 0)
    #expect(try EvidenceVerification(path: test.path).differences == [.looseBlock(row: 9)])
  }

  @Test func `rows of sources that are only referred to cannot be derived, which is said`() throws {
    let test = try IngestCase()
    let path = try test.scratch.write("x.log", Self.events(0..<5))
    try test.ingest("x.log") { $0.keepsEvidence = false }
    let comparison = try DeepComparison(path: test.path, test.status())
    #expect(comparison.problems == [])
    #expect(comparison.unkept == [path])
  }

  @Test func `a long run of NULs is gone over again when its file grows`() throws {
    let test = try IngestCase()
    let zeros = [UInt8](repeating: 0, count: 40 << 20)
    try test.scratch.write("x.log", Array(Self.events(0..<3).utf8) + zeros)
    #expect(try Counts(test.ingest("x.log")) == Counts(events: 3, requests: 3, rejected: 1))
    try test.scratch.append("x.log", Self.events(3..<5).utf8)
    let second = try test.ingest("x.log")
    #expect(Counts(second) == Counts(events: 2, requests: 2, duplicates: 3, rejected: 1))
    #expect(second.addsUp)
    try test.expectSound()
  }

  @Test func `a file that grows is read under the limit it was read under at first`() throws {
    let test = try IngestCase()
    let note = String(repeating: "x", count: 5000)
    let long = SampleEvent("long") { $0.more = ",\"note\":\"\(note)\"" }
    try test.scratch.write("x.log", Self.events(0..<1) + long.line)
    let first = try test.ingest("x.log") { $0.maxRecord = 3000 }
    #expect(Counts(first) == Counts(events: 1, requests: 1, rejected: 1))
    try test.scratch.append("x.log", long.line.utf8)
    let second = try test.ingest("x.log")
    #expect(Counts(second) == Counts(duplicates: 2, rejected: 2))
    try test.expectSound()
  }
}
