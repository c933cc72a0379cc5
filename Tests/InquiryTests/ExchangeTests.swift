import Foundation
import Inquiry
import Testing

/// Timelines under the names of other programs.
@Suite struct ExchangeTests {
  /// What a field of the Elastic Common Schema holds.
  private enum Kind { case date, text, number, address, texts, addresses }

  /// The fields of ECS 8.11.0 (`generated/csv/fields.csv`) that are written: a
  /// keyword, a wildcard and a match-only text are text, a long is a number.
  private static let fields: [String: Kind] = [
    "@timestamp": .date, "ecs.version": .text, "message": .text, "event.kind": .text,
    "event.module": .text, "event.dataset": .text, "event.category": .texts,
    "event.type": .texts, "event.action": .text, "event.outcome": .text, "event.id": .text,
    "event.duration": .number, "user.name": .text, "user.id": .text, "user.roles": .texts,
    "user.effective.name": .text, "source.ip": .address, "related.ip": .addresses,
    "user_agent.original": .text, "url.original": .text, "http.response.status_code": .number,
    "error.message": .text, "orchestrator.type": .text, "orchestrator.cluster.name": .text,
    "orchestrator.namespace": .text, "orchestrator.resource.type": .text,
    "orchestrator.resource.name": .text, "orchestrator.api_version": .text,
  ]

  /// The values that ECS 8.11.0 allows.
  private static let allowed: [String: Set<String>] = [
    "event.kind": ["alert", "asset", "enrichment", "event", "metric", "state", "pipeline_error"],
    "event.category": ["api"],
    "event.outcome": ["failure", "success", "unknown"],
    // Those expected with the category `api`.
    "event.type": [
      "access", "admin", "allowed", "change", "creation", "deletion", "denied", "end", "info",
      "start", "user",
    ],
  ]

  private static func open() throws -> Case {
    let verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "connect"]
    var samples: [Sample] = []
    for (index, verb) in verbs.enumerated() {
      for code in [200, 403, 404, nil] {
        samples.append(
          .uri(verb, "/api/v1/namespaces/prod/pods/web", at: Double(index), code: code) {
            $0.stage = code == nil ? "RequestReceived" : "ResponseComplete"
            $0.decision = code == 403 ? "forbid" : "allow"
            $0.address = ["203.0.113.5", "2001:db8::7"]
            $0.impersonated = "root"
            $0.message = "a message"
          })
      }
    }
    return try CaseBuilder.open(samples + [.uri("get", "/healthz", by: nil, at: nil)])
  }

  private static func isAddress(_ text: String) -> Bool {
    var room = in6_addr()
    return inet_pton(AF_INET, text, &room) == 1 || inet_pton(AF_INET6, text, &room) == 1
  }

  private static func fits(_ value: Value, _ kind: Kind) -> Bool {
    switch (value, kind) {
    case (.null, _), (.time, .date), (.text, .text), (.integer, .number), (.list, .texts): true
    case (.text(let text), .address): isAddress(text)
    case (.list(let texts), .addresses): texts.allSatisfy { isAddress($0) }
    default: false
    }
  }

  @Test func `every field for Elastic is one of its schema, and holds what it says`() throws {
    let columns = TimelineProfile.ecs.columns.map(\.name)
    #expect(Set(columns) == Set(Self.fields.keys))
    #expect(Set(columns).count == columns.count)
    let rows = try Self.open().timeline(.ecs)
    #expect(rows.count == 33)
    for row in rows {
      for (column, value) in zip(columns, row) {
        #expect(Self.fields[column].map { Self.fits(value, $0) } == true, "\(column): \(value)")
        guard let allowed = Self.allowed[column] else { continue }
        let texts: [String] =
          switch value {
          case .text(let text): [text]
          case .list(let texts): texts
          default: []
          }
        #expect(!texts.isEmpty && allowed.isSuperset(of: texts), "\(column): \(value)")
      }
    }
  }

  @Test func `Timesketch gets the same moment twice, of requests without a received time, too`()
    throws
  {
    var sample = Sample.uri("get", "/healthz", at: 7)
    sample.auditID = "undated"
    let line = sample.json(number: 0).replacing(
      /"requestReceivedTimestamp":"[^"]*",/, with: "")
    var builder = try CaseBuilder()
    try builder.add(lines: [line, Sample.uri("get", "/livez", at: 9).json(number: 1)])
    let rows = try builder.open().timeline(.timesketch)
    let names = TimelineProfile.timesketch.columns.map(\.name)
    let moments = rows.map { row in
      (row[names.firstIndex(of: "datetime") ?? 0], row[names.firstIndex(of: "timestamp") ?? 0])
    }
    #expect(moments.count == 2)
    for (moment, number) in moments {
      guard case .time(let microseconds, _) = moment else {
        Issue.record("\(moment)")
        continue
      }
      #expect(number == .integer(microseconds))
    }
  }
}
