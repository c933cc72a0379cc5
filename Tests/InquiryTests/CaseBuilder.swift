import CaseStore
import Foundation
import Inquiry
import LogIngest
import TestSupport

/// One request for a test's case.
struct Sample {
  var verb = "get"
  var uri = "/api/v1/namespaces/prod/pods/web"
  var user: String? = "alice"
  var groups = ["system:authenticated"]
  var impersonated: String?
  var credential: String?
  var address = ["192.0.2.44"]
  var agent = "kubectl/v1.35.4"
  var code: Int? = 200
  var message: String?
  var stage = "ResponseComplete"
  var level = "RequestResponse"
  var resource: String? = "pods"
  var group: String?
  var subresource: String?
  var namespace: String? = "prod"
  var name: String? = "web"
  var request: String?
  var response: String?
  var decision: String? = "allow"
  /// Seconds after the case's first moment; nil for an event without time.
  var second: Double? = 0
  var auditID: String?

  /// A request to a URI, whose parts tell resource, namespace and name.
  static func uri(
    _ verb: String, _ uri: String, by user: String? = "alice", at second: Double? = 0,
    code: Int? = 200, change: (inout Sample) -> Void = { _ in }
  ) -> Sample {
    var sample = Sample(verb: verb, uri: uri, user: user, code: code, second: second)
    sample.readPath()
    change(&sample)
    return sample
  }

  private mutating func readPath() {
    (resource, group, subresource, namespace, name) = (nil, nil, nil, nil, nil)
    var parts = uri.split(separator: "?")[0].split(separator: "/").map(String.init)
    guard ["api", "apis"].contains(parts.first), parts.count > 2 else { return }
    if parts[0] == "apis" { group = parts[1] }
    parts.removeFirst(parts[0] == "api" ? 2 : 3)
    if parts.first == "namespaces", parts.count > 2 {
      namespace = parts[1]
      parts.removeFirst(2)
    }
    resource = parts.first
    name = parts.dropFirst().first
    if resource == "namespaces" { namespace = name }
    subresource = parts.dropFirst(2).first
    let fields = URLComponents(string: uri)?.queryItems?.first { $0.name == "fieldSelector" }
    if let field = fields?.value, field.hasPrefix("metadata.name=") {
      name = String(field.dropFirst(14))
    }
  }

  /// The event's JSON text.
  func json(number: Int) -> String {
    var event: [String: Any] = [
      "kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": level, "stage": stage,
      "auditID": auditID ?? String(format: "00000000-0000-4000-8000-%012d", number),
      "requestURI": uri, "verb": verb, "sourceIPs": address, "userAgent": agent,
    ]
    var account: [String: Any] = [:]
    if let user { account = ["username": user, "groups": groups] }
    if let credential {
      account["extra"] = ["authentication.kubernetes.io/credential-id": [credential]]
    }
    event["user"] = account
    if let impersonated {
      event["impersonatedUser"] = ["username": impersonated, "groups": ["system:authenticated"]]
    }
    if let resource {
      let parts = [
        "resource": resource, "apiGroup": group, "subresource": subresource,
        "namespace": namespace, "name": name, "apiVersion": "v1",
      ]
      event["objectRef"] = parts.compactMapValues(\.self)
    }
    if let code {
      var status: [String: Any] = ["metadata": [String: Any](), "code": code]
      if let message { status["message"] = message }
      event["responseStatus"] = status
    }
    if let decision, stage != "RequestReceived" {
      event["annotations"] = ["authorization.k8s.io/decision": decision]
    }
    if let request { event["requestObject"] = Self.object(request) }
    if let response { event["responseObject"] = Self.object(response) }
    if let second {
      event["requestReceivedTimestamp"] = Self.time(second)
      event["stageTimestamp"] = Self.time(second + 0.01)
    }
    let data = try? JSONSerialization.data(
      withJSONObject: event, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  private static func object(_ json: String) -> Any {
    (try? JSONSerialization.jsonObject(with: Data(json.utf8))) ?? [:]
  }

  /// Microseconds since 1970 of a second of the case.
  static func microseconds(_ second: Double) -> Int64 {
    1_795_435_200_000_000 + Int64((second * 1_000_000).rounded())
  }

  private static func time(_ second: Double) -> String {
    MomentText.utc(microseconds(second), digits: 6)
  }
}

/// Cases of a few requests.
struct CaseBuilder {
  private let scratch: Scratch
  private var runs = 0

  init() throws { scratch = try Scratch() }

  /// The case's file.
  var path: String { scratch.path("case.db") }

  /// Ingests requests as one file.
  mutating func add(_ samples: [Sample], cluster: String = "") throws {
    let lines = samples.enumerated().map { $1.json(number: $0 + 1000 * runs) }
    try add(lines: lines, cluster: cluster)
  }

  /// Ingests events as one file.
  mutating func add(lines: [String], cluster: String = "") throws {
    runs += 1
    let file = try scratch.write("\(runs).log", Array((lines.joined(separator: "\n") + "\n").utf8))
    try ingest([file], cluster: cluster)
  }

  /// Ingests files.
  func ingest(_ paths: [String], cluster: String = "") throws {
    var options = IngestOptions(casePath: path, tool: "spoor test")
    options.cluster = cluster
    _ = try Ingest.run(
      paths, options, holder: "a test", progress: { _ in }, isCancelled: { false })
  }

  /// The same case in a folder of its own.
  func copy() throws -> CaseBuilder {
    let copy = try CaseBuilder()
    try FileManager.default.copyItem(atPath: path, toPath: copy.path)
    return copy
  }

  /// The case, open for questions.
  func open() throws -> Case { try Case(path: path) }

  /// A case of some requests.
  static func open(_ samples: [Sample]) throws -> Case {
    var builder = try CaseBuilder()
    try builder.add(samples)
    return try builder.open()
  }
}

/// An answer's rows with some columns only, as text.
func table(_ rows: [[Value]], of columns: [Column], _ names: String...) -> [String] {
  let places = names.compactMap { name in columns.firstIndex { $0.name == name } }
  return rows.map { row in places.map { text(row[$0]) }.joined(separator: " | ") }
}

private func text(_ value: Value) -> String {
  switch value {
  case .null: "-"
  case .integer(let number), .identifier(let number): "\(number)"
  case .text(let text): text
  case .list(let texts): texts.joined(separator: ",")
  case .time(let microseconds, let digits): MomentText.utc(microseconds, digits: digits)
  case .duration(let microseconds): "\(microseconds)"
  case .flag(let flag): "\(flag)"
  case .real(let number): "\(number)"
  }
}

extension Case {
  /// The rows of a timeline.
  func timeline(
    _ profile: TimelineProfile = .standard, stages: Bool = false,
    _ change: (inout EventFilter) throws -> Void = { _ in }
  ) throws -> [[Value]] {
    var filter = EventFilter()
    try change(&filter)
    let timeline = try Timeline(of: self, filter, profile: profile, stages: stages)
    var rows: [[Value]] = []
    var row: [Value] = []
    while try timeline.next(into: &row) { rows.append(row) }
    return rows
  }

  /// The names of the objects that a filter lets through, in order.
  func names(_ change: (inout EventFilter) throws -> Void) throws -> [String] {
    table(try timeline(.standard, change), of: TimelineProfile.standard.columns, "name")
  }

  /// Who did it.
  func who(
    _ verb: String, _ resource: String, _ change: (inout EventFilter) throws -> Void = { _ in }
  ) throws -> WhoAnswer {
    var question = WhoQuestion(verb: verb, resource: resource)
    try change(&question.filter)
    return try Who.answer(question, in: self)
  }
}

extension WhoAnswer {
  /// Who, how and with what result, a line a row.
  var lines: [String] {
    rows.map {
      let counts = [$0.allowed, $0.denied, $0.failed, $0.pending, $0.dryRun].map(String.init)
      return "\($0.actor ?? "-") \($0.how.rawValue) \(counts.joined(separator: "/"))"
    }
  }
}
