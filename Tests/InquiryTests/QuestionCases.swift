import CaseStore
import Foundation
import Inquiry
import SQLite
import TestSupport
import Testing

/// Cases to put named questions to.
enum QuestionCases {
  /// A recording of `sample-logs`.
  static func sample(_ name: String) throws -> CaseBuilder {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let builder = try CaseBuilder()
    try builder.ingest([root.appending(path: "sample-logs/\(name)").path])
    return builder
  }

  /// Where hardly anything happens.
  static func quiet() throws -> CaseBuilder {
    var builder = try CaseBuilder()
    try builder.add([Sample(), Sample(second: 1)])
    return builder
  }

  /// What does not happen in the recordings.
  static func rare() throws -> CaseBuilder {
    var builder = try CaseBuilder()
    let pinned = #"{"spec":{"nodeName":"worker-1","containers":[{"name":"a","image":"busybox"}]}}"#
    let samples = [
      Sample.uri("create", "/apis/certificates.k8s.io/v1/certificatesigningrequests/root"),
      Sample.uri("get", "/api/v1/namespaces/prod/pods/web", at: 1) {
        $0.impersonated = "system:admin"
      },
      Sample.uri(
        "delete",
        "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/guard", at: 2),
      Sample.uri(
        "delete", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/foos.example.com",
        at: 3),
      Sample.uri("get", "/api/v1/nodes/worker-1/proxy", at: 4) {
        $0.address = ["10.0.0.1", "192.0.2.44"]
      },
      Sample.uri("create", "/api/v1/namespaces/prod/endpoints/db", at: 5),
      Sample.uri("create", "/api/v1/namespaces/prod/pods/pinned", at: 6, code: 201) {
        $0.request = pinned
      },
      Sample.uri("get", "/api/v1/namespaces/prod/pods/web", at: 7, code: nil) {
        $0.stage = "RequestReceived"
        $0.auditID = "00000000-0000-4000-8000-00000000aaaa"
      },
      Sample.uri("get", "/api/v1/namespaces/prod/pods/web", at: 8) { $0.auditID = Self.twice },
      Sample.uri("get", "/api/v1/namespaces/prod/pods/db", at: 9) { $0.auditID = Self.twice },
      Sample.uri("get", "/api/v1/namespaces/prod/pods/web", at: 10) { $0.auditID = Self.disputed },
      Sample.uri("get", "/api/v1/namespaces/prod/pods/web", by: "mallory", at: 10) {
        $0.auditID = Self.disputed
      },
      Sample.uri("list", "/api/v1/namespaces/prod/pods", at: 11, code: 500),
    ]
    let lines = samples.enumerated().map { $1.json(number: $0) }
    try builder.add(lines: lines + ["this is no JSON"])
    return builder
  }

  static let twice = "00000000-0000-4000-8000-00000000bbbb"
  private static let disputed = "00000000-0000-4000-8000-00000000cccc"

  /// Values for what has to be set.
  static func required(_ question: NamedQuestion) -> [String: Value] {
    var values: [String: Value] = [:]
    for parameter in question.parameters where parameter.isRequired {
      values[parameter.name] = .text(Self.twice)
    }
    return values
  }
}

extension CaseBuilder {
  /// A question's rows as Spoor gives them, each value as text.
  func ask(
    _ question: NamedQuestion, _ values: [String: Value] = [:],
    _ filter: EventFilter = EventFilter()
  ) throws -> [[String]] {
    let session = try SQLSession(path: path)
    try session.choose(filter, for: question.sql)
    return try Self.read(try session.rows(question.sql, values)).rows
  }

  /// The rows of SQL.
  func sql(_ sql: String, _ filter: EventFilter = EventFilter()) throws -> [[String]] {
    let session = try SQLSession(path: path)
    try session.choose(filter, for: sql)
    return try Self.read(try session.rows(sql)).rows
  }

  private static func read(_ answer: SQLRows) throws -> (columns: [Column], rows: [[String]]) {
    var rows: [[String]] = []
    var row: [Value] = []
    while try answer.next(into: &row) { rows.append(row.map(plainText)) }
    return (answer.columns, rows)
  }

  /// A question's rows as plain SQLite gives them, without a function of ours.
  func askPlainly(_ question: NamedQuestion, _ values: [String: Value] = [:]) throws -> [[String]] {
    let connection = try Connection(path: path, mode: .readOnly)
    let statement = try connection.prepare(question.sql)
    for case (let name, .text(let text)) in values {
      try statement.bind(text, named: ":" + name)
    }
    var rows: [[String]] = []
    while try statement.step() {
      rows.append((0..<statement.columnCount).map { plainText(statement.value($0)) })
    }
    return rows
  }
}

/// A value as both sides write it: lists by their members.
private func plainText(_ value: Value) -> String {
  switch value {
  case .null: "-"
  case .integer(let number), .identifier(let number), .duration(let number): "\(number)"
  case .real(let number): "\(number)"
  case .text(let text): members(text)
  case .list(let texts): texts.joined(separator: ",")
  case .time(let microseconds, let digits): MomentText.utc(microseconds, digits: digits)
  case .flag(let flag): "\(flag)"
  }
}

private func plainText(_ value: SQLiteValue) -> String {
  switch value {
  case .null: "-"
  case .integer(let number): "\(number)"
  case .real(let number): "\(number)"
  case .text(let text): members(text)
  case .blob(let bytes): bytes.map { String(format: "%02x", $0) }.joined()
  }
}

private func members(_ text: String) -> String {
  guard text.hasPrefix("["),
    let list = try? JSONDecoder().decode([String].self, from: Data(text.utf8))
  else { return text }
  return list.joined(separator: ",")
}
