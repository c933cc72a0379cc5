internal import AuditEvents
internal import Foundation
internal import LogBytes

/// One event in columns, as texts and numbers, whoever decoded it.
struct DecodedEvent: Equatable {
  var auditID: String?
  var stage: String?
  var level: String?
  var received: String?
  var stageTime: String?
  var isDryRun = false
  var verb: String?
  var group: String?
  var version: String?
  var resource: String?
  var subresource: String?
  var namespace: String?
  var name: String?
  var requestURI: String?
  /// What stands behind the path that operation and object make; in a tuple only.
  var uriRest: String?
  var user: String?
  var uid: String?
  var kind = ActorKind.unauthenticated
  var groups: JSONValue?
  var extra: JSONValue?
  var credential: String?
  var pod: String?
  var node: String?
  var impersonatedUser: String?
  var impersonated: JSONValue?
  var address: String?
  var addresses: JSONValue?
  var userAgent: String?
  var code: Int64?
  var reason: String?
  var message: String?
  var decision: String?
  var decisionReason: String?
  var annotations: JSONValue?
  var bodyLength: Int64?

  /// The columns that are not alike, if any are.
  func difference(from other: DecodedEvent) -> String? {
    var other = other
    other.bodyLength = bodyLength
    if self == other { return nil }
    let columns = zip(Mirror(reflecting: self).children, Mirror(reflecting: other).children)
    return columns.compactMap {
      let (mine, others) = ("\($0.value)", "\($1.value)")
      return mine == others ? nil : "\($0.label ?? ""): \(mine) for \(others)"
    }.joined(separator: ", ")
  }
}

/// Decodes sources with the module under test.
struct SpoorDecoder {
  private var framer = RecordFramer()
  private var decoder = EventDecoder(
    first: EventDecoder.FirstNumbers(actor: 1, operation: 1, object: 1, result: 1, client: 1))
  private var actors: [Int64: DecodedEvent] = [:]
  private var operations: [Int64: DecodedEvent] = [:]
  private var objects: [Int64: DecodedEvent] = [:]
  private var results: [Int64: DecodedEvent] = [:]
  private var clients: [Int64: DecodedEvent] = [:]

  /// Everything that one source came to.
  struct Output {
    var events: [DecodedEvent] = []
    var rejected: [RejectedRecord] = []
    var batches: [EventBatch] = []
  }

  mutating func decode(_ bytes: [UInt8], block: Int = 1 << 18) -> Output {
    framer.begin()
    var output = Output()
    for start in stride(from: 0, to: max(1, bytes.count), by: block) {
      let end = min(bytes.count, start + block)
      let records = framer.frame(Array(bytes[start..<end]), isLast: end == bytes.count)
      let batch = decoder.decode(records)
      output.events += rows(of: batch)
      output.rejected += batch.rejected
      output.batches.append(batch)
    }
    return output
  }

  mutating func decode(_ text: String) -> Output { decode(Array(text.utf8)) }

  private mutating func rows(of batch: EventBatch) -> [DecodedEvent] {
    note(batch)
    return batch.events.map { event in
      var row = DecodedEvent()
      row.auditID = batch.text(event.auditText) ?? uuid(event.auditHigh, event.auditLow)
      row.stage = event.stage.name ?? batch.text(event.stageText)
      row.level = event.level.name ?? batch.text(event.levelText)
      row.received = time(event.received, event.receivedDigits, batch.text(event.receivedText))
      row.stageTime = time(event.stageTime, event.stageDigits, batch.text(event.stageTimeText))
      row.isDryRun = event.isDryRun
      row.bodyLength = event.bodyLength
      row.take(actors[event.actor], operations[event.operation], objects[event.object])
      row.take(results[event.result], clients[event.client])
      return row
    }
  }

  private func uuid(_ high: UInt64, _ low: UInt64) -> String {
    let text = [high, low].map { value in
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    let ends = [8, 12, 16, 20, 32]
    let parts = zip([0] + ends, ends).map { text.dropFirst($0).prefix($1 - $0) }
    return parts.joined(separator: "-")
  }

  private func time(_ microseconds: Int64, _ digits: UInt8, _ text: String?) -> String? {
    microseconds == Event.noTime ? text.map { "text \($0)" } : "\(microseconds) (\(digits))"
  }

  private mutating func note(_ batch: EventBatch) {
    for tuple in batch.actors { actors[tuple.id] = DecodedEvent(tuple, batch) }
    for tuple in batch.results { results[tuple.id] = DecodedEvent(tuple, batch) }
    for tuple in batch.operations {
      var row = DecodedEvent()
      row.verb = batch.text(tuple.verb)
      row.group = batch.text(tuple.group)
      row.version = batch.text(tuple.version)
      row.resource = batch.text(tuple.resource)
      row.subresource = batch.text(tuple.subresource)
      operations[tuple.id] = row
    }
    for tuple in batch.objects {
      var row = DecodedEvent()
      row.namespace = batch.text(tuple.namespace)
      row.name = batch.text(tuple.name)
      row.requestURI = batch.text(tuple.requestURI)
      row.uriRest = batch.text(tuple.uriRest)
      objects[tuple.id] = row
    }
    for tuple in batch.clients {
      var row = DecodedEvent()
      row.address = batch.text(tuple.address)
      row.addresses = JSONValue(batch.text(tuple.addresses))
      row.userAgent = batch.text(tuple.userAgent)
      clients[tuple.id] = row
    }
  }
}

extension DecodedEvent {
  fileprivate init(_ tuple: ActorTuple, _ batch: EventBatch) {
    user = batch.text(tuple.user)
    uid = batch.text(tuple.uid)
    kind = tuple.kind
    groups = JSONValue(batch.text(tuple.groups))
    extra = JSONValue(batch.text(tuple.extra))
    credential = batch.text(tuple.credential)
    pod = batch.text(tuple.pod)
    node = batch.text(tuple.node)
    impersonatedUser = batch.text(tuple.impersonatedUser)
    impersonated = JSONValue(batch.text(tuple.impersonated))
  }

  fileprivate init(_ tuple: ResultTuple, _ batch: EventBatch) {
    code = tuple.code
    reason = batch.text(tuple.reason)
    message = batch.text(tuple.message)
    decision = batch.text(tuple.decision)
    decisionReason = batch.text(tuple.decisionReason)
    annotations = JSONValue(batch.text(tuple.annotations))
    // Annotations that are these two columns are not kept once more.
    if annotations == nil, let decision, let decisionReason {
      annotations = .object([
        "authorization.k8s.io/decision": .string(decision),
        "authorization.k8s.io/reason": .string(decisionReason),
      ])
    }
  }

  fileprivate mutating func take(
    _ actor: DecodedEvent?, _ operation: DecodedEvent?, _ object: DecodedEvent?
  ) {
    user = actor?.user
    uid = actor?.uid
    kind = actor?.kind ?? .unauthenticated
    groups = actor?.groups
    extra = actor?.extra
    credential = actor?.credential
    pod = actor?.pod
    node = actor?.node
    impersonatedUser = actor?.impersonatedUser
    impersonated = actor?.impersonated
    verb = operation?.verb
    group = operation?.group
    version = operation?.version
    resource = operation?.resource
    subresource = operation?.subresource
    namespace = object?.namespace
    name = object?.name
    requestURI = object?.requestURI ?? object?.uriRest.map { path + $0 }
  }

  /// The path that operation and object make.
  private var path: String {
    func text(_ part: String?, _ before: String) -> String {
      part.map { $0.isEmpty ? "" : before + $0 } ?? ""
    }
    let isNameless =
      ["list", "watch", "deletecollection"].contains(verb)
      || verb == "create" && (subresource ?? "").isEmpty
    return text(group, "/apis/").isEmpty
      ? "/api/\(version ?? "")" + rest() : "/apis/\(group ?? "")/\(version ?? "")" + rest()
    func rest() -> String {
      (resource == "namespaces" ? "" : text(namespace, "/namespaces/")) + text(resource, "/")
        + (isNameless ? "" : text(name, "/")) + text(subresource, "/")
    }
  }

  fileprivate mutating func take(_ result: DecodedEvent?, _ client: DecodedEvent?) {
    code = result?.code
    reason = result?.reason
    message = result?.message
    decision = result?.decision
    decisionReason = result?.decisionReason
    annotations = result?.annotations
    address = client?.address
    addresses = client?.addresses
    userAgent = client?.userAgent
  }
}
