/// The life of a pod, from the controller that makes it to the kubelet that
/// deletes it.
extension Simulation {
  /// The next step of a pod that is coming up.
  mutating func continueBirth(of pod: Pod, step: Int32) {
    switch step {
    case 0: createPod(pod)
    case 1: bind(pod)
    case 2: takeUp(pod)
    case 3: connect(pod)
    case 4: reportPhase(pod, events: 2)
    case 5: becomeReady(pod)
    default: reportPolicies(pod)
    }
    if step < 6 {
      let pause: Microseconds = step < 3 ? 12_000 : 700_000
      sometime(pause, .birth(pod, step: step + 1))
    } else if case .cron = pod.owner {
      sometime(.seconds(8), .jobEnd(pod, step: 0))
    }
  }

  /// The next step of a pod that goes away.
  mutating func continueDeath(of pod: Pod, step: Int32) {
    switch step {
    case 0: deletePod(pod, by: .replicaSet)
    case 1: reportPhase(pod, events: 1)
    case 2: updateEndpoints(of: pod)
    case 3: disconnect(pod)
    default: finishPod(pod)
    }
    if step < 4 { sometime(step == 0 ? 60_000 : 1_500_000, .death(pod, step: step + 1)) }
  }

  /// Writes an event about a pod, or counts one up that is there.
  mutating func note(_ pod: Pod, by signature: Signature) {
    cluster.eventSerial += 1
    let name = Name.event(pod, serial: cluster.eventSerial)
    let namespace = cluster.home(of: pod).namespace
    var request = Request(.create, .of(.events, in: namespace, name), by: signature)
    request.outcome = .created
    send(request)
    guard random.once(in: 4) else { return }
    send(Request(.patch, .of(.events, in: namespace, name), by: signature))
  }

  private mutating func createPod(_ pod: Pod) {
    let controller: Controller = if case .cron = pod.owner { .job } else { .replicaSet }
    let namespace = cluster.home(of: pod).namespace
    var request = Request(
      .create, .of(.pods, in: namespace, .pod(pod)), by: signature(controller))
    request.outcome = .created
    request.body = .podCreate(pod)
    send(request)
    send(Request(.list, .of(.limitRanges, in: namespace), by: signature(roster.apiServer)))
    note(pod, by: signature(controller))
    guard case .workload(let index, let revision) = pod.owner else { return }
    cluster.workloads[Int(index)].pods.append(pod)
    update(
      .of(.replicaSets, in: namespace, .replicaSet(index, revision: revision), .status),
      .replicaSet)
  }

  private mutating func bind(_ pod: Pod) {
    let namespace = cluster.home(of: pod).namespace
    var request = Request(
      .create, .of(.pods, in: namespace, .pod(pod), .binding), by: signature(roster.scheduler))
    request.outcome = .created
    send(request)
    note(pod, by: signature(roster.scheduler))
  }

  private mutating func takeUp(_ pod: Pod) {
    let home = cluster.home(of: pod)
    var request = Request(
      .create, .of(.serviceAccounts, in: home.namespace, .word(home.serviceAccount), .token),
      by: kubelet(of: pod))
    request.outcome = .created
    send(request)
    reportPhase(pod, events: 1)
  }

  /// A kubelet reads a pod, writes its state, and may say what it did.
  mutating func reportPhase(_ pod: Pod, events: Int) {
    let namespace = cluster.home(of: pod).namespace
    let signature = kubelet(of: pod)
    send(Request(.get, .of(.pods, in: namespace, .pod(pod)), by: signature))
    send(Request(.patch, .of(.pods, in: namespace, .pod(pod), .status), by: signature))
    for _ in 0..<events where random.once(in: 2) { note(pod, by: signature) }
  }

  private mutating func connect(_ pod: Pod) {
    let signature = signature(roster.networkAgents[Int(pod.node)])
    let target = Target.of(
      roster.endpointKind, in: cluster.home(of: pod).namespace, .pod(pod))
    var look = Request(.get, target, by: signature)
    look.outcome = .notFound
    send(look)
    var create = Request(.create, target, by: signature)
    create.outcome = .created
    send(create)
  }

  private mutating func becomeReady(_ pod: Pod) {
    reportPhase(pod, events: 0)
    updateEndpoints(of: pod)
  }

  /// The controllers that follow a workload's pods.
  mutating func updateEndpoints(of pod: Pod) {
    guard case .workload(let index, let revision) = pod.owner else { return }
    let workload = cluster.workloads[Int(index)]
    let namespace = workload.namespace
    update(.of(.endpointSlices, in: namespace, .word(workload.slice)), .endpointSlice)
    update(.of(.endpoints, in: namespace, .word(workload.name)), .endpoints)
    update(
      .of(.replicaSets, in: namespace, .replicaSet(index, revision: revision), .status), .replicaSet
    )
    update(.of(.deployments, in: namespace, .word(workload.name), .status), .deployment)
  }

  /// A controller updates an object; sometimes it was too late.
  mutating func update(_ target: Target, _ controller: Controller) {
    var request = Request(.update, target, by: signature(controller))
    if random.once(in: 14) { request.outcome = .conflict }
    send(request)
    guard request.outcome == .conflict else { return }
    request.outcome = .ok
    send(request)
  }

  /// Kyverno keeps a report per pod, named after the pod's UID.
  private mutating func reportPolicies(_ pod: Pod) {
    let target = Target.of(
      roster.reportKind, in: cluster.home(of: pod).namespace, .identifier(pod))
    var look = Request(.get, target, by: signature(roster.reporter))
    look.outcome = .notFound
    send(look)
    var create = Request(.create, target, by: signature(roster.reporter))
    create.outcome = .created
    send(create)
  }

  /// The audit policy keeps the bodies of deletes for jobs and builds only.
  private func isRecorded(_ pod: Pod) -> Bool {
    if case .workload = pod.owner { false } else { true }
  }

  /// Somebody deletes a pod.
  mutating func deletePod(_ pod: Pod, by controller: Controller) {
    var request = Request(
      .delete, .of(.pods, in: cluster.home(of: pod).namespace, .pod(pod)), by: signature(controller)
    )
    if isRecorded(pod) { request.body = .podDelete(pod, byNode: false) }
    send(request)
    note(pod, by: signature(controller))
  }

  private mutating func disconnect(_ pod: Pod) {
    let namespace = cluster.home(of: pod).namespace
    var request = Request(
      .delete, .of(roster.endpointKind, in: namespace, .pod(pod)),
      by: signature(roster.networkAgents[Int(pod.node)]))
    request.outcome = .deleted
    send(request)
    var report = Request(
      .delete, .of(roster.reportKind, in: namespace, .identifier(pod)), by: signature(.garbage))
    report.outcome = .deleted
    send(report)
  }

  private mutating func finishPod(_ pod: Pod) {
    var request = Request(
      .delete, .of(.pods, in: cluster.home(of: pod).namespace, .pod(pod)), by: kubelet(of: pod))
    if isRecorded(pod) { request.body = .podDelete(pod, byNode: true) }
    if random.once(in: 12) { request.outcome = .notFound }
    send(request)
  }
}
