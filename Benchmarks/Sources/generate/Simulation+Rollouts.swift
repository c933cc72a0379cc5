/// Deployments that change: one by one, many at once, and in size.
extension Simulation {
  /// Does what a task about rollouts says.
  mutating func performRollout(_ task: Task) {
    switch task {
    case .rollouts:
      startRollout(Int32(random.below(cluster.workloads.count)))
      sometime(Pace.rollouts, task)
    case .storm:
      for _ in 0..<random.within(4...16) {
        sometime(.milliseconds(400), .rollout(Int32(random.below(cluster.workloads.count))))
      }
      sometime(Pace.storm, task)
    case .scaling:
      scale(Int32(random.below(cluster.workloads.count)))
      sometime(Pace.scaling, task)
    case .rollout(let index): startRollout(index)
    default: break
    }
  }

  /// Somebody applies a new image; the controllers replace the pods.
  mutating func startRollout(_ index: Int32) {
    apply(index)
    let workload = cluster.workloads[Int(index)]
    let (namespace, revision) = (workload.namespace, workload.revision + 1)
    cluster.workloads[Int(index)].revision = revision
    var create = Request(
      .create, .of(.replicaSets, in: namespace, .replicaSet(index, revision: revision)),
      by: signature(.deployment))
    create.outcome = .created
    create.body = .replicaSet(index, revision: revision, created: true)
    send(create)
    update(.of(.deployments, in: namespace, .word(workload.name), .status), .deployment)
    resize(index, revision: revision - 1)
    for (number, old) in workload.pods.enumerated() {
      let start = Microseconds.milliseconds(40) + number * .milliseconds(1_800)
      bear(.workload(index, revision: revision), after: start)
      later(start + .seconds(4), .death(old, step: 0))
    }
    cluster.workloads[Int(index)].pods.removeAll(keepingCapacity: true)
    cleanUp(index, revision: revision - 3)
    scan(index, revision: revision)
  }

  /// Trivy writes two reports on a new replica set.
  private mutating func scan(_ index: Int32, revision: Int32) {
    for kind in roster.scanKinds {
      let target = Target.of(
        kind, in: cluster.workloads[Int(index)].namespace, .replicaSet(index, revision: revision))
      var look = Request(.get, target, by: signature(roster.scanner))
      look.outcome = .notFound
      send(look)
      var create = Request(.create, target, by: signature(roster.scanner))
      create.outcome = .created
      send(create)
    }
  }

  /// Starts the life of a pod.
  mutating func bear(_ owner: Pod.Owner, after delay: Microseconds) {
    let pod = cluster.newPod(owner, random: &random)
    later(delay + random.waiting(mean: 20_000), .birth(pod, step: 0))
  }

  private mutating func apply(_ index: Int32) {
    let workload = cluster.workloads[Int(index)]
    let target = Target.of(.deployments, in: workload.namespace, .word(workload.name))
    var signature = signature(roster.gitops)
    var query = Query.fixed("?fieldManager=argocd-controller\\u0026force=true")
    if random.once(in: 5) {
      signature = self.signature(roster.people[random.below(6)].account)
      query = .fixed("?fieldManager=kubectl-client-side-apply\\u0026fieldValidation=Strict")
    }
    send(Request(.get, target, by: signature))
    var patch = Request(.patch, target, by: signature)
    patch.query = query
    patch.body = .deployment(index)
    send(patch)
  }

  private mutating func resize(_ index: Int32, revision: Int32) {
    let workload = cluster.workloads[Int(index)]
    update(
      .of(.replicaSets, in: workload.namespace, .replicaSet(index, revision: revision)), .deployment
    )
  }

  /// The oldest replica set of a deployment goes.
  private mutating func cleanUp(_ index: Int32, revision: Int32) {
    guard revision > 0 else { return }
    let workload = cluster.workloads[Int(index)]
    var request = Request(
      .delete, .of(.replicaSets, in: workload.namespace, .replicaSet(index, revision: revision)),
      by: signature(.deployment))
    request.outcome = .deleted
    send(request)
  }

  /// The autoscaler makes a workload larger, or smaller again.
  private mutating func scale(_ index: Int32) {
    let workload = cluster.workloads[Int(index)]
    let grows = workload.pods.count < 4
    let replicas = max(1, workload.replicas + (grows ? 1 : -1))
    cluster.workloads[Int(index)].replicas = replicas
    var request = Request(
      .update, .of(.deployments, in: workload.namespace, .word(workload.name), .scale),
      by: signature(.autoscaler))
    request.body = .scale(index, replicas)
    send(request)
    update(.of(.deployments, in: workload.namespace, .word(workload.name), .status), .deployment)
    if grows {
      bear(.workload(index, revision: workload.revision), after: 30_000)
    } else if let pod = cluster.workloads[Int(index)].pods.popLast() {
      later(30_000, .death(pod, step: 0))
    }
  }
}
