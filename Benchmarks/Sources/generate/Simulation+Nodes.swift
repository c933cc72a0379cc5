/// Kubelets, what runs beside them, and watches.
extension Simulation {
  /// A kubelet renews its node's lease.
  mutating func renewNodeLease(_ node: Int32) {
    let target = Target.of(
      .leases, in: cluster.words.index(of: "kube-node-lease"),
      .word(cluster.nodes[Int(node)].name))
    var request = Request(.update, target, by: signature(roster.kubelets[Int(node)]))
    request.query = .fixed("?timeout=10s")
    send(request)
    again(.nodeLease(node), every: Pace.lease)
  }

  /// A kubelet reads its node, and now and then reports its state.
  mutating func reportNode(_ node: Int32, round: Int32) {
    let name = Name.word(cluster.nodes[Int(node)].name)
    var request = Request(.get, .of(.nodes, name), by: signature(roster.kubelets[Int(node)]))
    request.query = .fixed("?resourceVersion=0\\u0026timeout=10s")
    send(request)
    if round % 30 == 0 {
      var patch = Request(
        .patch, .of(.nodes, name, .status), by: signature(roster.kubelets[Int(node)]))
      patch.query = .fixed("?timeout=10s")
      send(patch)
    }
    again(.nodeStatus(node, round: round + 1), every: Pace.lease)
  }

  /// Makes all watches, open since some time before the log begins.
  mutating func openWatches() {
    for node in cluster.nodes.indices { addNodeWatchers(node) }
    for controller in roster.controllers + [roster.controllerManager, roster.scheduler] {
      let first = random.below(builtInKinds.count)
      for step in 0..<4 {
        addWatcher(controller, KindIndex((first + step * 5) % builtInKinds.count))
      }
    }
    for operatorAtWork in roster.operators {
      addWatcher(operatorAtWork.account, operatorAtWork.kind)
      for kind in [KindIndex.secrets, .configMaps, .pods, .namespaces] {
        addWatcher(operatorAtWork.account, kind)
      }
    }
    for index in watchers.indices { resumeWatch(Int32(index)) }
  }

  private mutating func addNodeWatchers(_ node: Int) {
    let kubelet = roster.kubelets[node]
    let name = cluster.nodes[node].name
    addWatcher(kubelet, .pods, object: .onNode(name))
    addWatcher(kubelet, .nodes, object: .named(name))
    let names = ["kube-root-ca.crt", "settings", "feature-flags"].map {
      cluster.words.index(of: $0)
    }
    for _ in 0..<ClusterSize.watchesPerNode {
      let namespace = cluster.teams[random.below(cluster.teams.count)]
      let kind: KindIndex = random.once(in: 4) ? .secrets : .configMaps
      addWatcher(kubelet, kind, in: namespace, object: .named(names[random.below(3)]))
    }
    for kind in [KindIndex.services, .endpointSlices, .nodes] {
      addWatcher(roster.proxies[node], kind)
    }
    for kind in [KindIndex.networkPolicies, .namespaces, roster.endpointKind] {
      addWatcher(roster.networkAgents[node], kind)
    }
  }

  private mutating func addWatcher(
    _ account: Int32, _ kind: KindIndex, in namespace: Int32 = -1, object: WatchedObject = .all
  ) {
    watchers.append(Watcher(account: account, kind: kind, namespace: namespace, object: object))
  }

  private mutating func resumeWatch(_ index: Int32) {
    let seconds = random.within(300...600)
    let left = random.below(seconds * 1_000_000)
    let opened = now + left - .seconds(seconds)
    resume(watch(index, seconds: seconds), opened: opened, ends: now + left)
    agenda.add(.watch(index), at: now + left + .milliseconds(2))
  }

  /// Opens a watch again, for five to ten minutes.
  mutating func openWatch(_ index: Int32) {
    let seconds = random.within(300...600)
    let duration = Microseconds.seconds(seconds) + random.below(3_000)
    let request = watch(index, seconds: seconds)
    if case .watch(_, 0, _) = request.query { listAgain(watchers[Int(index)]) }
    send(request, openFor: duration)
    later(duration + .milliseconds(2) + random.waiting(mean: .milliseconds(3)), .watch(index))
  }

  /// A client that lost its place lists everything first.
  private mutating func listAgain(_ watcher: Watcher) {
    guard case .all = watcher.object else { return }
    var request = Request(
      .list, .of(watcher.kind, in: watcher.namespace), by: signature(watcher.account))
    request.query = .from(cluster.resourceVersion)
    send(request)
  }

  private mutating func watch(_ index: Int32, seconds: Int) -> Request {
    let watcher = watchers[Int(index)]
    let object: Name =
      switch watcher.object {
      case .named(let name): .word(name)
      default: .none
      }
    var request = Request(
      .watch, .of(watcher.kind, in: watcher.namespace), by: signature(watcher.account))
    if case .word = object {
      request.target = .of(watcher.kind, in: watcher.namespace, object, .none)
    }
    let isNew = random.once(in: 6)
    request.query = .watch(
      seconds: Int32(seconds), resourceVersion: isNew ? 0 : cluster.resourceVersion, watcher.object)
    return request
  }
}
