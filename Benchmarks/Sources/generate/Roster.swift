/// The controllers of kube-controller-manager that are called by name here;
/// their places are those in `controllerNames`.
enum Controller: Int {
  case deployment, replicaSet, endpointSlice, endpoints, job, cronJob, garbage, namespace, node
  case autoscaler, ttl, quota
}

/// An operator at work: its account, its kind and the objects it looks after.
struct Operator {
  let account: Int32
  let kind: KindIndex
  let agents: [Int32]
  var objects: [Int32] = []
  var settings: [Int32] = []
}

/// A person: the clients that they use, the rights and the habits they have.
struct Person {
  let account: Int32
  let clients: [Int32]
  let mayWrite: Bool
  /// The time between two sessions.
  let pause: Microseconds
}

/// A watch that is opened anew whenever it ends.
struct Watcher {
  let account: Int32
  let kind: KindIndex
  let namespace: Int32
  let object: WatchedObject
}

/// Who is who among the accounts.
struct Roster {
  var controllerManager: Int32 = 0
  var scheduler: Int32 = 0
  var apiServer: Int32 = 0
  var controllers: [Int32] = []
  var kubelets: [Int32] = []
  var proxies: [Int32] = []
  var networkAgents: [Int32] = []
  var operators: [Operator] = []
  var reporter: Int32 = 0
  var readers: [Int32] = []
  var leaders: [Int32] = []
  var gitops: Int32 = 0
  var runners: [Int32] = []
  var metrics: Int32 = 0
  var stateMetrics: Int32 = 0
  var console: Int32 = 0
  var probes: [Int32] = []
  var people: [Person] = []
  var impersonated: Int32 = -1
  var endpointKind = KindIndex(0)
  var reportKind = KindIndex(0)
  var scanner: Int32 = 0
  var scanKinds: [KindIndex] = []
}

extension Simulation {
  /// What signs the requests of an account now.
  func signature(_ account: Int32) -> Signature { accounts[account].signature }

  /// What signs the requests of a controller now.
  func signature(_ controller: Controller) -> Signature {
    accounts[roster.controllers[controller.rawValue]].signature
  }

  /// What signs the requests of a node's kubelet.
  func kubelet(of pod: Pod) -> Signature { accounts[roster.kubelets[Int(pod.node)]].signature }
}
