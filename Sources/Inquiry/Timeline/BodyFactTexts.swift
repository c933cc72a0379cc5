internal import SQLite

/// What bodies said, in short, from the tables that ingest filled.
final class BodyFactTexts {
  /// Which tables may know something of a request.
  struct Kinds: OptionSet {
    let rawValue: UInt8
    static let patch = Kinds(rawValue: 1)
    static let name = Kinds(rawValue: 2)
    static let grants = Kinds(rawValue: 4)
    static let pods = Kinds(rawValue: 8)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(verb: String, resource: String, subresource: String) {
      self = []
      if verb == "patch" || subresource == "scale" { insert(.patch) }
      guard subresource.isEmpty || subresource == "ephemeralcontainers" else { return }
      if verb == "create", subresource.isEmpty { insert(.name) }
      guard verb == "create" || verb == "update" else { return }
      if ["rolebindings", "clusterrolebindings"].contains(resource) { insert(.grants) }
      if Self.workloads.contains(resource) { insert(.pods) }
    }

    private static let workloads: Set<String> = [
      "pods", "deployments", "daemonsets", "statefulsets", "replicasets",
      "replicationcontrollers", "jobs", "cronjobs", "podtemplates",
    ]
  }

  private let patch: Statement
  private let name: Statement
  private let grants: Statement
  private let containers: Statement
  private let pods: Statement

  init(_ connection: Connection) throws(SQLiteError) {
    func prepare(_ sql: String) throws(SQLiteError) -> Statement {
      try connection.prepare(sql, persistent: true)
    }
    patch = try prepare("SELECT summary FROM body_patch WHERE event_id = ?")
    name = try prepare("SELECT name FROM body_name WHERE event_id = ?")
    grants = try prepare(
      """
      SELECT role_kind, role_name, subject_kind, subject_namespace, subject_name FROM body_grant
      WHERE event_id = ? ORDER BY rowid
      """)
    containers = try prepare(
      "SELECT image, privileged FROM body_container WHERE event_id = ? ORDER BY rowid")
    pods = try prepare(
      """
      SELECT host_network, host_pid, host_ipc, host_paths FROM body_pod WHERE event_id = ?
      ORDER BY rowid
      """)
  }

  /// The facts of a row, if there are any.
  func text(_ id: Int64, _ kinds: Kinds, isNamed: Bool) throws(SQLiteError) -> String? {
    var parts: [String] = []
    if kinds.contains(.name), !isNamed {
      parts += try texts(name, id) { "named \($0.text(0))" }
    }
    if kinds.contains(.patch) { parts += try texts(patch, id) { $0.text(0) } }
    if kinds.contains(.grants) { parts += try grants(id) }
    if kinds.contains(.pods) { parts += try podTexts(id) }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// A patch in short.
  func patch(_ id: Int64) throws(SQLiteError) -> String? {
    try texts(patch, id) { $0.text(0) }.first
  }

  /// The name that the server made up for a new object.
  func name(_ id: Int64) throws(SQLiteError) -> String? {
    try texts(name, id) { $0.text(0) }.first
  }

  private func texts(
    _ statement: Statement, _ id: Int64, _ read: (Statement) -> String
  ) throws(SQLiteError) -> [String] {
    defer { statement.reset() }
    try statement.bind(id, at: 1)
    var texts: [String] = []
    while try statement.step() { texts.append(read(statement)) }
    return texts
  }

  /// The role that a binding gave, and to whom.
  func grants(_ id: Int64) throws(SQLiteError) -> [String] {
    var role = ""
    let subjects = try texts(grants, id) { row in
      role = "\(row.text(0)) \(row.text(1))"
      let name = row.isNull(3) ? row.text(4) : "\(row.text(3))/\(row.text(4))"
      return "\(row.text(2)) \(name)"
    }
    return subjects.isEmpty ? [] : ["\(role) to \(subjects.joined(separator: ", "))"]
  }

  private func podTexts(_ id: Int64) throws(SQLiteError) -> [String] {
    var images: [String] = []
    var isPrivileged = false
    _ = try texts(containers, id) { row in
      if !row.isNull(0), !images.contains(row.text(0)) { images.append(row.text(0)) }
      isPrivileged = isPrivileged || row.integer(1) == 1
      return ""
    }
    var parts = images.isEmpty ? [] : ["image \(images.joined(separator: ", "))"]
    if isPrivileged { parts.append("privileged") }
    parts += try texts(pods, id) { row in
      let flags = ["hostNetwork", "hostPID", "hostIPC"].enumerated().compactMap { index, flag in
        row.integer(Int32(index)) == 1 ? flag : nil
      }
      let paths = JSONTexts.list(row.text(3)).map { "hostPath \($0)" }
      return (flags + paths).joined(separator: "; ")
    }.filter { !$0.isEmpty }
    return parts
  }
}
