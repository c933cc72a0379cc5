import CaseStore
import Inquiry
import TestSupport
import Testing

/// Counts by any columns agree with counting the rows of a timeline.
@Suite struct TopTests {
  private static func request(_ random: inout SeededGenerator, isDated: Bool) -> Sample {
    let names = ["web", "db", "caf\u{e9}", "a/b", ""]
    let paths = [
      "/api/v1/namespaces/prod/pods/\(names[random.below(4)])", "/api/v1/namespaces/dev",
      "/api/v1/namespaces/prod/pods", "/apis/apps/v1/namespaces/dev/deployments/web/scale",
      "/api/v1/secrets?limit=\(random.below(3))", "/healthz",
    ]
    let uri = random.pick(paths)
    let verb = random.pick(["get", "delete", "list", "create", "patch"])
    return .uri(verb, uri, by: random.pick(["alice", "bob", nil])) {
      $0.second = isDated || random.below(4) > 0 ? Double(random.below(200_000)) / 7 : nil
      $0.code = random.pick([200, 403, 404])
      $0.decision = random.pick(["allow", "forbid", nil])
      $0.stage = random.pick(["ResponseComplete", "ResponseStarted", "RequestReceived"])
      $0.level = random.pick(["Metadata", "Request"])
      $0.impersonated = random.pick([nil, nil, "root"])
      $0.address = random.pick([["192.0.2.1"], ["203.0.113.9", "192.0.2.1"]])
      $0.auditID = random.below(3) == 0 ? "id \(random.below(1000))" : nil
    }
  }

  /// The values that a row of a full timeline has in some columns.
  private static func values(_ row: [Value], _ names: [String]) -> [Value] {
    let columns = TimelineProfile.full.columns.map(\.name)
    func value(_ name: String) -> Value { columns.firstIndex(of: name).map { row[$0] } ?? .null }
    return names.map { name in
      switch name {
      case "day": start(of: value("time"), 86_400_000_000)
      case "hour": start(of: value("time"), 3_600_000_000)
      case "minute": start(of: value("time"), 60_000_000)
      case "resource" where !names.contains("subresource"):
        if case .text(let resource) = value(name), case .text(let below) = value("subresource") {
          .text(resource + "/" + below)
        } else {
          value(name)
        }
      default: value(name)
      }
    }
  }

  private static func start(of time: Value, _ length: Int64) -> Value {
    guard case .time(let moment, _) = time else { return .null }
    return .time(microseconds: moment - moment % length, digits: 0)
  }

  @Test(arguments: [UInt64.random(in: 0..<1 << 32)], [true, false])
  func `top counts what a timeline has, by any columns`(seed: UInt64, isDated: Bool) throws {
    var random = SeededGenerator(seed: seed)
    var builder = try CaseBuilder()
    for cluster in ["one", "two"] {
      try builder.add(
        (0..<150).map { _ in Self.request(&random, isDated: isDated) }, cluster: cluster)
    }
    let investigated = try builder.open()
    let rows = try investigated.timeline(.full)
    let isUndated = ["day", "hour", "minute"]
    let names = Top.names.filter { isDated || !isUndated.contains($0) }
    let combinations =
      names.map { [$0] }
      + (0..<60).map { _ in
        Array(names.shuffled(using: &random).prefix(2 + random.below(3)))
      } + [["audit_id", "time", "user"], ["request_uri", "audit_id", "byte_length", "name"]]
    for picked in combinations {
      var expected: [[Value]: Int64] = [:]
      for row in rows { expected[Self.values(row, picked), default: 0] += 1 }
      let found = try Top(picked, of: investigated).rows
      let counts = found.map { (Array($0.dropLast()), Self.count($0)) }
      #expect(
        Dictionary(counts, uniquingKeysWith: +) == expected, "seed \(seed): \(picked)")
      #expect(counts.count == expected.count, "seed \(seed): \(picked)")
      #expect(counts.map(\.1) == counts.map(\.1).sorted(by: >), "seed \(seed): \(picked)")
      let few = 1 + random.below(5)
      #expect(
        try Top(picked, of: investigated, limit: few).rows == Array(found.prefix(few)),
        "seed \(seed): \(picked), \(few)")
    }
  }

  @Test(arguments: [UInt64.random(in: 0..<1 << 32)])
  func `two threads count a large case as one does`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var builder = try CaseBuilder()
    try builder.add((0..<21_000).map { _ in Self.request(&random, isDated: true) })
    let investigated = try builder.open()
    #expect(investigated.reader.twin != nil)
    let rows = try investigated.timeline(.full)
    for picked in [
      ["verb", "user"], ["audit_id"], ["user", "time"], ["stage_time"], ["request_uri"],
      ["duration_us", "minute"], ["byte_length", "audit_id", "duration_us", "time_us"],
    ] {
      var expected: [[Value]: Int64] = [:]
      for row in rows { expected[Self.values(row, picked), default: 0] += 1 }
      let found = try Top(picked, of: investigated).rows
      #expect(found.count == expected.count, "seed \(seed): \(picked)")
      let counts = found.map { (Array($0.dropLast()), Self.count($0)) }
      #expect(
        Dictionary(counts, uniquingKeysWith: +) == expected, "seed \(seed): \(picked)")
      #expect(
        try Top(picked, of: investigated, limit: 7).rows == Array(found.prefix(7)),
        "seed \(seed): \(picked)")
    }
  }

  private static func count(_ row: [Value]) -> Int64 {
    if case .integer(let count) = row.last { count } else { -1 }
  }

  @Test func `texts have one number each, whatever they are`() {
    var numbers = TextNumbers()
    let texts = (0..<5000).map { "\($0 % 977)" + String(repeating: "x", count: $0 % 977 % 40) }
    let found = texts.map { numbers.number(of: $0) }
    #expect(found.map { numbers.text($0) } == texts)
    #expect(Set(found).count == 977)
    #expect(numbers.text(TextNumbers.absent) == nil)
    let sorted = Set(found).sorted(by: numbers.isBefore)
    #expect(sorted.compactMap(numbers.text) == Set(texts).sorted())
    #expect(numbers.isBefore(TextNumbers.absent, found[0]))
  }
}
