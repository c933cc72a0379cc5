internal import SQLite

extension HistorySearch {
  /// What a request changed, and the word for that where it has one.
  func changes(
    of step: Step, _ bodies: Bodies, _ state: inout ObjectState, isDone: Bool
  ) -> (word: String?, parts: [String]) {
    let isSecret = step.operation.resource == "secrets"
    switch step.action {
    case .deleted, .evicted:
      return (nil, texts.text(deletionBy: step.object.uri, bodies.request))
    case .bound:
      let node = bodies.request?[["target", "name"]]?.text
      return (nil, node.map { ["to node \($0)"] } ?? [])
    case .tokenIssued:
      return (nil, texts.text(ofToken: bodies.request, issued: issuedCredential(step)))
    case .scaled:
      let changes = state.scale(to: bodies.response ?? bodies.request, isDone: isDone)
      return (nil, texts.text(changes, isOfSecret: isSecret))
    case .deletedMany, .used, .changedBelow: return (nil, [])
    case .statusChanged: return (nil, [])
    case .created, .changed, .debugged, .approved, .finalized:
      let isPatch = step.operation.verb == "patch"
      let wasKnown = state.isKnown
      let changes = state.take(
        asked: bodies.request, answer: bodies.response, isPatch: isPatch, isDone: isDone)
      guard step.action != .created else {
        return (nil, texts.text(ofNew: changes, isOfSecret: isSecret))
      }
      let word = step.action == .changed ? HistoryAction.word(for: changes.map(\.path)) : nil
      let isUnchanged = changes.isEmpty && isDone && wasKnown && bodies.response != nil
      let parts = texts.text(changes, isOfSecret: isSecret)
      return (word, isUnchanged ? ["no field changed"] : parts)
    }
  }

  private func issuedCredential(_ step: Step) -> String? {
    let key = "authentication.kubernetes.io/issued-credential-id"
    let annotations = try? rowTexts.annotations(step.row)
    return annotations.flatMap { JSONTexts.value(of: key, in: $0) }
  }

  /// What a controller's, or a kubelet's, request followed from.
  func because(
    _ step: Step, _ answer: RowTexts.Answer, _ owners: [ObjectOwner]
  ) throws(InquiryError) -> String? {
    guard answer.outcome == "allowed" else { return nil }
    let actor = try InquiryError.wrapping { () throws(SQLiteError) in
      try rowTexts.actor(step.row)
    }
    guard echoes.isFollower(actor), step.action.hasCause else { return nil }
    let effect = EchoFinder.Effect(step.row, step.operation, step.object, actor, owners: owners)
    return try echoes.cause(of: effect)?.text
      ?? "unknown: no earlier request in the case explains it"
  }
}

extension HistoryAction {
  /// Whether others' requests may be the cause of a controller's.
  var hasCause: Bool {
    switch self {
    case .used, .statusChanged, .bound, .tokenIssued: false
    default: true
    }
  }
}

extension ObjectState {
  /// Takes the body of a scale, which has nothing but the number.
  mutating func scale(to body: JSONTree?, isDone: Bool) -> [Change] {
    guard let replicas = body?[["spec", "replicas"]]?.scalar else { return [] }
    return set("spec.replicas", to: replicas, isDone: isDone)
  }
}
