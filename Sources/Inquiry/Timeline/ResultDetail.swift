internal import AuditEvents

/// What an answer says that is worth a glance: who somebody wanted to be, what
/// admission had against it, which credential was issued.
enum ResultDetail {
  /// The longest message that is shown, characters.
  private static let limit = 240

  /// The part, if there is any.
  static func text(message: String, refusedBy: Int64?, annotations: String) -> String? {
    if let wanted = refusedImpersonation(message) { return "refused to act as \(wanted)" }
    if refusedBy == Int64(Refusal.admission.rawValue), !message.isEmpty {
      return message.count > limit ? message.prefix(limit) + "…" : message
    }
    guard annotations.utf8.count > 60, annotations.contains("issued-credential-id") else {
      return nil
    }
    return JSONTexts.value(of: "authentication.kubernetes.io/issued-credential-id", in: annotations)
      .map { "issued \($0)" }
  }

  /// Whom a refused request wanted to be, `users/admin`: it stands in the
  /// message only, `users "admin" is forbidden: User "x" cannot impersonate
  /// resource "users" in API group "" …`.
  static func refusedImpersonation(_ message: String) -> String? {
    let marker = " cannot impersonate resource \""
    guard let range = message.firstRange(of: marker) else { return nil }
    let resource = message[range.upperBound...].prefix { $0 != "\"" }
    let name = message.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }
    let place = message[range.upperBound...].firstRange(of: "in the namespace \"")
    guard let place else { return "\(resource)/\(name)" }
    let namespace = message[place.upperBound...].prefix { $0 != "\"" }
    return "\(resource)/\(namespace)/\(name)"
  }
}
