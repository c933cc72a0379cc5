extension Simulation {
  /// The programs that are called by name elsewhere.
  mutating func hireServices() {
    func right(_ name: String, _ namespace: String) -> String {
      allowed(name, to: "ServiceAccount", "\(name)/\(namespace)")
    }
    roster.gitops = hirePod(
      "argocd-application-controller", in: "argocd", from: "10.244.9.12",
      agent: "argocd-application-controller/v3.1.5 (linux/amd64) kubernetes/$Format",
      reason: right("argocd-application-controller", "argocd"), on: nil)
    roster.metrics = hirePod(
      "prometheus-k8s", in: "monitoring", from: "10.244.3.4", agent: "Prometheus/3.5.0",
      reason: right("prometheus-k8s", "monitoring"), on: nil)
    roster.stateMetrics = hirePod(
      "kube-state-metrics", in: "monitoring", from: "10.244.5.6",
      agent: "v2.17.0 (linux/amd64) kube-state-metrics/d65c7d4",
      reason: right("kube-state-metrics", "monitoring"), on: nil)
    roster.console = hirePod(
      "backstage", in: "platform", from: "10.244.6.9", agent: "node-fetch/1.0",
      reason: right("backstage", "platform"), on: nil)
    accounts.all[Int(roster.console)].forgetNode()
    accounts.renew(roster.console, random: &random)
    for number in 0..<3 {
      roster.runners.append(
        hirePod(
          "gitlab-runner", in: "ci", from: "10.244.7.\(20 + number)",
          agent: "gitlab-runner 18.3.0 linux/amd64",
          reason: "RBAC: allowed by RoleBinding \"gitlab-runner/ci\" of Role \"gitlab-runner\" "
            + "to ServiceAccount \"gitlab-runner/ci\"", on: nil))
    }
    hireProbes()
  }

  private mutating func hireProbes() {
    let reason =
      "RBAC: allowed by ClusterRoleBinding \"system:public-info-viewer\" of ClusterRole "
      + "\"system:public-info-viewer\" to Group \"system:unauthenticated\""
    let probes = [
      ("10.0.0.11", "kube-probe/1.34"), ("10.0.0.12", "kube-probe/1.34"),
      ("10.0.0.13", "kube-probe/1.34"), ("10.0.0.200", "ELB-HealthChecker/2.0"),
    ]
    for (address, agent) in probes {
      let account = Account(
        user: "system:anonymous", groups: ["system:unauthenticated"], credential: .none)
      roster.probes.append(
        accounts.add(account, from: [address], agent: agent, reason: reason, random: &random))
    }
  }

  /// People, from the office and from home.
  mutating func hirePeople() {
    for (number, (name, group, absence)) in people.enumerated() {
      let account = Account(
        user: name, groups: [group], credential: number % 3 == 0 ? .none : .certificate)
      let role = group == "developers" ? "edit" : group == "auditors" ? "view" : "cluster-admin"
      let index = accounts.add(
        account, from: ["192.0.2.44"], agent: kubectlAgents[number % 3],
        reason: allowed(group, role, to: "Group", group), random: &random)
      let home = accounts.client(
        ["203.0.113.\(9 + number)", "10.0.0.200"], agent: kubectlAgents[number % 3])
      let helm = accounts.client(["192.0.2.44"], agent: "Helm/3.19.0")
      let office = accounts[index].signature.client
      roster.people.append(
        Person(
          account: index, clients: [office, office, home, helm], mayWrite: number % 5 != 4,
          pause: Pace.person * absence))
    }
    roster.impersonated = accounts.impersonation(
      of: "bob@example.com", groups: ["developers", "system:authenticated"])
  }
}

private let kubectlAgents = [
  "kubectl/v1.34.2 (linux/amd64) kubernetes/8cc511e",
  "kubectl/v1.33.4 (darwin/arm64) kubernetes/74cdb42",
  "k9s/v0.50.9 (darwin/arm64) kubernetes/$Format",
]
