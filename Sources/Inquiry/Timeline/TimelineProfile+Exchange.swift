/// Profiles for other programs.
extension TimelineProfile {
  /// What Timesketch's importer asks for first, then columns that it takes as
  /// attributes.
  static let timesketchLayout: [(name: String, source: Source)] = [
    ("message", .message), ("datetime", .time), ("timestamp_desc", .constant("Request Received")),
    ("timestamp", .microseconds), ("data_type", .constant("kubernetes:audit:request")),
    ("actor", .tuple(.actor, 0)), ("actor_kind", .tuple(.actor, 3)),
    ("impersonated", .tuple(.actor, 4)), ("verb", .tuple(.operation, 0)),
    ("resource", .tuple(.operation, 5)), ("namespace", .tuple(.object, 0)),
    ("name", .tuple(.object, 1)), ("outcome", .tuple(.result, 3)), ("code", .tuple(.result, 0)),
    ("detail", .detail), ("credential", .tuple(.actor, 5)), ("source_ip", .tuple(.client, 0)),
    ("user_agent", .tuple(.client, 2)), ("cluster", .cluster), ("audit_id", .auditID),
  ]

  /// The field names of the Elastic Common Schema, version 8.
  static let ecsLayout: [(name: String, source: Source)] = [
    ("@timestamp", .time), ("ecs.version", .constant("8.11.0")), ("message", .message),
    ("event.kind", .constant("event")), ("event.module", .constant("kubernetes")),
    ("event.dataset", .constant("kubernetes.audit_logs")),
    ("event.category", .constants(["api"])), ("event.type", .ecsTypes),
    ("event.action", .tuple(.operation, 0)), ("event.outcome", .ecsOutcome),
    ("event.id", .auditID), ("event.duration", .durationNanoseconds),
    ("user.name", .tuple(.actor, 0)), ("user.id", .tuple(.actor, 1)),
    ("user.roles", .tuple(.actor, 2)), ("user.effective.name", .tuple(.actor, 4)),
    ("source.ip", .tuple(.client, 0)), ("related.ip", .tuple(.client, 1)),
    ("user_agent.original", .tuple(.client, 2)), ("url.original", .requestURI),
    ("http.response.status_code", .tuple(.result, 0)),
    ("error.message", .tuple(.result, 2)), ("orchestrator.type", .constant("kubernetes")),
    ("orchestrator.cluster.name", .cluster), ("orchestrator.namespace", .tuple(.object, 0)),
    ("orchestrator.resource.type", .tuple(.operation, 5)),
    ("orchestrator.resource.name", .tuple(.object, 1)),
    ("orchestrator.api_version", .tuple(.operation, 2)),
  ]
}

/// Words of the Elastic Common Schema.
enum ElasticWords {
  /// `event.outcome`.
  static func outcome(_ outcome: String) -> String {
    switch outcome {
    case "allowed": "success"
    case "denied", "failed": "failure"
    default: "unknown"
    }
  }

  /// `event.type`.
  static func types(verb: String, outcome: String) -> [String] {
    let deed =
      switch verb {
      case "create": "creation"
      case "update", "patch": "change"
      case "delete", "deletecollection": "deletion"
      case "get", "list", "watch": "access"
      default: "info"
      }
    switch outcome {
    case "allowed": return [deed, "allowed"]
    case "denied": return [deed, "denied"]
    default: return [deed]
    }
  }
}
