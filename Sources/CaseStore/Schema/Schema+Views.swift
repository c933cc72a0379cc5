extension Schema {
  /// The moment of a row as text with the digits that were logged.
  ///
  /// SQLite divides toward zero, so the remainder is taken out first.
  private static func timeText(_ microseconds: String, missing: String) -> String {
    """
    substr(strftime('%Y-%m-%dT%H:%M:%S', (\(microseconds) - ((\(microseconds) % 1000000) + 1000000) \
    % 1000000) / 1000000, 'unixepoch') || printf('.%06d', ((\(microseconds) % 1000000) + 1000000) \
    % 1000000), 1, 26 - (\(missing)) - ((\(missing)) = 6)) || 'Z'
    """
  }

  private static let undated = "event_id < -9187343239835811840"

  /// The microsecond a row's request was received; null for a row without time.
  private static let timeUS = """
    CASE WHEN \(undated) THEN NULL
      WHEN e.flags >> 10 & 7 = 0 THEN event_id >> 11
      WHEN e.flags >> 10 & 7 < 3 THEN event_id >> 11
      WHEN e.flags >> 10 & 7 < 6 THEN (event_id >> 11) - (((event_id >> 11) % 1000) + 1000) % 1000
      ELSE (event_id >> 11) - (((event_id >> 11) % 1000000) + 1000000) % 1000000 END
    """

  private static func choice(_ value: String, _ names: [String?]) -> String {
    let cases = names.enumerated().compactMap { index, name in
      name.map { "WHEN \(index) THEN '\($0)'" }
    }
    return "CASE \(value) \(cases.joined(separator: " ")) END"
  }

  private static func column(_ name: String, of table: String) -> String {
    "(SELECT \(name) FROM \(table) WHERE \(table)_id = e.\(table)_id)"
  }

  /// The URI of a request about an object `o` by an operation `p`: what is kept
  /// of it lies behind the path that the API server's grammar makes of both.
  static let requestURI = """
    coalesce(o.request_uri, CASE WHEN p.api_group <> '' THEN '/apis/' || p.api_group || '/'
      ELSE '/api/' END || p.api_version ||
      CASE WHEN o.namespace <> '' AND p.resource <> 'namespaces' THEN '/namespaces/' || o.namespace
      ELSE '' END || '/' || p.resource ||
      CASE WHEN o.name <> '' AND p.verb NOT IN ('list', 'watch', 'deletecollection')
      AND (p.verb <> 'create' OR p.subresource <> '') THEN '/' || o.name ELSE '' END ||
      CASE WHEN p.subresource <> '' THEN '/' || p.subresource ELSE '' END || o.uri_rest)
    """

  /// The columns of both views: scalar sub-selects only, so that a query pays
  /// for the columns it names.
  private static let columns = """
    event_id,
    CASE typeof(e.audit_id) WHEN 'blob' THEN
      lower(substr(hex(e.audit_id), 1, 8) || '-' || substr(hex(e.audit_id), 9, 4) || '-' ||
      substr(hex(e.audit_id), 13, 4) || '-' || substr(hex(e.audit_id), 17, 4) || '-' ||
      substr(hex(e.audit_id), 21)) ELSE e.audit_id END AS audit_id,
    CASE WHEN \(undated) THEN NULL ELSE \(timeText("(\(timeUS))", missing: "e.flags >> 10 & 7")) END
      AS time,
    \(timeUS) AS time_us,
    coalesce(CASE WHEN \(undated) THEN \(timeText("e.stage_offset", missing: "e.flags >> 13 & 7"))
      ELSE \(timeText("((\(timeUS)) + e.stage_offset)", missing: "e.flags >> 13 & 7")) END,
      (SELECT stage_time FROM event_text t WHERE t.event_id = e.event_id)) AS stage_time,
    CASE WHEN \(undated) THEN NULL ELSE e.stage_offset END AS duration_us,
    coalesce(\(choice("e.flags >> 4 & 7", ["RequestReceived", "ResponseComplete", "ResponseStarted", "Panic"])),
      (SELECT stage FROM event_text t WHERE t.event_id = e.event_id)) AS stage,
    coalesce(\(choice("e.flags >> 7 & 7", ["None", "Metadata", "Request", "RequestResponse"])),
      (SELECT level FROM event_text t WHERE t.event_id = e.event_id)) AS level,
    (SELECT nullif(name, '') FROM cluster WHERE cluster_id =
      (SELECT cluster_id FROM source WHERE source_id = e.source_id)) AS cluster,
    \(column("verb", of: "operation")) AS verb,
    \(column("user", of: "actor")) AS user,
    \(column("user_uid", of: "actor")) AS user_uid,
    \(column("user_groups", of: "actor")) AS user_groups,
    \(choice("(SELECT kind FROM actor WHERE actor_id = e.actor_id)",
      ["user", "serviceaccount", "node", "component", "anonymous", "unauthenticated"]))
      AS actor_kind,
    \(column("impersonated_user", of: "actor")) AS impersonated_user,
    \(column("source_ip", of: "client")) AS source_ip,
    \(column("source_ips", of: "client")) AS source_ips,
    \(column("user_agent", of: "client")) AS user_agent,
    \(column("api_group", of: "operation")) AS api_group,
    \(column("api_version", of: "operation")) AS api_version,
    \(column("resource", of: "operation")) AS resource,
    \(column("subresource", of: "operation")) AS subresource,
    \(column("namespace", of: "object")) AS namespace,
    \(column("name", of: "object")) AS name,
    (SELECT \(requestURI) FROM object o, operation p
      WHERE o.object_id = e.object_id AND p.operation_id = e.operation_id) AS request_uri,
    \(column("code", of: "result")) AS code,
    \(column("status_reason", of: "result")) AS status_reason,
    \(column("status_message", of: "result")) AS status_message,
    \(choice("(SELECT outcome FROM result WHERE result_id = e.result_id)",
      ["allowed", "denied", "failed", "pending"])) AS outcome,
    \(choice("(SELECT refused_by FROM result WHERE result_id = e.result_id)",
      [nil, "authentication", "authorization", "admission"])) AS refused_by,
    \(column("decision", of: "result")) AS decision,
    \(column("decision_reason", of: "result")) AS decision_reason,
    \(column("credential_id", of: "actor")) AS credential_id,
    \(column("pod_name", of: "actor")) AS pod_name,
    \(column("node_name", of: "actor")) AS node_name,
    (SELECT CASE WHEN annotations IS NOT NULL THEN annotations WHEN decision IS NOT NULL THEN
      '{"authorization.k8s.io/decision":"' || decision || '","authorization.k8s.io/reason":"' ||
      replace(replace(decision_reason, '\\', '\\\\'), '"', '\\"') || '"}' END
      FROM result WHERE result_id = e.result_id) AS annotations,
    e.flags >> 3 & 1 AS dry_run,
    e.flags >> 1 & 1 AS conflict,
    e.source_id AS source_id, e.line AS line, e.byte_offset AS byte_offset,
    e.byte_length AS byte_length
    """

  /// One row an event.
  static let eventsView = """
    -- One row an audit event. Order by event_id: that is order by time.
    CREATE VIEW events AS SELECT \(columns) FROM event e
    """

  /// One row a request: its latest stage, which has all that earlier ones had.
  static let requestsView = """
    -- One row a request, its stages merged: the latest stage has all that the
    -- earlier ones had. Order by event_id: that is order by time.
    CREATE VIEW requests AS SELECT \(columns) FROM event e WHERE e.flags & 1
    """
}
