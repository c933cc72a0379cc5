import Foundation
import TestSupport

/// Events as an API server logs them, whose fields agree with each other, for
/// what writes them in other words.
enum NativeEvents {
  /// An event, decoded.
  typealias Event = [String: Any]

  private struct Request {
    let verb: String
    let uri: String
    let reference: [String: String]?
    var codes = [200, 403, 404]
  }

  private static let pod = ["resource": "pods", "namespace": "prod", "apiVersion": "v1"]

  private static let requests = [
    Request(
      verb: "get", uri: "/api/v1/namespaces/prod/pods/web",
      reference: pod.merging(["name": "web"]) { $1 }),
    Request(
      verb: "list", uri: "/api/v1/pods?limit=500",
      reference: [
        "resource": "pods", "apiVersion": "v1",
      ]),
    Request(
      verb: "watch", uri: "/apis/apps/v1/namespaces/prod/deployments?watch=true",
      reference: [
        "resource": "deployments", "namespace": "prod", "apiGroup": "apps", "apiVersion": "v1",
      ]),
    Request(
      verb: "create", uri: "/api/v1/namespaces/prod/pods/web/exec?command=sh&command=-c",
      reference: pod.merging(["name": "web", "subresource": "exec"]) { $1 }, codes: [101, 403]),
    Request(
      verb: "deletecollection", uri: "/api/v1/namespaces/prod/secrets",
      reference: ["resource": "secrets", "namespace": "prod", "apiVersion": "v1"]),
    Request(
      verb: "patch", uri: "/api/v1/namespaces/prod/status?fieldManager=x",
      reference: [
        "resource": "namespaces", "namespace": "prod", "name": "prod", "apiVersion": "v1",
        "subresource": "status",
      ]),
    Request(
      verb: "delete", uri: "/apis/rbac.authorization.k8s.io/v1/clusterroles/a%3Ab",
      reference: [
        "resource": "clusterroles", "name": "a:b", "apiVersion": "v1",
        "apiGroup": "rbac.authorization.k8s.io",
      ]),
    Request(verb: "get", uri: "/healthz?verbose", reference: nil),
  ]

  /// Ten requests, each at the stage that ends it.
  ///
  /// - Parameter hasProxies: whether some came through one.
  static func events(_ generator: inout SeededGenerator, hasProxies: Bool = false) -> [Event] {
    (0..<10).map { number in
      var event = event(number, &generator)
      if hasProxies, number % 3 == 0 {
        event["sourceIPs"] = ["203.0.113.\(number)", "10.0.0.1", "10.0.0.2"]
      }
      return event
    }
  }

  private static func event(_ number: Int, _ generator: inout SeededGenerator) -> Event {
    let request = generator.pick(requests)
    let strange = generator.pick(["", "é\u{2028}", "a\"b\\", "\t{x}", "日本", "<none>", "a, b"])
    let code = generator.pick(request.codes)
    var user: Event = ["username": "alice\(strange)"]
    if generator.below(2) == 0 {
      user["groups"] = ["system:masters", "a\"b", "team\(strange)"]
    }
    let seconds = "2026-11-23T19:00:\(10 + number)"
    var status: Event = ["metadata": [String: Any](), "code": code]
    if code >= 400 { (status["reason"], status["message"]) = ("Forbidden", "no: \(strange)") }
    var event: Event = [
      "kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "RequestResponse",
      "auditID": SampleEvent.id(generator.below(1 << 30)), "stage": "ResponseComplete",
      "requestURI": request.uri, "verb": request.verb, "user": user,
      "sourceIPs": ["192.0.2.\(generator.below(250))"], "userAgent": "kubectl/\(strange)",
      "responseStatus": status,
      "requestReceivedTimestamp": "\(seconds).\(100_000 + generator.below(899_999))Z",
      "stageTimestamp": "\(seconds).999999Z",
      "annotations": [
        "authorization.k8s.io/decision": code == 403 ? "forbid" : "allow",
        "authorization.k8s.io/reason": "RBAC: \(strange)",
      ],
    ]
    event["objectRef"] = request.reference
    if generator.below(3) == 0 {
      event["impersonatedUser"] = ["username": "bob\(strange)", "groups": ["devs\(strange)"]]
    }
    if ["create", "patch"].contains(request.verb) {
      event["requestObject"] = ["kind": "Pod", "spec": ["nodeName": "n\(strange)"]]
    }
    return event
  }

  /// A value as JSON text.
  static func json(_ value: Any) -> String {
    let options: JSONSerialization.WritingOptions = [
      .withoutEscapingSlashes, .sortedKeys, .fragmentsAllowed,
    ]
    let data = try? JSONSerialization.data(withJSONObject: value, options: options)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
