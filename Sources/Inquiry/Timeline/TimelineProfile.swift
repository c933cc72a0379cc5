/// Which columns a timeline has.
public enum TimelineProfile: String, Sendable, CaseIterable {
  /// What happened, on one line of a terminal.
  case minimal
  /// The columns of the contract.
  case standard
  /// All columns of the view `events` and all of `standard`; `resource` is the
  /// view's, without its subresource, which has a column of its own.
  case full
  /// For Timesketch, whose importer takes it as it is.
  case timesketch
  /// Under the names of the Elastic Common Schema, version 8.
  case ecs

  /// Where the value of a column comes from.
  enum Source {
    /// The value at a place of a tuple's.
    case tuple(TupleTable, Int)
    /// The time received, or that of the stage where there is none.
    case time
    /// The same in microseconds.
    case microseconds
    case received, receivedMicroseconds, stageTime, duration
    case id, auditID, stage, level, cluster
    case requestURI, detail, annotations, dryRun, conflict
    case source, line, byteOffset, byteLength
    /// Who did what to which object, with what result, as a sentence.
    case message
    case constant(String), constants([String])
    case ecsOutcome, ecsTypes, durationNanoseconds
  }

  /// The columns in order.
  public var columns: [Column] {
    layout.map { Column($0.name, isNumeric: Self.numeric.contains($0.name)) }
  }

  private static let numeric: Set<String> = [
    "time_us", "duration_us", "code", "source_id", "line", "byte_offset", "byte_length", "event_id",
    "timestamp", "http.response.status_code", "event.duration",
  ]

  var layout: [(name: String, source: Source)] {
    switch self {
    case .minimal: Self.minimalLayout
    case .standard: Self.standardLayout
    case .full: Self.fullLayout
    case .timesketch: Self.timesketchLayout
    case .ecs: Self.ecsLayout
    }
  }

  /// How much of each row is needed.
  var width: EventRow.Width {
    switch self {
    case .minimal: .plain
    case .standard, .timesketch, .ecs: .withAuditID
    case .full: .full
    }
  }

  private static let minimalLayout: [(name: String, source: Source)] = [
    ("time", .time), ("actor", .tuple(.actor, 0)), ("verb", .tuple(.operation, 0)),
    ("resource", .tuple(.operation, 5)), ("namespace", .tuple(.object, 0)),
    ("name", .tuple(.object, 1)), ("outcome", .tuple(.result, 3)),
  ]

  private static let standardLayout: [(name: String, source: Source)] = [
    ("time", .time), ("actor", .tuple(.actor, 0)), ("impersonated", .tuple(.actor, 4)),
    ("verb", .tuple(.operation, 0)), ("resource", .tuple(.operation, 5)),
    ("namespace", .tuple(.object, 0)), ("name", .tuple(.object, 1)),
    ("outcome", .tuple(.result, 3)), ("code", .tuple(.result, 0)), ("detail", .detail),
    ("credential", .tuple(.actor, 5)), ("source_ip", .tuple(.client, 0)),
    ("user_agent", .tuple(.client, 2)), ("audit_id", .auditID),
  ]

  private static let fullLayout: [(name: String, source: Source)] = [
    ("event_id", .id), ("audit_id", .auditID), ("time", .received),
    ("time_us", .receivedMicroseconds), ("stage_time", .stageTime), ("duration_us", .duration),
    ("stage", .stage), ("level", .level), ("cluster", .cluster), ("verb", .tuple(.operation, 0)),
    ("user", .tuple(.actor, 0)), ("user_uid", .tuple(.actor, 1)),
    ("user_groups", .tuple(.actor, 2)), ("actor_kind", .tuple(.actor, 3)),
    ("impersonated_user", .tuple(.actor, 4)), ("source_ip", .tuple(.client, 0)),
    ("source_ips", .tuple(.client, 1)), ("user_agent", .tuple(.client, 2)),
    ("api_group", .tuple(.operation, 1)), ("api_version", .tuple(.operation, 2)),
    ("resource", .tuple(.operation, 3)), ("subresource", .tuple(.operation, 4)),
    ("namespace", .tuple(.object, 0)), ("name", .tuple(.object, 1)),
    ("request_uri", .requestURI), ("code", .tuple(.result, 0)),
    ("status_reason", .tuple(.result, 1)), ("status_message", .tuple(.result, 2)),
    ("outcome", .tuple(.result, 3)), ("refused_by", .tuple(.result, 4)),
    ("decision", .tuple(.result, 5)), ("decision_reason", .tuple(.result, 6)),
    ("credential_id", .tuple(.actor, 5)), ("pod_name", .tuple(.actor, 6)),
    ("node_name", .tuple(.actor, 7)), ("annotations", .annotations),
    ("dry_run", .dryRun), ("conflict", .conflict), ("source_id", .source), ("line", .line),
    ("byte_offset", .byteOffset), ("byte_length", .byteLength), ("detail", .detail),
    ("actor", .tuple(.actor, 0)), ("impersonated", .tuple(.actor, 4)),
    ("credential", .tuple(.actor, 5)),
  ]
}
