internal import SQLite

extension HistorySearch {
  /// What a request changed, and the word for that where it has one.
  func changes(
    of step: Step, _ bodies: Bodies, _ followed: inout FollowedObject, isDone: Bool
  ) throws(InquiryError) -> (word: String?, parts: [String]) {
    switch step.action {
    case .deleted, .evicted:
      return (nil, texts.text(deletionBy: step.object.uri, bodies.request))
    case .bound:
      let node = bodies.request?[["target", "name"]]?.text
      return (nil, node.map { ["to node \($0)"] } ?? [])
    case .tokenIssued:
      return (nil, texts.text(ofToken: bodies.request, issued: issuedCredential(step)))
    case .scaled:
      let isSecret = step.operation.resource == "secrets"
      let changes = followed.state.scale(to: bodies.response ?? bodies.request, isDone: isDone)
      if isDone, changes.isEmpty { try hide(step, bodies, &followed) }
      return (nil, texts.text(changes, isOfSecret: isSecret))
    case .approved:
      let conditions = Conditions(of: bodies.request)
      return (conditions.word, texts.text(ofNew: conditions.changes, isOfSecret: false))
    case .deletedMany, .used, .changedBelow, .statusChanged: return (nil, [])
    case .created, .changed, .debugged, .finalized:
      return try fieldChanges(of: step, bodies, &followed, isDone: isDone)
    }
  }

  private func fieldChanges(
    of step: Step, _ bodies: Bodies, _ followed: inout FollowedObject, isDone: Bool
  ) throws(InquiryError) -> (word: String?, parts: [String]) {
    let isSecret = step.operation.resource == "secrets"
    let wasKnown = followed.state.isKnown
    let hadFields = followed.state.fields != nil
    let form = form(of: step, bodies.request)
    let told = followed.state.take(
      bodies, form, mergeKeys(of: step.operation), isDone: isDone)
    if step.action == .created {
      followed.restart()
      return (nil, texts.text(ofNew: told.own, isOfSecret: isSecret))
    }
    var parts = texts.text(told.own, isOfSecret: isSecret)
    for group in try groups(of: told, &followed) {
      let changes = texts.text(group.changes, isOfSecret: isSecret)
      parts.append("\(group.label): \(changes.joined(separator: ", "))")
    }
    let word = step.action == .changed ? HistoryAction.word(for: told.own) : nil
    if parts.isEmpty, isDone, wasKnown, bodies.response != nil { parts = ["no field changed"] }
    if form == .whole, bodies.request != nil, !told.own.isEmpty {
      if !hadFields { parts.append("what it was before is not known") }
      if let hidden = followed.hiddenText { parts.append("some of it \(hidden)") }
    }
    if isDone { try hide(step, bodies, &followed) }
    return (word, parts)
  }

  /// Remembers a request whose body was not kept, for the next one may show what
  /// it did; one whose body was kept ends that.
  private func hide(
    _ step: Step, _ bodies: Bodies, _ followed: inout FollowedObject
  ) throws(InquiryError) {
    let isWhole = bodies.response != nil || step.operation.verb == "update"
    guard bodies.request == nil, bodies.response == nil else {
      if isWhole, step.action != .scaled { followed.restart() }
      return
    }
    let actor = try InquiryError.wrapping { () throws(SQLiteError) in
      try rowTexts.actor(step.row)
    }
    followed.hidden.append(FollowedObject.Hidden(actor: actor.text, time: step.row.time?.text))
  }

  /// What a request sends: an apply names its object.
  private func form(of step: Step, _ body: JSONTree?) -> ObjectState.Form {
    guard step.operation.verb == "patch" else { return .whole }
    let isApply =
      body?["kind"] != nil && body?["apiVersion"] != nil
      && RequestURI(step.object.uri).value(of: "fieldManager") != nil
    return isApply ? .apply : .patch
  }

  /// Nil for kinds that know no strategic patches: custom ones.
  private func mergeKeys(of operation: Operation) -> MergeKeys? {
    let isBuiltIn = investigated.catalog.isNamespaced(operation.resource, group: operation.group)
    return isBuiltIn == nil ? nil : listKeys
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
  /// Whether a body tells what such a request changed.
  var isToldByBodies: Bool {
    switch self {
    case .created, .changed, .scaled, .debugged, .approved, .finalized: true
    default: false
    }
  }

  /// Whether others' requests may be the cause of a controller's.
  var hasCause: Bool {
    switch self {
    case .used, .statusChanged, .bound, .tokenIssued: false
    default: true
    }
  }
}

/// What somebody said of a request to sign a certificate.
struct Conditions {
  /// The conditions that a body sets, as fields.
  let changes: [ObjectState.Change]
  /// The word for it; nil where the body says neither.
  let word: String?

  init(of body: JSONTree?) {
    var status: JSONTree? = body?["status"]
    if case .array(let operations)? = body {
      let values = operations.compactMap { $0["value"] }
      let conditions = values.flatMap { $0["conditions"]?.elements ?? [$0] + $0.elements }
      status = .object([
        JSONTree.Member(key: "conditions", value: .array(conditions.filter { $0["type"] != nil }))
      ])
    }
    let conditions = status?["conditions"] ?? .array([])
    let fields = FieldList(.object([JSONTree.Member(key: "conditions", value: conditions)]))
    changes = fields.paths.compactMap { path in
      fields.values[path].map {
        ObjectState.Change(path: path, old: nil, new: $0, isOldKnown: false)
      }
    }.filter { $0.new != "[]" && $0.path != "conditions[\($0.new ?? "")]" }
    let types = conditions.elements.compactMap { $0["type"]?.text }
    word = types.contains("Denied") ? "denied" : types.contains("Approved") ? "approved" : nil
  }
}
