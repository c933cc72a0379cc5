internal import CaseStore
internal import Patterns
internal import SQLite

/// Finds the requests that gave a role, or gave one to a subject: what bindings
/// say stands in bodies, of which ingest kept the grants.
struct GrantSearch {
  private static let roles = ["role": "Role", "clusterrole": "ClusterRole"]
  private static let subjects = [
    "user": "User", "group": "Group", "serviceaccount": "ServiceAccount", "sa": "ServiceAccount",
  ]

  private let kind: String
  private let isRole: Bool
  private let name: Glob
  private let namespaces: TextCondition

  /// Nil for a resource that is neither a role nor a subject.
  init?(_ question: WhoQuestion) {
    let halves = question.resource.split(separator: "/", maxSplits: 1).map(String.init)
    var word = (halves.first ?? "").lowercased()
    if word.hasSuffix("s") { word.removeLast() }
    if let kind = Self.roles[word] {
      (self.kind, isRole) = (kind, true)
    } else if let kind = Self.subjects[word] {
      (self.kind, isRole) = (kind, false)
    } else {
      return nil
    }
    name = Glob(halves.count > 1 ? halves[1] : "*")
    namespaces = TextCondition(question.filter.terms(.namespace))
  }

  /// The rows of requests with such a grant, in order; of a service account,
  /// the namespace asked for is its own.
  func rows(in connection: Connection) throws(SQLiteError) -> [Int64] {
    let rows = try connection.prepare(
      """
      SELECT event_id, role_kind, role_name, subject_kind, subject_name, subject_namespace
      FROM body_grant ORDER BY event_id
      """)
    var ids: [Int64] = []
    while try rows.step() {
      let first: Int32 = isRole ? 1 : 3
      guard rows.text(first) == kind, name.matches(rows.text(first + 1)) else { continue }
      if kind == "ServiceAccount", !namespaces.holds(rows.text(5)) { continue }
      if ids.last != rows.integer(0) { ids.append(rows.integer(0)) }
    }
    return ids
  }

  /// Whether the namespace asked for is that of the binding.
  var namespaceIsOfBinding: Bool { kind != "ServiceAccount" }
}
