internal import Patterns
internal import SQLite

/// Who acted as somebody, and who was refused it.
struct ImpersonationSearch {
  private enum Kind {
    case user, group, serviceAccount
  }

  private let kind: Kind
  private let name: Glob
  private let namespaces: TextCondition

  /// Nil for a resource that nobody can act as.
  init?(_ question: WhoQuestion) {
    let halves = question.resource.split(separator: "/", maxSplits: 1).map(String.init)
    switch (halves.first ?? "").lowercased() {
    case "user", "users": kind = .user
    case "group", "groups": kind = .group
    case "serviceaccount", "serviceaccounts", "sa": kind = .serviceAccount
    default: return nil
    }
    let text = halves.count > 1 ? halves[1] : "*"
    name = Glob(text)
    namespaces = TextCondition(question.filter.terms(.namespace))
  }

  /// The actors who acted as such a one.
  func actors(in connection: Connection) throws(SQLiteError) -> [Int64] {
    let rows = try connection.prepare(
      """
      SELECT actor_id, impersonated_user, impersonated FROM actor
      WHERE impersonated_user IS NOT NULL ORDER BY 1
      """)
    var ids: [Int64] = []
    while try rows.step() {
      if matches(rows.text(1), impersonated: rows.text(2)) { ids.append(rows.integer(0)) }
    }
    return ids
  }

  private func matches(_ user: String, impersonated: String) -> Bool {
    let prefix = "system:serviceaccount:"
    switch kind {
    case .user: return !user.hasPrefix(prefix) && name.matches(user)
    case .group:
      return JSONTexts.list(named: "\"groups\":", in: impersonated).contains { name.matches($0) }
    case .serviceAccount:
      guard user.hasPrefix(prefix) else { return false }
      let parts = user.dropFirst(prefix.count).split(separator: ":", maxSplits: 1)
      return parts.count == 2 && matches(namespace: String(parts[0]), account: String(parts[1]))
    }
  }

  private func matches(namespace: String, account: String) -> Bool {
    let isNamed = name.matches(account) || name.matches("\(namespace)/\(account)")
    return isNamed && namespaces.holds(namespace)
  }

  /// The answers that refused it: whom one wanted to be stands in their message
  /// only.
  func refusals(in connection: Connection) throws(SQLiteError) -> [Int64] {
    let rows = try connection.prepare(
      "SELECT result_id, status_message FROM result WHERE code = 403 ORDER BY 1")
    var ids: [Int64] = []
    while try rows.step() {
      guard let wanted = ResultDetail.refusedImpersonation(rows.text(1)) else { continue }
      if matches(resource: wanted.resource, wanted.name) { ids.append(rows.integer(0)) }
    }
    return ids
  }

  private func matches(resource: Substring, _ wanted: String) -> Bool {
    switch (kind, resource) {
    case (.user, "users"), (.group, "groups"): return name.matches(wanted)
    case (.serviceAccount, "serviceaccounts"):
      let parts = wanted.split(separator: "/", maxSplits: 1).map(String.init)
      return parts.count == 2 && matches(namespace: parts[0], account: parts[1])
    default: return false
    }
  }
}
