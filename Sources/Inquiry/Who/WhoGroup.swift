/// Collects the requests of one row of an answer.
struct WhoGroup {
  /// What all requests of a group share.
  struct Key: Hashable {
    let user: String
    let impersonated: String
    let how: How
  }

  private var row: WhoRow
  private var verb = Shared()
  private var resource = Shared()
  private var namespace = Shared()
  private var name = Shared()
  private var addresses = Distinct()
  private var agents = Distinct()
  private var notes = Distinct()
  /// The same with the moments they tell of: of one object that is worth it.
  private var datedNotes = Distinct()
  private var failures: Set<Int64> = []
  private var first: Moment?
  private var last: Moment?
  private var refusals = Distinct()
  /// How sure it is of a controller's requests that the actor caused them.
  private var caused: [Echo.Confidence: Int64] = [:]

  init(_ key: Key, kind: String) {
    row = WhoRow(
      actor: key.user.isEmpty ? nil : key.user, actorKind: kind,
      impersonated: key.impersonated.isEmpty ? nil : key.impersonated, how: key.how)
  }

  /// Adds a request.
  mutating func add(
    _ event: EventRow, _ operation: Operation, _ object: RowTexts.Object,
    _ answer: RowTexts.Answer, _ client: (addresses: [String], agent: String), note: String?,
    at moment: Moment? = nil, caused confidence: Echo.Confidence? = nil
  ) {
    count(event, answer)
    if let confidence { caused[confidence, default: 0] += 1 }
    verb.add(operation.verb)
    resource.add(operation.resourceText)
    namespace.add(object.namespace)
    name.add(object.name)
    for address in client.addresses { addresses.add(address) }
    if !client.agent.isEmpty { agents.add(client.agent) }
    if let note, !note.isEmpty {
      notes.add(note)
      datedNotes.add(moment.map { "\(note) at \($0.text)" } ?? note)
    }
    widen(event.time)
  }

  private mutating func widen(_ time: Moment?) {
    guard let time else { return }
    if first == nil || time.microseconds < first?.microseconds ?? .max { first = time }
    if last == nil || time.microseconds > last?.microseconds ?? .min { last = time }
  }

  private mutating func count(_ event: EventRow, _ answer: RowTexts.Answer) {
    switch answer.outcome {
    case "allowed":
      if event.isDryRun { row.dryRun += 1 } else { row.allowed += 1 }
    case "denied":
      row.denied += 1
      let message = answer.refusedBy == "admission" && !answer.message.isEmpty
      refusals.add(
        message ? "\(answer.refusedBy): \(answer.message.prefix(160))" : answer.refusedBy)
    case "failed":
      row.failed += 1
      if let code = answer.code { failures.insert(code) }
    default: row.pending += 1
    }
  }

  /// The one object, or the one namespace, that its requests were about.
  var singleObject: Causes.Victim? {
    guard let last, !namespace.isMany, !name.isMany else { return nil }
    return Causes.Victim(namespace: namespace.text, name: name.text, last: last.microseconds)
  }

  /// The row, when all is added.
  ///
  /// - Parameter because: a sentence about the whole, for the note.
  func finished(deed: Deed, because: String?) -> WhoRow {
    var row = row
    (row.verb, row.resource) = (verb.value, resource.value)
    (row.namespace, row.name) = (namespace.value, name.value)
    (row.first, row.last) = (first?.value ?? .null, last?.value ?? .null)
    row.sourceIPs = addresses.texts
    row.userAgents = agents.texts
    row.isCause = !caused.isEmpty && caused.values.reduce(0, +) == row.requests
    var parts = (because.map { [$0] } ?? []) + (causedText.map { [$0] } ?? [])
    if let note = (name.isMany ? notes : datedNotes).inShort { parts.append(note) }
    if row.allowed == 0 {
      if let text = failureText(deed) { parts.append(text) }
      if let text = refusals.inShort { parts.append("refused by \(text)") }
    }
    if row.dryRun > 0, row.dryRun == row.requests { parts.append("dry run") }
    row.note = parts.isEmpty ? nil : parts.joined(separator: "; ")
    return row
  }

  /// How many of the requests it caused, by how sure that is.
  private var causedText: String? {
    guard caused.values.reduce(0, +) > 1 else { return nil }
    let parts = caused.sorted { $0.key > $1.key }.map { "\($0.value) \($0.key.text)" }
    return "caused \(parts.joined(separator: ", "))"
  }

  private func failureText(_ deed: Deed) -> String? {
    guard row.failed > 0 else { return nil }
    let deletes = deed.name == "delete" || deed.name == "evict"
    if failures == [404], deletes { return "404: nothing was deleted" }
    if failures == [429], row.how == .eviction { return "429: a disruption budget held it back" }
    return "failed with \(failures.sorted().map(String.init).joined(separator: ", "))"
  }
}

/// A value that is shown when all share it.
private struct Shared {
  private static let many = "*"
  private(set) var value = Value.null
  private var isEmpty = true

  /// Whether there are several.
  var isMany: Bool { value == .text(Self.many) }

  /// The one value; empty where there is none.
  var text: String {
    if case .text(let text) = value { text } else { "" }
  }

  mutating func add(_ text: String) {
    let added: Value = text.isEmpty ? .null : .text(text)
    if isEmpty {
      value = added
      isEmpty = false
    } else if value != added {
      value = .text(Self.many)
    }
  }
}

/// Texts in the order of their first appearance.
private struct Distinct {
  private(set) var texts: [String] = []
  private var known: Set<String> = []

  mutating func add(_ text: String) {
    if known.insert(text).inserted { texts.append(text) }
  }

  /// The first three, and how many more; nil if there are none.
  var inShort: String? {
    guard !texts.isEmpty else { return nil }
    let first = texts.prefix(3).joined(separator: "; ")
    return texts.count > 3 ? "\(first); and \(texts.count - 3) more" : first
  }
}
