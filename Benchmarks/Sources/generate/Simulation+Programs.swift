/// Programs that read and write all day: operators, services' own accounts,
/// GitOps, the autoscaler, probes.
extension Simulation {
  /// A leader renews its lease; older clients read it first.
  mutating func renewLeadership(_ account: Int32) {
    let target = Target.of(
      .leases, in: accounts[account].namespace, .word(accounts[account].lease))
    if account % 3 == 0 { send(Request(.get, target, by: signature(account))) }
    send(Request(.update, target, by: signature(account)))
    again(.lead(account), every: Pace.leader)
  }

  /// An operator brings one of its objects to where it should be.
  mutating func reconcile(_ index: Int32) {
    let at = roster.operators[Int(index)]
    let pick = random.below(at.objects.count)
    let team = cluster.teams[(pick * 7 + Int(index)) % cluster.teams.count]
    let object = Target.of(at.kind, in: team, .word(at.objects[pick]))
    let signature = signature(at.account)
    switch random.below(12) {
    case 0..<4: send(Request(.get, object, by: signature))
    case 4, 5:
      var request = Request(
        .update, .of(at.kind, in: team, .word(at.objects[pick]), .status), by: signature)
      if random.once(in: 12) { request.outcome = .conflict }
      send(request)
    case 6, 7:
      send(Request(.get, .of(.secrets, in: team, .word(at.settings[pick])), by: signature))
    case 8:
      send(Request(.get, .of(.configMaps, in: team, .word(at.settings[pick])), by: signature))
    case 9: send(Request(.patch, object, by: signature))
    case 10: lookUpPod(team, by: signature)
    default:
      var list = Request(.list, .of(at.kind, in: team), by: signature)
      list.query = random.once(in: 4) ? .page(random.next()) : .limited
      send(list)
    }
    sometime(Pace.reconcile, .reconcile(index))
  }

  /// Reads some pod of a namespace, or one that has just gone.
  private mutating func lookUpPod(_ namespace: Int32, by signature: Signature) {
    let workload = cluster.workloads[random.below(cluster.workloads.count)]
    guard let pod = workload.pods.last else { return }
    var request = Request(
      .get, .of(.pods, in: workload.namespace, .pod(pod)), by: signature)
    if random.once(in: 9) { request.outcome = .notFound }
    send(request)
  }

  /// A workload reads its own configuration with its own account.
  mutating func readConfiguration() {
    let account = roster.readers[random.below(roster.readers.count)]
    let namespace = accounts[account].namespace
    let number = random.below(6)
    let kind: KindIndex = number < 3 ? .configMaps : number < 5 ? .secrets : .endpoints
    let word = cluster.words.index(of: settingNames[Int(account) % 3 * 2 + number / 3])
    var request = Request(.get, .of(kind, in: namespace, .word(word)), by: signature(account))
    if random.once(in: 150) { request.outcome = .forbidden }
    if random.once(in: 90) {
      request.verb = .list
      request.target = .of(.pods, in: namespace)
      request.query = .cached
    }
    send(request)
    sometime(Pace.readConfiguration, .readConfiguration)
  }

  /// GitOps compares a workload with what it should be.
  mutating func synchronise(_ index: Int32) {
    let workload = cluster.workloads[Int(index)]
    let signature = signature(roster.gitops)
    for kind in [KindIndex.deployments, .services, .configMaps, .serviceAccounts] {
      send(Request(.get, .of(kind, in: workload.namespace, .word(workload.name)), by: signature))
    }
    if random.once(in: 6) {
      var patch = Request(
        .patch, .of(.deployments, in: workload.namespace, .word(workload.name)), by: signature)
      patch.query = .fixed("?dryRun=All\\u0026fieldManager=argocd-controller\\u0026force=true")
      send(patch)
    }
    again(.gitops(index), every: Pace.gitops)
  }

  /// The autoscaler asks for a workload's size and its pods' use.
  mutating func autoscale(_ index: Int32) {
    let workload = cluster.workloads[Int(index)]
    let (namespace, name) = (workload.namespace, Name.word(workload.name))
    let signature = signature(.autoscaler)
    send(Request(.get, .of(.deployments, in: namespace, name, .scale), by: signature))
    for kind in [KindIndex.pods, .podMetrics] {
      var list = Request(.list, .of(kind, in: namespace), by: signature)
      list.query = .selector(workload.name)
      send(list)
    }
    update(.of(.scalers, in: namespace, name, .status), .autoscaler)
    again(.autoscale(index), every: Pace.autoscale)
  }

  /// Kubelets and the load balancer ask whether the API server lives.
  mutating func probe(_ index: Int32) {
    let paths: [StaticString] = ["/livez", "/readyz", "/healthz", "/readyz", "/livez", "/readyz"]
    let account = roster.probes[Int(index) % roster.probes.count]
    send(Request(.get, .path(paths[Int(index) % 6]), by: signature(account)))
    again(.probe(index), every: index == 3 ? .seconds(2) : .seconds(5))
  }

  /// Metrics are read, and clients ask what the API server can do.
  mutating func scrape(_ index: Int32) {
    switch index {
    case 0: send(Request(.get, .path("/metrics"), by: signature(roster.metrics)))
    case 1:
      for kind in [KindIndex.pods, .nodes, .deployments, .jobs, .volumeClaims] {
        var list = Request(.list, .of(kind), by: signature(roster.stateMetrics))
        list.query = .limited
        send(list)
      }
    case 2:
      for path: StaticString in ["/api", "/apis", "/openapi/v2", "/openapi/v3"] {
        send(Request(.get, .path(path), by: signature(.garbage)))
        send(Request(.get, .path(path), by: signature(.quota)))
      }
    default:
      let asker = roster.operators[random.below(roster.operators.count)].account
      send(Request(.get, .path("/version"), by: signature(asker)))
    }
    again(.scrape(index), every: .seconds(30))
  }

  /// A developers' console shows a workload's pods, their use and events.
  mutating func showPods() {
    let workload = cluster.workloads[random.below(cluster.workloads.count)]
    let signature = signature(roster.console)
    var list = Request(.list, .of(.pods, in: workload.namespace), by: signature)
    list.query = .selector(workload.name)
    send(list)
    for pod in workload.pods.suffix(1) {
      send(Request(.get, .of(.podMetrics, in: workload.namespace, .pod(pod)), by: signature))
      var events = Request(.list, .of(.events, in: workload.namespace), by: signature)
      events.query = .eventsOf(.pod(pod))
      send(events)
    }
    sometime(Pace.console, .console)
  }

  /// The garbage collector looks for owners, some of which are gone.
  mutating func collectGarbage() {
    let index = Int32(random.below(cluster.workloads.count))
    let workload = cluster.workloads[Int(index)]
    let revision = max(1, workload.revision - Int32(random.below(3)))
    var request = Request(
      .get, .of(.replicaSets, in: workload.namespace, .replicaSet(index, revision: revision)),
      by: signature(.garbage))
    if random.once(in: 4) { request.outcome = .notFound }
    send(request)
    sometime(Pace.garbage, .garbage)
  }
}

private let settingNames = [
  "settings", "credentials", "feature-flags", "database", "routing", "oauth-client",
]
