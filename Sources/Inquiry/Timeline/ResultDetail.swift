internal import AuditEvents

/// What an answer says that is worth a glance: who somebody wanted to be, what
/// admission had against it.
enum ResultDetail {
  /// The longest message that is shown, characters.
  private static let limit = 240

  /// The part, if there is any.
  static func text(message: String, refusedBy: Int64?) -> String? {
    switch refusedBy {
    case Int64(Refusal.authorization.rawValue):
      return refusedImpersonation(message).map { "refused to act as \($0.resource)/\($0.name)" }
    case Int64(Refusal.admission.rawValue) where !message.isEmpty:
      return message.count > limit ? message.prefix(limit) + "…" : message
    default: return nil
    }
  }

  /// Whom a refused request wanted to be, `users` and `admin`: it stands in the
  /// message only, `users "admin" is forbidden: User "x" cannot impersonate
  /// resource "users" in API group "" …`.
  ///
  /// A service account's name has its namespace in front.
  static func refusedImpersonation(_ message: String) -> (resource: Substring, name: String)? {
    let marker: StaticString = " cannot impersonate resource \""
    guard let offset = TextSearch.offset(of: marker, in: message) else { return nil }
    let behind = TextSearch.text(behind: offset + marker.utf8CodeUnitCount, in: message)
    let resource = behind.prefix { $0 != "\"" }
    let name = message.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }
    let place: StaticString = "in the namespace \""
    guard let found = TextSearch.offset(of: place, in: message, from: offset) else {
      return (resource, String(name))
    }
    let namespace = TextSearch.text(behind: found + place.utf8CodeUnitCount, in: message)
      .prefix { $0 != "\"" }
    return (resource, "\(namespace)/\(name)")
  }
}
