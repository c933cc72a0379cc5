internal import AuditEvents
internal import LogBytes
internal import TestSupport

/// The body facts of some events as texts, one a fact, to compare whole.
struct FactTexts: Equatable, CustomStringConvertible {
  var pods: [String] = []
  var containers: [String] = []
  var grants: [String] = []
  var rules: [String] = []
  var patches: [String] = []
  var names: [String] = []

  init() {}

  /// What the bodies of some events say.
  init(_ events: EventText...) {
    var decoder = SpoorDecoder()
    let text = events.map { "\($0)\n" }.joined()
    for batch in decoder.decode(text).batches { add(batch) { _ in true } }
  }

  /// What the bodies of those events of a source say that are wanted.
  init(_ bytes: [UInt8], where isWanted: (DecodedEvent) -> Bool) {
    var decoder = SpoorDecoder()
    let output = decoder.decode(bytes)
    var first = 0
    for batch in output.batches {
      add(batch) { isWanted(output.events[first + $0]) }
      first += batch.events.count
    }
  }

  private mutating func add(_ batch: EventBatch, where isWanted: (Int) -> Bool) {
    let facts = batch.facts
    let text = { (slice: Slice) in batch.text(slice) ?? "-" }
    pods += facts.pods.filter { isWanted($0.event) }.map { pod in
      let flags = [
        (pod.hostNetwork, "hostNetwork"), (pod.hostPID, "hostPID"), (pod.hostIPC, "hostIPC"),
      ].filter(\.0).map(\.1)
      return "\(flags) account \(text(pod.serviceAccount)) node \(text(pod.nodeName))"
        + " paths \(text(pod.hostPaths)) context \(text(pod.securityContext))"
    }
    containers += facts.containers.filter { isWanted($0.event) }.map { container in
      let privileged = container.isPrivileged.map { "\($0)" } ?? "-"
      return "\(container.role) \(text(container.name)) \(text(container.image))"
        + " privileged \(privileged) context \(text(container.securityContext))"
    }
    grants += facts.grants.filter { isWanted($0.event) }.map { grant in
      "\(text(grant.roleKind)) \(text(grant.roleName)) to \(text(grant.subjectKind))"
        + " \(text(grant.subjectNamespace)) \(text(grant.subjectName))"
    }
    rules += facts.roleRules.filter { isWanted($0.event) }.map { rule in
      "verbs \(text(rule.verbs)) groups \(text(rule.groups)) resources \(text(rule.resources))"
        + " names \(text(rule.resourceNames)) urls \(text(rule.nonResourceURLs))"
    }
    patches += facts.patches.filter { isWanted($0.event) }.map { text($0.text) }
    names += facts.generatedNames.filter { isWanted($0.event) }.map { text($0.text) }
  }

  var description: String {
    [pods, containers, grants, rules, patches, names].map { $0.joined(separator: "\n") }
      .joined(separator: "\n--\n")
  }
}
