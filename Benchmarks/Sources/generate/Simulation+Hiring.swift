private let release = "v1.34.2 (linux/amd64) kubernetes/8cc511e"
private let controlPlane = ["10.0.0.11"]

extension Simulation {
  /// Makes the accounts of everybody who speaks to the API server.
  mutating func hireEverybody() {
    hireControlPlane()
    hireNodes()
    hireOperators()
    hireReaders()
    hireServices()
    hirePeople()
  }

  private mutating func hireControlPlane() {
    let manager = "kube-controller-manager/\(release)"
    roster.controllerManager = hireComponent("system:kube-controller-manager", manager)
    roster.scheduler = hireComponent("system:kube-scheduler", "kube-scheduler/\(release)/scheduler")
    let server = Account(user: "system:apiserver", groups: ["system:masters"], credential: .none)
    roster.apiServer = accounts.add(
      server, from: ["::1"], agent: "kube-apiserver/\(release)", reason: "", random: &random)
    for name in controllerNames {
      let role = "system:controller:\(name)"
      let account = Account(serviceAccount: name, in: "kube-system")
      roster.controllers.append(
        accounts.add(
          account, from: controlPlane, agent: "\(manager)/\(account.username)",
          reason: allowed(role, to: "ServiceAccount", "\(name)/kube-system"), random: &random))
    }
  }

  private mutating func hireComponent(_ user: String, _ agent: String) -> Int32 {
    let index = accounts.add(
      Account(user: user, groups: [], credential: .certificate), from: controlPlane,
      agent: agent, reason: allowed(user, to: "User", user), random: &random)
    lead(index, in: "kube-system", by: String(user.dropFirst(7)))
    return index
  }

  private mutating func hireNodes() {
    for node in cluster.nodes {
      let name = string(cluster.words[node.name])
      roster.kubelets.append(
        accounts.add(
          Account(user: "system:node:\(name)", groups: ["system:nodes"], credential: .certificate),
          from: [node.address], agent: "kubelet/\(release)", reason: "", random: &random))
      roster.proxies.append(hireAgent("kube-proxy", on: node, agent: "kube-proxy/\(release)"))
      roster.networkAgents.append(
        hireAgent("cilium", on: node, agent: "cilium-agent/1.17.6 5e2d44b go version go1.24.4"))
    }
  }

  private mutating func hireAgent(_ name: String, on node: Node, agent: String) -> Int32 {
    hirePod(
      name, in: "kube-system", from: node.address, agent: agent,
      reason: allowed(name, to: "ServiceAccount", "\(name)/kube-system"),
      on: string(cluster.words[node.name]))
  }

  private mutating func hireOperators() {
    roster.endpointKind = addKind(Kind("ciliumendpoints", group: "cilium.io", version: "v2"))
    for (number, description) in operatorDescriptions.enumerated() {
      let (name, namespace) = (description.name, description.namespace)
      let account = hirePod(
        name, in: namespace, from: "10.244.\(number + 20).17", agent: description.agent,
        reason: allowed(name, to: "ServiceAccount", "\(name)/\(namespace)"), on: nil)
      lead(account, in: namespace, by: "\(name)-leader")
      let kind = addKind(
        Kind(description.plural, group: description.group, version: description.version))
      let election = accounts.client(
        ["10.244.\(number + 20).17"], agent: description.agent + "/leader-election")
      var found = Operator(account: account, kind: kind, agents: [election])
      for item in 0..<40 {
        found.objects.append(cluster.words.index(of: "\(teamNames[item % 16])-\(name)-\(item)"))
        found.settings.append(cluster.words.index(of: "\(name)-config-\(item % 5)"))
      }
      note(kind, of: account, plural: description.plural)
      roster.operators.append(found)
    }
  }

  /// Remembers the two operators that write reports about others' objects.
  private mutating func note(_ kind: KindIndex, of account: Int32, plural: String) {
    switch plural {
    case "policyreports":
      roster.reporter = account
      roster.reportKind = kind
    case "vulnerabilityreports":
      roster.scanner = account
      roster.scanKinds = ["configauditreports"].map {
        addKind(Kind($0, group: "aquasecurity.github.io", version: "v1alpha1"))
      }
      roster.scanKinds.append(kind)
    default: break
    }
  }

  private mutating func addKind(_ kind: Kind) -> KindIndex {
    cluster.kinds.append(kind)
    return KindIndex(cluster.kinds.count - 1)
  }

  /// Service accounts of workloads that read their configuration.
  private mutating func hireReaders() {
    for (number, workload) in cluster.workloads.enumerated()
    where workload.serviceAccount != cluster.defaultAccount {
      let name = string(cluster.words[workload.name])
      let namespace = string(cluster.words[workload.namespace])
      let account = hirePod(
        name, in: namespace, from: "10.244.\(number % 250).\(30 + number / 250)",
        agent: readerAgents[number % readerAgents.count],
        reason: "RBAC: allowed by RoleBinding \"\(name)/\(namespace)\" of Role \"\(name)\" "
          + "to ServiceAccount \"\(name)/\(namespace)\"", on: nil)
      accounts.all[Int(account)].namespace = workload.namespace
      if number % 7 == 0 { lead(account, in: namespace, by: "\(name)-lock") }
      accounts.all[Int(account)].forgetNode()
      accounts.renew(account, random: &random)
      roster.readers.append(account)
    }
  }
}

extension Simulation {
  /// Makes the account of a program that runs in a pod and uses its token.
  mutating func hirePod(
    _ name: String, in namespace: String, from address: String, agent: String, reason: String,
    on node: String?
  ) -> Int32 {
    var account = Account(serviceAccount: name, in: namespace)
    let home = node ?? string(cluster.words[cluster.nodes[random.below(cluster.nodes.count)].name])
    var pod = Text(capacity: 80)
    pod.add(name)
    pod.add("-")
    pod.add(suffix: random.next(), length: 5)
    account.bind(toPod: string(of: pod), on: home, random: &random)
    account.namespace = cluster.words.index(of: namespace)
    return accounts.add(account, from: [address], agent: agent, reason: reason, random: &random)
  }

  private mutating func lead(_ account: Int32, in namespace: String, by lease: String) {
    accounts.all[Int(account)].namespace = cluster.words.index(of: namespace)
    accounts.all[Int(account)].lease = cluster.words.index(of: lease)
    roster.leaders.append(account)
  }
}

/// The reason of a decision by a cluster role binding.
func allowed(
  _ binding: String, _ role: String? = nil, to kind: String, _ subject: String
) -> String {
  "RBAC: allowed by ClusterRoleBinding \"\(binding)\" of ClusterRole \"\(role ?? binding)\" "
    + "to \(kind) \"\(subject)\""
}

/// Bytes as a string.
func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

private let readerAgents = [
  "Go-http-client/2.0", "okhttp/4.12.0", "kubernetes-client/7.3.1 (Java)",
  "OpenAPI-Generator/33.1.0/python", "app/v0.0.0 (linux/amd64) kubernetes/$Format",
  "kubernetes-asyncio/32.0.0", "node-fetch",
]
