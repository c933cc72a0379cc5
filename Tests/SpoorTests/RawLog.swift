import Foundation
import TestSupport

/// The requests of a recorded log, read without any of the program's modules:
/// the oracle of filters.
struct RawLog {
  /// A request, its stages merged.
  struct Request {
    let json: [String: Any]

    private func text(_ path: String...) -> String {
      let last = path.dropLast().reduce(json as [String: Any]?) { $0?[$1] as? [String: Any] }
      return last?[path[path.count - 1]] as? String ?? ""
    }

    var auditID: String { text("auditID") }
    var verb: String { text("verb") }
    var user: String { text("user", "username") }
    var impersonated: String { text("impersonatedUser", "username") }
    var groups: [String] { (json["user"] as? [String: Any])?["groups"] as? [String] ?? [] }
    var group: String { text("objectRef", "apiGroup") }
    var resource: String { text("objectRef", "resource") }
    var subresource: String { text("objectRef", "subresource") }
    var namespace: String { text("objectRef", "namespace") }
    var name: String { text("objectRef", "name") }
    var agent: String { text("userAgent") }
    var received: String { text("requestReceivedTimestamp") }
    var addresses: [String] { json["sourceIPs"] as? [String] ?? [] }
    var code: Int? { (json["responseStatus"] as? [String: Any])?["code"] as? Int }
    var decision: String {
      (json["annotations"] as? [String: Any])?["authorization.k8s.io/decision"] as? String ?? ""
    }
    var credential: String {
      let extra = (json["user"] as? [String: Any])?["extra"] as? [String: Any]
      let ids = extra?["authentication.kubernetes.io/credential-id"] as? [String]
      return ids?.first ?? ""
    }

    /// The resource as answers show it.
    var resourceText: String { subresource.isEmpty ? resource : "\(resource)/\(subresource)" }

    var outcome: String {
      guard let code else { return "pending" }
      if code == 401 || code == 403 { return "denied" }
      return code >= 400 ? "failed" : "allowed"
    }

    /// The value of a column.
    func value(_ column: String) -> String {
      switch column {
      case "actor": user
      case "verb": verb
      case "resource": resourceText
      case "namespace": namespace
      case "name": name
      case "code": code.map(String.init) ?? ""
      case "outcome": outcome
      case "source_ip": addresses.last ?? ""
      case "user_agent": agent
      case "credential": credential
      case "decision": decision
      default: ""
      }
    }
  }

  /// In the order of time.
  let requests: [Request]

  /// Reads a folder of logs, and merges the stages of each request.
  init(_ folder: URL) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    try self.init(
      files: names.filter { $0.contains(".log") || $0.contains(".jsonl") }
        .map { folder.appending(path: $0).path })
  }

  /// Reads logs, and merges the stages of each request.
  init(files: [String]) throws {
    var latest: [String: (rank: Int, event: [String: Any])] = [:]
    for path in files {
      let bytes =
        path.hasSuffix(".gz")
        ? try Command.filter("gzip", ["-dc", path], [])
        : Array(try Data(contentsOf: URL(filePath: path)))
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        let value = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
        for event in value["items"] as? [[String: Any]] ?? [value] {
          let key = "\(event["auditID"] ?? "") \(event["requestReceivedTimestamp"] ?? "")"
          let stages = ["RequestReceived", "ResponseStarted", "Panic", "ResponseComplete"]
          let rank = stages.firstIndex(of: event["stage"] as? String ?? "") ?? -1
          if rank > latest[key]?.rank ?? -2 { latest[key] = (rank, event) }
        }
      }
    }
    requests = latest.values.map { Request(json: $0.event) }.sorted {
      ($0.received, $0.auditID) < ($1.received, $1.auditID)
    }
  }

  /// The recorded incident that lies in the repository.
  static func incident() throws -> (folder: URL, log: RawLog) {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "sample-logs/shop-incident")
    return (folder, try RawLog(folder))
  }
}
