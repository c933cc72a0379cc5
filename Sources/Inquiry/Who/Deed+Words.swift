extension Deed {
  private static func one(
    _ name: String, _ verbs: Set<String>, _ below: Below = .itself, mentions: [String] = [],
    reachesPods: Bool = false, special: Special? = nil
  ) -> Deed {
    Deed(
      name: name, rules: [Rule(verbs: verbs, below: below, mentions: mentions)],
      reachesPods: reachesPods, special: special)
  }

  private static let writes: Set<String> = ["update", "patch"]
  private static let schedulability = ["spec.unschedulable", "/spec/unschedulable"]
  private static let suspension = ["spec.suspend", "/spec/suspend"]

  /// Everything that has a word of its own.
  ///
  /// A verb of the audit log that is not here means itself.
  static let all: [Deed] = [
    Deed(
      name: "delete", rules: [Rule(verbs: ["delete"])], collections: ["deletecollection"],
      byEviction: true),
    Deed(name: "evict", rules: [], byEviction: true),
    Deed(name: "read", rules: [Rule(verbs: ["get"])], collections: ["list", "watch"]),
    one("get", ["get"]), one("list", ["list"]), one("watch", ["watch"]),
    one("deletecollection", ["deletecollection"]),
    one("create", ["create"]), one("update", ["update"]), one("patch", ["patch"]),
    one("change", writes), one("write", writes.union(["create"])),
    Deed(name: "apply", rules: [Rule(verbs: ["create", "update", "patch"])], isApply: true),
    one("exec", ["get", "create"], .subresource("exec"), reachesPods: true),
    one("attach", ["get", "create"], .subresource("attach"), reachesPods: true),
    one("port-forward", ["get", "create"], .subresource("portforward"), reachesPods: true),
    one("logs", ["get"], .subresource("log"), reachesPods: true),
    one("proxy", [], .subresource("proxy")),
    Deed(
      name: "debug", rules: [Rule(verbs: writes, below: .subresource("ephemeralcontainers"))],
      reachesPods: true, special: .debug),
    Deed(
      name: "scale",
      rules: [
        Rule(verbs: writes, below: .subresource("scale")),
        Rule(verbs: ["patch"], mentions: ["spec.replicas", "/spec/replicas"]),
      ]),
    one("restart", ["patch"], mentions: ["kubectl.kubernetes.io/restartedAt"]),
    one("cordon", ["patch"], mentions: schedulability, special: .cordon),
    one("uncordon", ["patch"], mentions: schedulability, special: .uncordon),
    one("suspend", ["patch"], mentions: suspension, special: .suspend),
    one("resume", ["patch"], mentions: suspension, special: .resume),
    one("taint", ["patch"], mentions: ["spec.taints", "/spec/taints"]),
    one("label", ["patch"], mentions: ["metadata.labels", "/metadata/labels"]),
    one("annotate", ["patch"], mentions: ["metadata.annotations", "/metadata/annotations"]),
    one("approve", writes, .subresource("approval"), special: .approve),
    one("deny", writes, .subresource("approval"), special: .deny),
    one("finalize", ["update"], .subresource("finalize")),
    one("token", ["create"], .subresource("token")),
    Deed(name: "bind", rules: [Rule(verbs: ["create", "update", "patch"])], special: .bind),
    Deed(name: "impersonate", rules: [], special: .impersonate),
    Deed(
      name: "touch", rules: [Rule(verbs: [], below: .anything)],
      collections: ["list", "watch", "deletecollection"], byEviction: true),
  ]

  /// Other words for the same.
  private static let synonyms: [String: String] = [
    "remove": "delete", "destroy": "delete", "see": "read", "view": "read", "describe": "read",
    "cp": "exec", "copy": "exec", "edit": "change", "modify": "change",
    "set": "change", "alter": "change",
    "replace": "update", "make": "create", "run": "create", "add": "create", "open": "exec",
    "execute": "exec", "shell": "exec", "log": "logs", "portforward": "port-forward",
    "forward": "port-forward", "sign": "approve", "certify": "approve",
    "request-token": "token", "issue": "token", "grant": "bind",
    "impersonated": "impersonate", "act-as": "impersonate", "access": "touch", "use": "touch",
    "do": "touch", "*": "touch", "anything": "touch",
    // The past of verbs that have one of their own.
    "got": "get", "wrote": "write", "written": "write", "made": "create", "ran": "create",
    "bound": "bind", "saw": "read", "seen": "read", "did": "touch", "done": "touch",
    "debugged": "debug",
  ]

  /// What a word means: kubectl's verbs and the audit log's, the past of
  /// either, and some everyday words.
  init?(word: String) {
    let word = word.lowercased()
    for stem in Self.stems(of: word) {
      let name = Self.synonyms[stem] ?? stem
      if let deed = Self.all.first(where: { $0.name == name }) {
        self = deed
        return
      }
    }
    return nil
  }

  /// What to ask about words that no single request stands for.
  private static let several: [String: [String]] = [
    "drain": ["evict pods", "cordon nodes"],
    "rollout": ["restart deployments", "patch deployments"],
    "rollback": ["patch deployments"],
    "escalate": ["change clusterroles", "change roles", "bind clusterroles"],
    "expose": ["create services"],
    "autoscale": ["create horizontalpodautoscalers"],
    "top": ["read pods.metrics.k8s.io", "read nodes.metrics.k8s.io"],
  ]

  /// The questions that stand for a word; nil where there are none.
  static func requests(for word: String) -> [String]? {
    stems(of: word.lowercased()).lazy.compactMap { several[$0] }.first
  }

  /// A verb of the audit log that has no word of its own.
  init(auditVerb verb: String) {
    self.init(name: verb, rules: [Rule(verbs: [verb], below: .anything)])
  }

  /// The past of what can be done, as one asks for it.
  static let pasts = [
    "deleted", "evicted", "read", "got", "listed", "watched", "created", "updated", "patched",
    "changed", "wrote", "applied", "attached", "proxied", "debugged", "scaled", "restarted",
    "cordoned", "uncordoned", "suspended", "resumed", "tainted", "labelled", "annotated",
    "approved", "denied", "finalized", "bound", "impersonated", "touched",
  ]

  /// The words to choose from when somebody mistypes.
  static var words: [String] { all.map(\.name) + synonyms.keys.sorted() }

  /// A word and what its endings may have been put to: `deleted`, `listed`,
  /// `applied`, `scaling`, `gets`.
  private static func stems(of word: String) -> [String] {
    var stems = [word]
    func cut(_ ending: String, _ instead: [String]) {
      guard word.hasSuffix(ending), word.count > ending.count + 1 else { return }
      let stem = String(word.dropLast(ending.count))
      stems += instead.map { stem + $0 }
      // A consonant may have been doubled: `logged`.
      if let last = stem.last, stem.dropLast().last == last {
        stems.append(String(stem.dropLast()))
      }
    }
    cut("ied", ["y"])
    cut("ed", ["", "e"])
    cut("ing", ["", "e"])
    cut("ies", ["y"])
    cut("s", [""])
    return stems
  }
}
