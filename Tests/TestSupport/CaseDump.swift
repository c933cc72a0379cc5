/// What a case says, read by the `sqlite3` program.
public struct CaseDump: Equatable {
  /// The rows of both views, in order, and the digests of each source's blocks.
  public let events: [String]
  /// Requests first seen.
  public let requests: [String]
  /// How many blocks were looked at.
  public let blocks: [String]

  /// Reads a case.
  ///
  /// - Parameter sources: whether to say in which source a row lies, and which
  ///   sources blocks belong to.
  public init(_ path: String, sources: Bool = true) throws {
    let columns = sources ? "*" : Self.columns
    events = try Self.rows(path, "SELECT \(columns) FROM events ORDER BY event_id")
    requests = try Self.rows(path, "SELECT \(columns) FROM requests ORDER BY event_id")
    let source = sources ? "source_id, ordinal," : ""
    let order = sources ? "1, 2" : "1"
    blocks = try Self.rows(
      path,
      """
      SELECT DISTINCT \(source) hex(sha256), json_bytes FROM source_block
      JOIN block USING (block_id) ORDER BY \(order)
      """)
  }

  /// Columns that tell of the event only, not of where it was read.
  public static let columns = """
    event_id, audit_id, time, time_us, stage_time, duration_us, stage, level, cluster, verb, user,
    user_uid, user_groups, actor_kind, impersonated_user, source_ip, source_ips, user_agent,
    api_group, api_version, resource, subresource, namespace, name, request_uri, code,
    status_reason, status_message, outcome, refused_by, decision, decision_reason, credential_id,
    pod_name, node_name, annotations, dry_run, conflict
    """

  /// The rows that `sqlite3` gives, as text.
  public static func rows(_ path: String, _ sql: String) throws -> [String] {
    let outcome = try Command.run("sqlite3", ["-readonly", "-nullvalue", "∅", path, sql])
    guard outcome.status == 0 else { throw Command.Failure(name: "sqlite3", outcome: outcome) }
    return outcome.text.split(separator: "\n").map(String.init)
  }

  /// The first thing in which another case differs, or nil if nothing does.
  public func difference(from other: CaseDump) -> String? {
    Self.difference("event", events, other.events)
      ?? Self.difference("request", requests, other.requests)
      ?? Self.difference("block", blocks, other.blocks)
  }

  private static func difference(
    _ name: String, _ ours: [String], _ theirs: [String]
  ) -> String? {
    if ours == theirs { return nil }
    let place = zip(ours, theirs).prefix { $0 == $1 }.count
    func row(_ rows: [String]) -> String { place < rows.count ? rows[place] : "(none)" }
    return """
      \(name) \(place) of \(ours.count) and \(theirs.count):
        here  \(row(ours))
        there \(row(theirs))
      """
  }
}
