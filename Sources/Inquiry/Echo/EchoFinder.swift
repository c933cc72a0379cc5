internal import CaseStore
internal import SQLite

/// Finds the request that a controller's followed from: by the owner that an
/// object names, by its name, and by time.
///
/// It follows a chain of controllers to its end. What it finds is stated with
/// how sure it is; where nothing speaks for a cause, it finds none.
final class EchoFinder {
  /// A controller's request whose cause is looked for.
  struct Effect {
    let row: Int64
    let time: Moment?
    let verb: String
    let subresource: String
    let resource: String
    let namespace: String
    let name: String
    let actor: RowTexts.Actor
    /// The owners that the object's body names.
    var owners: [ObjectOwner] = []

    /// Whether it deleted something.
    var isEnding: Bool {
      verb == "delete" || verb == "deletecollection" || subresource == "eviction"
    }
  }

  /// What speaks for a cause.
  struct Lead {
    let write: ObjectWrite
    let confidence: Echo.Confidence
    let reason: String
  }

  private static let collector = "system:serviceaccount:kube-system:generic-garbage-collector"
  private static let namespaces = "system:serviceaccount:kube-system:namespace-controller"
  private static let longestChain = 5

  let investigated: Case
  let writes: ObjectWrites

  init(in investigated: Case, writes: ObjectWrites) {
    self.investigated = investigated
    self.writes = writes
  }

  /// Whether requests of an actor follow from others.
  func isFollower(_ actor: RowTexts.Actor) -> Bool {
    actor.impersonated.isEmpty && investigated.owners.isFollower(actor.user)
  }

  /// The request that an effect followed from, if one in the case explains it.
  func cause(of effect: Effect) throws(InquiryError) -> Echo? {
    try cause(of: effect, depth: 0)
  }

  private func cause(of effect: Effect, depth: Int) throws(InquiryError) -> Echo? {
    guard let lead = try lead(of: effect) else { return nil }
    let write = lead.write
    guard isFollower(write.actor) else {
      return Echo(
        cause: write, confidence: lead.confidence, reasons: [lead.reason], isOpen: false)
    }
    let next = Effect(
      row: write.row, time: write.time, verb: write.verb, subresource: write.subresource,
      resource: write.resource, namespace: write.namespace, name: write.name, actor: write.actor)
    let root = depth < Self.longestChain ? try cause(of: next, depth: depth + 1) : nil
    guard let root, !root.isOpen else {
      return Echo(cause: write, confidence: lead.confidence, reasons: [lead.reason], isOpen: true)
    }
    let step = "by way of \(write.objectText)"
    return Echo(
      cause: root.cause, confidence: min(root.confidence, lead.confidence),
      reasons: root.reasons + (root.reasons.contains(step) ? [] : [step]), isOpen: false)
  }

  /// The latest request that speaks for itself.
  private func lead(of effect: Effect) throws(InquiryError) -> Lead? {
    var leads: [Lead] = []
    let isCollector = effect.actor.user == Self.collector
    if effect.actor.user == Self.namespaces {
      leads = try namespaceLeads(effect)
    } else {
      if !isCollector, let own = try ownLead(effect) { leads.append(own) }
      if effect.actor.kind != "node" {
        leads += try ownerLeads(effect, endingsOnly: isCollector)
        if !isCollector, effect.resource == "pods", effect.verb == "create" {
          leads += try replacementLeads(effect)
        }
        if leads.isEmpty, effect.name.isEmpty, effect.verb == "create" {
          leads = try neighbourLeads(effect)
        }
        if leads.isEmpty { leads = try namespaceLeads(effect) }
      }
    }
    return leads.max { $0.write.isBefore($1.write.time, $1.write.row) }
  }

  /// The latest of some requests, which are in order, before an effect.
  func latest(_ writes: [ObjectWrite], before effect: Effect) -> ObjectWrite? {
    var (low, high) = (0, writes.count)
    while low < high {
      let middle = (low + high) / 2
      if writes[middle].isBefore(effect.time, effect.row) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low > 0 ? writes[low - 1] : nil
  }

  /// How long before an effect a request was, microseconds.
  func gap(_ write: ObjectWrite, _ effect: Effect) -> Int64? {
    guard let early = write.time, let late = effect.time else { return nil }
    return late.microseconds - early.microseconds
  }
}

extension EchoFinder.Effect {
  /// The effect of a row.
  init(
    _ row: EventRow, _ operation: Operation, _ object: RowTexts.Object, _ actor: RowTexts.Actor,
    owners: [ObjectOwner] = []
  ) {
    self.init(
      row: row.id, time: row.time, verb: operation.verb, subresource: operation.subresource,
      resource: operation.resource,
      // The log names a namespace as its own, or does not.
      namespace: operation.resource == "namespaces" ? "" : object.namespace, name: object.name,
      actor: actor, owners: owners)
  }
}
