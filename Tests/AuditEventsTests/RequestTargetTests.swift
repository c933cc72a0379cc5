internal import Foundation
internal import TestSupport
internal import Testing

@testable internal import AuditEvents

/// What a URI names, against what API servers logged beside it.
@Suite struct RequestTargetTests {
  private static let keys = ["resource", "namespace", "apiGroup", "apiVersion", "subresource"]

  /// Methods that an API server makes verbs of.
  private static let methods = [
    "create": "POST", "get": "GET", "list": "GET", "watch": "GET", "update": "PUT",
    "patch": "PATCH", "delete": "DELETE", "deletecollection": "DELETE",
  ]

  @Test(
    .enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"),
    arguments: Corpora.files("recorded/shop-incident", endingIn: ["audit.log"])
      + Corpora.files("recorded/busy-cluster", endingIn: [".log.gz"]).prefix(2))
  func `a URI names the object and the verb that the event names`(log: String) throws {
    var checked = 0
    for line in try Corpora.read(log).split(separator: 0x0A) {
      let event = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      let uri = try #require(event?["requestURI"] as? String)
      let verb = try #require(event?["verb"] as? String)
      let path = RequestTarget(uri: uri)
      let logged = event?["objectRef"] as? [String: Any]
      let found = try path.reference().map { try decoded($0) } ?? [:]
      for key in Self.keys { #expect(found[key] == logged?[key] as? String, "\(uri): \(key)") }
      if let name = found["name"] { #expect(name == logged?["name"] as? String, "\(uri)") }
      if let method = Self.methods[verb] { #expect(path.verb(method: method) == verb, "\(uri)") }
      checked += 1
    }
    #expect(checked > 100)
  }

  private func decoded(_ json: [UInt8]) throws -> [String: String] {
    try #require(JSONSerialization.jsonObject(with: Data(json)) as? [String: String])
  }

  private struct Sample {
    let uri: String
    let method: String
    let expected: [String]
  }

  /// What recordings lack: verb, group, version, namespace, resource, name, subresource.
  private static let samples = [
    Sample(
      uri: "/api/v1/watch/namespaces/n/pods", method: "GET",
      expected: ["watch", "", "v1", "n", "pods", "", ""]),
    Sample(
      uri: "/api/v1/proxy/namespaces/n/services/s/a/b", method: "POST",
      expected: ["proxy", "", "v1", "n", "services", "s", ""]),
    Sample(
      uri: "/api/v1/namespaces/n/finalize", method: "PUT",
      expected: ["update", "", "v1", "n", "namespaces", "n", "finalize"]),
    Sample(
      uri: "/api/v1/nodes/a%2Fb", method: "HEAD",
      expected: ["get", "", "v1", "", "nodes", "a", "b"]),
    Sample(
      uri: "/apis/g/v2/rs?watch=false", method: "GET",
      expected: ["list", "g", "v2", "", "rs", "", ""]),
    Sample(uri: "/apis/g/v2", method: "GET", expected: ["get", "", "", "", "", "", ""]),
    Sample(uri: "/api/v1", method: "OPTIONS", expected: ["options", "", "", "", "", "", ""]),
    Sample(uri: "/api/v1/pods", method: "OPTIONS", expected: ["", "", "v1", "", "pods", "", ""]),
    Sample(uri: "/logs/%zz", method: "GET", expected: ["get", "", "", "", "", "", ""]),
    Sample(uri: "", method: "GET", expected: ["get", "", "", "", "", "", ""]),
  ]

  @Test(arguments: samples.indices) func `old and strange paths, too`(index: Int) {
    let sample = Self.samples[index]
    let path = RequestTarget(uri: sample.uri)
    let found = [
      path.verb(method: sample.method), path.group ?? "",
      path.resource == nil ? "" : path.version ?? "", path.namespace ?? "", path.resource ?? "",
      path.name ?? "", path.subresource ?? "",
    ]
    #expect(found == sample.expected, "\(sample.uri)")
  }
}
