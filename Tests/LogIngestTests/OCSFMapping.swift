import Foundation
import TestSupport

/// The mapping of EKS's audit events to OCSF's API Activity, as OCSF documents
/// it.
struct OCSFMapping {
  typealias Event = NativeEvents.Event

  let version: String

  static let dialects = [
    dialect("1.1.0", lost: ["time", "stage_time", "impersonated_user"]),
    dialect("1.2.0", lost: []),
    dialect(
      "1.5.0",
      lost: [
        "time", "stage_time", "impersonated_user", "annotations", "decision", "refused_by",
      ]),
  ]

  private static func dialect(_ version: String, lost: Set<String>) -> Dialect {
    Dialect(format: "ocsf", lost: lost, notes: [], hasProxies: true) { events in
      let mapping = OCSFMapping(version: version)
      return events.map { NativeEvents.json(mapping.mapped($0)) + "\n" }.joined()
    }
  }

  /// A native event as an API Activity.
  func mapped(_ event: Event) -> Event {
    let addresses = event["sourceIPs"] as? [String] ?? []
    var endpoint: Event = ["ip": addresses.first ?? ""]
    if addresses.count > 1 { endpoint["intermediate_ips"] = Array(addresses.dropFirst()) }
    var mapped: Event = [
      "activity_id": 1, "category_uid": 6, "class_name": "API Activity", "class_uid": 6003,
      "actor": ["user": user(event)], "api": api(event), "cloud": ["provider": "AWS"],
      "http_request": [
        "url": ["path": event["requestURI"] ?? ""], "user_agent": event["userAgent"] ?? "",
      ],
      "message": event["stage"] ?? "", "resources": [resource(event)], "src_endpoint": endpoint,
      "metadata": [
        "log_level": event["level"] ?? "", "version": version,
        "product": ["name": "Amazon EKS", "version": "audit.k8s.io/v1"],
      ],
      "unmapped": unmapped(event),
    ]
    mapped.merge(times(event)) { $1 }
    if version == "1.5.0" {
      let annotations = event["annotations"] as? [String: String]
      mapped["policy"] = ["name": annotations?["authorization.k8s.io/reason"] ?? ""]
    }
    return mapped
  }

  private func orNull(_ text: String?) -> Any { text.map { $0 as Any } ?? NSNull() }

  private func user(_ event: Event) -> Event {
    let user = event["user"] as? Event ?? [:]
    var mapped: Event = ["type_id": 0, "name": user["username"] ?? NSNull()]
    mapped["uid"] = user["uid"]
    if let groups = user["groups"] as? [String] { mapped["groups"] = groups.map { ["name": $0] } }
    return mapped
  }

  private func api(_ event: Event) -> Event {
    let reference = event["objectRef"] as? [String: String]
    let status = event["responseStatus"] as? Event ?? [:]
    var request: Event = ["uid": event["auditID"] ?? ""]
    var response: Event = ["code": status["code"] ?? 0]
    response["message"] = status["message"]
    response["error"] = status["reason"]
    response["error_message"] = status["status"]
    if version == "1.5.0" {
      request["data"] = event["requestObject"].map(NativeEvents.json)
      response["data"] = event["responseObject"].map(NativeEvents.json)
    }
    return [
      "operation": event["verb"] ?? "", "request": request, "response": response,
      "version": orNull(reference?["apiVersion"]),
      "group": ["name": orNull(reference?["apiGroup"])],
    ]
  }

  private func resource(_ event: Event) -> Event {
    let reference = event["objectRef"] as? [String: String] ?? [:]
    return [
      "namespace": orNull(reference["namespace"]), "name": orNull(reference["name"]),
      "type": orNull(reference["resource"]), "uid": NSNull(),
    ]
  }

  private func times(_ event: Event) -> Event {
    let times = ["start_time": "requestReceivedTimestamp", "time": "stageTimestamp"]
    return times.reduce(into: [:]) { mapped, pair in
      guard let time = event[pair.value] as? String else { return }
      if version == "1.2.0" {
        mapped["\(pair.key)_dt"] = time
      } else {
        let milliseconds = time.dropLast(4).replacing("T", with: " ") + "000"
        mapped["\(pair.key)_dt"] = milliseconds + (version == "1.5.0" ? "+00:00" : "")
        if pair.key == "time" { mapped["time"] = 1_631_047_050_642 }
      }
    }
  }

  private func unmapped(_ event: Event) -> Event {
    switch version {
    case "1.1.0":
      let annotations = event["annotations"] as? [String: String] ?? [:]
      return annotations.reduce(into: ["kind": "Event"]) { $0["annotations.\($1.key)"] = $1.value }
    case "1.2.0":
      let kept = ["annotations", "requestObject", "responseObject", "impersonatedUser"]
      var rest = event.filter { kept.contains($0.key) }
      rest["user"] = ["extra": (event["user"] as? Event)?["extra"] ?? [String: Any]()]
      rest["objectRef"] = [String: Any]()
      rest["responseStatus"] = ["metadata": [String: Any]()]
      return rest
    default: return ["eks_cluster_name": "eks"]
    }
  }
}
