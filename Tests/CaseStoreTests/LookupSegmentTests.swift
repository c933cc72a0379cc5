import AuditEvents
import LogBytes
import SQLite
import TestSupport
import Testing

@testable import CaseStore

/// Look-ups as they lie in a case, read without the code that is tested.
private struct Postings {
  /// Values by key, of each kind and segment.
  private(set) var values: [LookupKind: [Int64: [UInt32: [UInt64]]]] = [:]
  /// Row ids by ordinal, of each segment.
  private(set) var ids: [Int64: [Int64]] = [:]

  init(_ connection: Connection) throws {
    let rows = try connection.prepare("SELECT lookup_id, postings FROM lookup ORDER BY 1")
    while try rows.step() {
      let kind = try #require(LookupKind(rawValue: rows.integer(0) >> 56))
      let segment = rows.integer(0) >> 24 & 0xFFFF_FFFF
      var bytes = rows.blob(1)[...]
      if kind == .ids {
        var id = Int64(bitPattern: Self.fixed(&bytes, 8))
        ids[segment, default: []].append(id)
        while !bytes.isEmpty {
          id &+= Int64(bitPattern: Self.number(&bytes))
          ids[segment, default: []].append(id)
        }
      } else {
        while !bytes.isEmpty { readEntry(kind, segment, &bytes) }
      }
    }
  }

  private mutating func readEntry(
    _ kind: LookupKind, _ segment: Int64, _ bytes: inout ArraySlice<UInt8>
  ) {
    let key = UInt32(Self.fixed(&bytes, 4))
    var found: [UInt64] = []
    for _ in 0..<Self.number(&bytes) { found.append((found.last ?? 0) + Self.number(&bytes)) }
    values[kind, default: [:]][segment, default: [:]][key, default: []] += found
  }

  private static func fixed(_ bytes: inout ArraySlice<UInt8>, _ count: Int) -> UInt64 {
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>) -> UInt64 {
    let count = bytes.prefix { $0 >= 0x80 }.count + 1
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count).reversed().reduce(0) { $0 << 7 | UInt64($1 & 0x7F) }
  }

  /// The rows that a key finds.
  func events(_ kind: LookupKind, _ key: UInt32) -> Set<Int64> {
    var found: Set<Int64> = []
    for (segment, keys) in values[kind] ?? [:] {
      for ordinal in keys[key] ?? [] { found.insert(ids[segment]?[Int(ordinal)] ?? .min) }
    }
    return found
  }

  /// The object tuples that a key finds.
  func tuples(_ kind: LookupKind, _ key: UInt32) -> Set<Int64> {
    Set((values[kind] ?? [:]).values.flatMap { $0[key] ?? [] }.map(Int64.init))
  }
}

@Suite struct LookupSegmentTests {
  private static func text(_ range: some Sequence<Int>, received: (Int) -> String) -> String {
    range.map { number in
      SampleEvent(number % 3 == 0 ? "own-\(number)" : SampleEvent.id(number)) { event in
        event.user = "user-\(number % 17)"
        event.address = "10.0.\(number % 5).1"
        event.uri = "/api/v1/namespaces/ns-\(number % 7)/pods/web-\(number % 401)"
        event.received = received(number)
      }.line.replacing(
        "\"namespace\":\"prod\",\"name\":\"web\"",
        with: "\"namespace\":\"ns-\(number % 7)\",\"name\":\"web-\(number % 401)\"")
    }.joined()
  }

  /// Events in several commits: in and out of order, of other precision,
  /// without time, and fuller copies of each other.
  private static func write() throws -> WrittenCase {
    func time(_ number: Int) -> String {
      let digits = String(number)
      let zeros = String(repeating: "0", count: 6 - digits.count)
      return "2026-11-23T19:00:19.\(zeros)\(digits)Z"
    }
    return try WrittenCase([
      text(0..<3000) { time($0) }, text((3000..<4000).reversed()) { time($0) },
      text(4000..<4100) { _ in "2026-11-23T19:00:19Z" },
      text(4100..<4200) { $0 % 2 == 0 ? "" : "2026-11-23T19:00:19Z" },
      text(0..<50) { time($0) }.replacing("\"level\":\"Metadata\"", with: "\"level\":\"Request\""),
      "",
    ])
  }

  @Test func `every event is found by each of its keys, and no key finds a foreign row`() throws {
    let written = try Self.write()
    let connection = try Connection(path: written.path, mode: .readOnly)
    let postings = try Postings(connection)
    let rows = try connection.prepare(
      "SELECT event_id, audit_id, actor_id, object_id, client_id FROM event")
    var count = 0
    var all: Set<Int64> = []
    while try rows.step() {
      count += 1
      let id = rows.integer(0)
      all.insert(id)
      let halves = rows.type(1) == .blob ? UUIDBytes.halves(rows.blob(1)) : nil
      let hash = halves.map { AuditIDHash.of(high: $0.high, low: $0.low) }
      let audit = hash ?? AuditIDHash.of(rows.text(1))
      let keys: [(LookupKind, UInt32)] = [
        (.audit, LookupSegment.key(ofAudit: audit)),
        (.actor, LookupSegment.key(ofTuple: rows.integer(2))),
        (.object, LookupSegment.key(ofTuple: rows.integer(3))),
        (.client, LookupSegment.key(ofTuple: rows.integer(4))),
      ]
      let missing = keys.filter { !postings.events($0.0, $0.1).contains(id) }
      #expect(missing.isEmpty, "event \(id)")
    }
    #expect(count == 4200)
    #expect(Set(postings.ids.values.joined()).subtracting(all).isEmpty)
    #expect(postings.ids.count == 5)
  }

  @Test func `every object is found by its name and its namespace`() throws {
    let written = try Self.write()
    let connection = try Connection(path: written.path, mode: .readOnly)
    let postings = try Postings(connection)
    let rows = try connection.prepare("SELECT object_id, name, namespace FROM object")
    var count = 0
    while try rows.step() {
      count += 1
      let (name, namespace) = (
        LookupSegment.key(ofText: rows.text(1)), LookupSegment.key(ofText: rows.text(2))
      )
      #expect(postings.tuples(.objectName, name).contains(rows.integer(0)))
      #expect(postings.tuples(.objectNamespace, namespace).contains(rows.integer(0)))
    }
    #expect(count >= 401 * 7)
  }

  @Test func `the reader's look-ups give what a scan gives`() throws {
    let written = try Self.write()
    let reader = try CaseReader(path: written.path)
    func ids(_ sql: String) throws -> [Int64] { try written.rows(sql).compactMap { Int64($0) } }
    for (column, table) in [("actor", "actor"), ("object", "object"), ("client", "client")] {
      for number in [1, 2, 5] as [Int64] {
        let scanned = try ids(
          "SELECT event_id FROM event WHERE \(column)_id = \(number) ORDER BY 1")
        let found =
          switch table {
          case "actor": try reader.events(actorTuples: [number])
          case "object": try reader.events(objectTuples: [number])
          default: try reader.events(clientTuples: [number])
          }
        #expect(Set(found ?? []).isSuperset(of: scanned), "\(table) \(number)")
        #expect(found == found.map { Array(Set($0)).sorted() })
      }
    }
    for id in [SampleEvent.id(1), "own-0", "own-4101", SampleEvent.id(4199), "nobody"] {
      let scanned = try ids("SELECT event_id FROM events WHERE audit_id = '\(id)' ORDER BY 1")
      #expect(try reader.events(withAuditID: id) == scanned)
      #expect(scanned.count == (id == "nobody" ? 0 : 1))
    }
    #expect(
      try reader.objectTuples(named: "web-7")
        == ids("SELECT object_id FROM object WHERE name = 'web-7'"))
  }
}
