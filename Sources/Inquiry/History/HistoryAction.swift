/// What a request did, or tried to do, to an object.
enum HistoryAction: Equatable {
  case created, changed, scaled, deleted, deletedMany, evicted, bound, debugged, approved
  case finalized, tokenIssued, statusChanged
  /// Something below the object that has no word of its own was written.
  case changedBelow(String)
  /// It was read, or used through something below it.
  case used(String)

  /// Nil for what is no part of an object's life.
  ///
  /// - Parameter isEverything: whether reading, using and its status are, too.
  init?(_ operation: Operation, isEverything: Bool) {
    let below = operation.subresource
    switch (operation.verb, below) {
    case ("create", ""): self = .created
    case ("update", ""), ("patch", ""): self = .changed
    case ("delete", ""): self = .deleted
    case ("deletecollection", ""): self = .deletedMany
    case ("create", "eviction"): self = .evicted
    case ("create", "binding"): self = .bound
    case ("create", "token"): self = .tokenIssued
    case ("update", "scale"), ("patch", "scale"): self = .scaled
    case ("update", "finalize"): self = .finalized
    case ("update", "status"), ("patch", "status"):
      guard isEverything else { return nil }
      self = .statusChanged
    case ("update", "ephemeralcontainers"), ("patch", "ephemeralcontainers"): self = .debugged
    case ("update", "approval"), ("patch", "approval"): self = .approved
    case ("update", _), ("patch", _): self = .changedBelow(below)
    default:
      guard isEverything, !operation.verb.isEmpty else { return nil }
      self = .used(below.isEmpty ? Self.past(operation.verb) : below)
    }
  }

  private static func past(_ verb: String) -> String {
    switch verb {
    case "get": "read"
    case "list": "listed"
    case "watch": "watched"
    default: verb
    }
  }

  /// As an answer shows it.
  var text: String {
    switch self {
    case .created: "created"
    case .changed: "changed"
    case .scaled: "scaled"
    case .deleted, .deletedMany: "deleted"
    case .evicted: "evicted"
    case .bound: "bound"
    case .debugged: "debugged"
    case .approved: "approved or denied"
    case .finalized: "finalized"
    case .tokenIssued: "token issued"
    case .statusChanged: "status changed"
    case .changedBelow(let below): "changed \(below)"
    case .used(let way): way
    }
  }

  /// The word for a change of certain fields, by what they were changed to.
  static func word(for changes: [ObjectState.Change]) -> String? {
    let isRestart = changes.contains {
      $0.path.hasSuffix("kubectl.kubernetes.io/restartedAt") && $0.new != nil
    }
    if isRestart { return "restarted" }
    guard !changes.isEmpty else { return nil }
    if changes.allSatisfy({ $0.path == "spec.replicas" }) { return "scaled" }
    guard let schedulable = changes.first(where: { $0.path == "spec.unschedulable" }),
      changes.allSatisfy({
        $0.path == schedulable.path || $0.path.hasPrefix("spec.taints")
      })
    else { return nil }
    return schedulable.new == "true" ? "cordoned" : "uncordoned"
  }
}
