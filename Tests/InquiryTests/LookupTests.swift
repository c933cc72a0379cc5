import CaseStore
import Inquiry
import TestSupport
import Testing

/// A case large enough for its look-ups to be used, and the same without them.
@Suite(.serialized) struct LookupTests {
  /// Makes the case once: 24,000 requests in two files.
  private struct Cases {
    let indexed: CaseBuilder
    let plain: CaseBuilder

    init() throws {
      indexed = try Self.build()
      plain = try indexed.copy()
      _ = try Command.run("sqlite3", [plain.path, "DELETE FROM segment; DELETE FROM lookup"])
    }

    private static func build() throws -> CaseBuilder {
      let template = Sample.uri("VERB", "/api/v1/namespaces/NS/pods/NAME", by: "USER", at: 0) {
        $0.auditID = "AUDIT"
        $0.address = ["ADDRESS"]
      }.json(number: 0)
      var builder = try CaseBuilder()
      for file in 0..<2 {
        try builder.add(lines: (0..<12_000).map { line(template, $0 + file * 12_000) })
      }
      return builder
    }

    private static func line(_ template: String, _ number: Int) -> String {
      let time = Sample.microseconds(Double(number) / 100)
      return
        template
        .replacing("AUDIT", with: number % 2 == 0 ? "audit-\(number)" : uuid(number))
        .replacing("VERB", with: number % 50 == 0 ? "delete" : "get")
        .replacing("NS", with: "ns-\(number % 700)")
        .replacing("NAME", with: "pod-\(number % 9000)")
        .replacing("USER", with: "user-\(number % 1100)")
        .replacing("ADDRESS", with: "10.0.\(number % 90).1")
        .replacing("2026-11-23T12:00:00.000000Z", with: MomentText.utc(time, digits: 6))
    }

    static func uuid(_ number: Int) -> String {
      "00000000-0000-4000-8000-" + String(1_000_000_000_000 + number).dropFirst(0).suffix(12)
    }
  }

  @Test func `look-ups find what a scan finds`() throws {
    let cases = try Cases()
    let (indexed, plain) = (try cases.indexed.open(), try cases.plain.open())
    #expect(!indexed.reader.isPlain && plain.reader.isPlain)
    #expect(indexed.reader.indexedEvents == 24_000)
    let questions: [[(FilterKey, String)]] = [
      [(.auditID, "audit-1234")], [(.auditID, Cases.uuid(77))], [(.auditID, "none")],
      [(.user, "user-7")], [(.user, "user-7"), (.verb, "delete")], [(.user, "user-1?")],
      [(.name, "pod-42")], [(.name, "pod-42"), (.name, "pod-43"), (.namespace, "ns-42")],
      [(.namespace, "ns-5")], [(.ip, "10.0.3.0/24")], [(.ip, "10.0.3.1"), (.user, "user-3")],
      [(.user, "!user-7"), (.namespace, "ns-7")], [(.verb, "delete")], [(.user, "nobody")],
    ]
    for question in questions {
      let ask: (inout EventFilter) throws -> Void = { filter in
        for (key, value) in question { try filter.add(key, value) }
      }
      let found = try indexed.timeline(.full, ask)
      #expect(try found == plain.timeline(.full, ask), "\(question)")
    }
    for resource in ["pod/pod-42", "pod/pod-4*", "pods"] {
      for change in [{ _ in }, { try $0.add(.namespace, "ns-42") }]
        as [(inout EventFilter) throws -> Void]
      {
        #expect(
          try indexed.who("delete", resource, change).rows
            == plain.who("delete", resource, change).rows, "\(resource)")
      }
    }
  }

  @Test func `tuples and events are found by their values`() throws {
    let cases = try Cases()
    for builder in [cases.indexed, cases.plain] {
      let reader = try builder.open().reader
      let named = try #require(try reader.objectTuples(named: "pod-42"))
      #expect(named.count == 3)
      #expect(try reader.events(objectTuples: named)?.count == 3)
      #expect(try reader.objectTuples(inNamespace: "ns-42")?.count == 35)
      #expect(try reader.objectTuples(inNamespace: "ns-42", atMost: 10) == nil || reader.isPlain)
      #expect(try reader.events(actorTuples: [1], atMost: 3) == nil)
      #expect(try reader.events(withAuditID: Cases.uuid(77)).count == 1)
      #expect(try reader.events(withAuditID: Cases.uuid(78)) == [])
      let all = try #require(try reader.events(clientTuples: 1...180))
      #expect(all.count == 24_000)
      #expect(all == all.sorted())
    }
  }
}
