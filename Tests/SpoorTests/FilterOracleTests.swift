import Foundation
import TestSupport
import Testing

/// Every command that asks gives the rows that an independent reading of the raw
/// log selects, whatever the filter.
@Suite struct FilterOracleTests {
  private static let filters = 24
  private let log: RawLog
  private let test: SpoorCase

  init() throws {
    let (folder, log) = try RawLog.incident()
    self.log = log
    test = try SpoorCase()
    let ingested = try test.ingest([folder.path])
    #expect(ingested.tally?.requests == log.requests.count)
  }

  private func rows(_ words: [String]) throws -> [[String: Any]] {
    let outcome = try test.run(words + ["--format", "json"])
    #expect(outcome.status == 0, "\(words): \(outcome.stderr)")
    let value = try JSONSerialization.jsonObject(with: Data(outcome.stdout))
    return value as? [[String: Any]] ?? []
  }

  /// Calls a closure with filters by chance and what they select.
  private func forRandomFilters(
    seed: UInt64, _ body: (RandomFilter, [RawLog.Request], inout SeededGenerator) throws -> Void
  ) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<Self.filters {
      let filter = RandomFilter(log, &random)
      try body(filter, log.requests.filter(filter.admits), &random)
    }
  }

  private static func text(_ value: Any?) -> String {
    switch value {
    case let text as String: text
    case let number as NSNumber: "\(number)"
    default: ""
    }
  }

  private static func counts(_ texts: some Sequence<String>) -> [String: Int] {
    texts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  @Test(arguments: [UInt64.random(in: 0..<1 << 32)])
  func `a timeline has the requests that pass, in order of time`(seed: UInt64) throws {
    try forRandomFilters(seed: seed) { filter, expected, _ in
      let rows = try rows(["timeline", "--columns", "time,audit_id"] + filter.words)
      let found = rows.map { Self.text($0["audit_id"]) }
      #expect(found.sorted() == expected.map(\.auditID).sorted(), "seed \(seed): \(filter)")
      #expect(
        rows.map { Self.text($0["time"]) } == expected.map(\.received), "seed \(seed): \(filter)")
    }
  }

  @Test(arguments: [UInt64.random(in: 0..<1 << 32)])
  func `top counts the requests that pass by any columns`(seed: UInt64) throws {
    let columns = [
      "actor", "verb", "resource", "namespace", "name", "code", "outcome", "source_ip",
      "user_agent", "credential", "decision",
    ]
    try forRandomFilters(seed: seed) { filter, expected, random in
      let picked = Array(columns.shuffled(using: &random).prefix(1 + random.below(3)))
      let rows = try rows(["top"] + picked + filter.words)
      let found = rows.map { row in
        (picked.map { Self.text(row[$0]) }.joined(separator: "|"), row["requests"] as? Int ?? -1)
      }
      let counts = Self.counts(expected.map { picked.map($0.value).joined(separator: "|") })
      #expect(
        Dictionary(found, uniquingKeysWith: +) == counts, "seed \(seed): \(picked) \(filter)")
      #expect(found.count == counts.count, "seed \(seed): \(picked) \(filter)")
      #expect(found.map(\.1) == found.map(\.1).sorted(by: >), "seed \(seed): \(filter)")
    }
  }

  @Test(arguments: [UInt64.random(in: 0..<1 << 32)])
  func `what counts an actor's requests that pass`(seed: UInt64) throws {
    let parts = ["actor", "verb", "resource", "namespace", "outcome"]
    try forRandomFilters(seed: seed) { filter, passing, random in
      let user = random.pick(log.requests).user
      let expected = passing.filter { $0.user == user }
      let rows = try rows(["what", user] + filter.words)
      let found = rows.map { row in parts.map { Self.text(row[$0]) }.joined(separator: "|") }
      let counts = Self.counts(expected.map { parts.map($0.value).joined(separator: "|") })
      #expect(
        Dictionary(zip(found, rows.map { $0["requests"] as? Int ?? -1 }), uniquingKeysWith: +)
          == counts, "seed \(seed): \(user) \(filter)")
      let names = Set(rows.flatMap { $0["names"] as? [String] ?? [] })
      #expect(
        names == Set(expected.map(\.name)).subtracting([""]), "seed \(seed): \(user) \(filter)")
    }
  }

  /// A look-up leads to few rows, of which tuples are then read one by one.
  @Test func `what and sessions tell of a single request`() throws {
    for request in [log.requests.first, log.requests.last].compactMap({ $0 }) {
      let only = ["--audit-id", request.auditID]
      let what = try rows(["what", request.user] + only)
      #expect(what.map { Self.text($0["actor"]) } == [request.user])
      #expect(what.map { $0["source_ips"] as? [String] } == [request.addresses])
      let sessions = try rows(["sessions"] + only)
      #expect(sessions.map { Self.text($0["actor"]) } == [request.user])
      #expect(sessions.map { $0["requests"] as? Int } == [1])
    }
  }

  @Test(arguments: [UInt64.random(in: 0..<1 << 32)])
  func `sessions and histograms leave no request out`(seed: UInt64) throws {
    let parts = ["actor", "credential", "source_ip", "user_agent"]
    try forRandomFilters(seed: seed) { filter, expected, _ in
      let sessions = try rows(["sessions", "--pause", "1w"] + filter.words)
      let found = sessions.map { row in parts.map { Self.text(row[$0]) }.joined(separator: "|") }
      #expect(
        Dictionary(
          zip(found, sessions.map { $0["requests"] as? Int ?? -1 }), uniquingKeysWith: +)
          == Self.counts(expected.map { parts.map($0.value).joined(separator: "|") }),
        "seed \(seed): \(filter)")
      let bars = try rows(["timeline", "--histogram"] + filter.words)
      for outcome in ["allowed", "denied", "failed", "pending"] {
        let sum = bars.reduce(0) { $0 + ($1[outcome] as? Int ?? 0) }
        #expect(sum == expected.count { $0.outcome == outcome }, "seed \(seed): \(filter)")
      }
    }
  }

  @Test(arguments: [UInt64.random(in: 0..<1 << 32)])
  func `who and history have the requests that name an object and pass`(seed: UInt64) throws {
    let verbs: Set = ["create", "update", "patch", "delete"]
    let named = log.requests.filter {
      verbs.contains($0.verb) && $0.subresource.isEmpty && !$0.name.isEmpty
        && !$0.namespace.isEmpty
    }
    try forRandomFilters(seed: seed) { filter, passing, random in
      let one = random.pick(named)
      let same = passing.filter {
        $0.resource == one.resource && $0.group == one.group && $0.name == one.name
          && $0.namespace == one.namespace
      }
      let resource = "\(one.resource).\(one.group.isEmpty ? "v1" : one.group)"
      let words = ["\(resource)/\(one.name)", "--namespace", one.namespace] + filter.words
      guard !filter.words.contains(where: { ["--namespace", "--name"].contains($0) }) else {
        return
      }
      let who = try rows(["who", "get"] + words)
      #expect(
        who.reduce(0) { $0 + ($1["requests"] as? Int ?? 0) }
          == same.count { $0.verb == "get" && $0.subresource.isEmpty }, "seed \(seed): \(words)")
      let many = Set(log.requests.filter { $0.verb == "deletecollection" }.map(\.auditID))
      let made = Set(log.requests.filter { $0.verb == "create" && $0.name.isEmpty }.map(\.auditID))
      let history = try rows(["history"] + words).map { Self.text($0["audit_id"]) }
      #expect(
        Set(history).subtracting(many).subtracting(made)
          == Set(
            same.filter {
              verbs.contains($0.verb) && $0.subresource != "status"
                && !["exec", "attach", "portforward", "proxy"].contains($0.subresource)
            }.map(\.auditID)), "seed \(seed): \(words)")
    }
  }
}
