/// What a case says, read by the `sqlite3` program.
public struct CaseDump: Equatable {
  /// The rows of both views, in order, and the digests of each source's blocks,
  /// as text.
  private let events: [UInt8]
  private let requests: [UInt8]
  private let blocks: [UInt8]

  /// Reads a case.
  ///
  /// - Parameter sources: whether to say in which source a row lies, and which
  ///   sources blocks belong to.
  public init(_ path: String, sources: Bool = true) throws {
    let columns = sources ? "*" : Self.columns
    events = try Self.text(path, "SELECT \(columns) FROM events ORDER BY event_id")
    requests = try Self.text(path, "SELECT \(columns) FROM requests ORDER BY event_id")
    let source = sources ? "source_id, ordinal," : ""
    let order = sources ? "1, 2" : "1"
    blocks = try Self.text(
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
    lines(try text(path, sql))
  }

  private static func text(_ path: String, _ sql: String) throws -> [UInt8] {
    let outcome = try Command.run("sqlite3", ["-readonly", "-nullvalue", "∅", path, sql])
    guard outcome.status == 0 else { throw Command.Failure(name: "sqlite3", outcome: outcome) }
    return outcome.stdout
  }

  private static func lines(_ text: [UInt8]) -> [String] {
    text.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The first thing in which another case differs, or nil if nothing does.
  public func difference(from other: CaseDump) -> String? {
    Self.difference("event", events, other.events)
      ?? Self.difference("request", requests, other.requests)
      ?? Self.difference("block", blocks, other.blocks)
  }

  private static func difference(
    _ name: String, _ ours: [UInt8], _ theirs: [UInt8]
  ) -> String? {
    if ours == theirs { return nil }
    let (here, there) = (lines(ours), lines(theirs))
    let place = zip(here, there).prefix { $0 == $1 }.count
    func row(_ rows: [String]) -> String { place < rows.count ? rows[place] : "(none)" }
    return """
      \(name) \(place) of \(here.count) and \(there.count):
        here  \(row(here))
        there \(row(there))
      """
  }
}
