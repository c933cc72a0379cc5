internal import SQLite

/// Writes what requests changed.
struct ChangeTexts {
  /// More fields than this are counted.
  private static let mostFields = 24
  private static let optionNames = ParameterNames([
    "gracePeriodSeconds", "propagationPolicy", "orphanDependents", "preconditions",
  ])

  let values: SecretValues

  /// Fields that changed: `spec.replicas: 2 → 3`; `=` where the old value is not
  /// known.
  func text(_ changes: [ObjectState.Change], isOfSecret: Bool) -> [String] {
    let shown = changes.prefix(Self.mostFields).map { change in
      func value(_ text: String?) -> String {
        guard let text, !change.isReference else { return text ?? "none" }
        return values.shown(text, at: change.path, isOfSecret: isOfSecret)
      }
      return change.isOldKnown
        ? "\(change.path): \(value(change.old)) → \(value(change.new))"
        : "\(change.path) = \(value(change.new))"
    }
    let more = changes.count - shown.count
    return more > 0 ? shown + ["… and \(more) more fields"] : shown
  }

  /// Fields of a new object.
  func text(ofNew changes: [ObjectState.Change], isOfSecret: Bool) -> [String] {
    let known = changes.map {
      ObjectState.Change(path: $0.path, old: nil, new: $0.new, isOldKnown: false)
    }
    return text(known.filter { !Self.isUsual($0) }, isOfSecret: isOfSecret)
  }

  /// What clients and the server fill in, and what says nothing new.
  static func isUsual(_ change: ObjectState.Change) -> Bool {
    guard let new = change.new, new != "{}" else { return true }
    let path = change.path
    if path.hasPrefix("metadata.ownerReferences[") { return !path.hasSuffix("].kind") }
    let name = path.split(separator: ".").last.map(String.init) ?? path
    return usual[name] == new
  }

  private static let usual = [
    "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
    "restartPolicy": "Always", "dnsPolicy": "ClusterFirst", "schedulerName": "default-scheduler",
    "protocol": "TCP", "imagePullPolicy": "IfNotPresent", "terminationGracePeriodSeconds": "30",
    "progressDeadlineSeconds": "600", "revisionHistoryLimit": "10", "volumeMode": "Filesystem",
    "enableServiceLinks": "true",
  ]

  /// How something was to be deleted: grace period, preconditions, propagation,
  /// as the query and the body say.
  func text(deletionBy uri: String, _ body: JSONTree?) -> [String] {
    var parts = RequestURI(uri).parameters(named: Self.optionNames).map { "\($0.name)=\($0.value)" }
    let options = body?["deleteOptions"] ?? body
    for name in ["gracePeriodSeconds", "propagationPolicy", "orphanDependents"] {
      guard let value = options?[name]?.scalar, value != "null" else { continue }
      let part = "\(name)=\(value)"
      if !parts.contains(part) { parts.append(part) }
    }
    for member in options?["preconditions"]?.members ?? [] {
      guard let value = member.value.scalar, value != "null" else { continue }
      parts.append("preconditions.\(member.key)=\(value)")
    }
    return parts
  }

  /// What a token was asked for.
  func text(ofToken request: JSONTree?, issued: String?) -> [String] {
    var parts = issued.map { ["issued \($0)"] } ?? []
    let spec = request?["spec"]
    if let seconds = spec?["expirationSeconds"]?.scalar { parts.append("valid for \(seconds) s") }
    let audiences = (spec?["audiences"]?.elements ?? []).compactMap(\.scalar)
    if !audiences.isEmpty { parts.append("for \(audiences.joined(separator: ", "))") }
    if let bound = spec?["boundObjectRef"]?["name"]?.scalar { parts.append("bound to \(bound)") }
    return parts
  }
}
