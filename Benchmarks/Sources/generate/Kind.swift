/// A resource of the API, with its texts as an event spells them.
struct Kind {
  let plural: [UInt8]
  /// With the group, as messages have it: `deployments.apps`.
  let qualified: [UInt8]
  let group: [UInt8]
  /// The path up to the version: `/apis/apps/v1`.
  let path: [UInt8]
  /// The group and the version in an `objectRef`, with a comma in front.
  let reference: [UInt8]

  init(_ plural: String, group: String = "", version: String = "v1") {
    self.plural = Array(plural.utf8)
    self.group = Array(group.utf8)
    qualified = Array((group.isEmpty ? plural : plural + "." + group).utf8)
    path = Array((group.isEmpty ? "/api/" : "/apis/\(group)/").utf8) + Array(version.utf8)
    let groupText = group.isEmpty ? "" : ",\"apiGroup\":\"\(group)\""
    reference = Array("\(groupText),\"apiVersion\":\"\(version)\"".utf8)
  }
}

/// Where a kind stands in the cluster's table of kinds.
struct KindIndex: Hashable {
  let index: Int32

  init(_ index: Int) { self.index = Int32(index) }

  static let pods = KindIndex(0)
  static let nodes = KindIndex(1)
  static let services = KindIndex(2)
  static let endpoints = KindIndex(3)
  static let configMaps = KindIndex(4)
  static let secrets = KindIndex(5)
  static let serviceAccounts = KindIndex(6)
  static let namespaces = KindIndex(7)
  static let events = KindIndex(8)
  static let deployments = KindIndex(9)
  static let replicaSets = KindIndex(10)
  static let jobs = KindIndex(11)
  static let cronJobs = KindIndex(12)
  static let leases = KindIndex(13)
  static let endpointSlices = KindIndex(14)
  static let scalers = KindIndex(15)
  static let accessReviews = KindIndex(16)
  static let podMetrics = KindIndex(17)
  static let statefulSets = KindIndex(18)
  static let daemonSets = KindIndex(19)
  static let ingresses = KindIndex(20)
  static let volumeClaims = KindIndex(21)
  static let networkPolicies = KindIndex(22)
  static let tokenReviews = KindIndex(23)
  static let storageClasses = KindIndex(24)
  static let disruptionBudgets = KindIndex(25)
  static let limitRanges = KindIndex(26)
}

/// The kinds that every cluster has, in the order of their indices.
let builtInKinds = [
  Kind("pods"), Kind("nodes"), Kind("services"), Kind("endpoints"), Kind("configmaps"),
  Kind("secrets"), Kind("serviceaccounts"), Kind("namespaces"), Kind("events"),
  Kind("deployments", group: "apps"), Kind("replicasets", group: "apps"),
  Kind("jobs", group: "batch"), Kind("cronjobs", group: "batch"),
  Kind("leases", group: "coordination.k8s.io"), Kind("endpointslices", group: "discovery.k8s.io"),
  Kind("horizontalpodautoscalers", group: "autoscaling", version: "v2"),
  Kind("selfsubjectaccessreviews", group: "authorization.k8s.io"),
  Kind("pods", group: "metrics.k8s.io", version: "v1beta1"),
  Kind("statefulsets", group: "apps"), Kind("daemonsets", group: "apps"),
  Kind("ingresses", group: "networking.k8s.io"), Kind("persistentvolumeclaims"),
  Kind("networkpolicies", group: "networking.k8s.io"),
  Kind("tokenreviews", group: "authentication.k8s.io"),
  Kind("storageclasses", group: "storage.k8s.io"),
  Kind("poddisruptionbudgets", group: "policy"), Kind("limitranges"),
]
