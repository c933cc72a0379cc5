/// A pod as a body shows it.
struct PodText {
  /// How far the pod is in its life.
  enum Phase { case requested, pending, running, ended }

  let pod: Pod
  let version: Int
  let time: Microseconds
  let phase: Phase

  init(_ pod: Pod, version: Int, time: Microseconds, phase: Phase) {
    self.pod = pod
    self.version = version
    self.time = time
    self.phase = phase
  }
}

extension Simulation {
  /// Adds a pod as JSON.
  mutating func addPod(_ shown: PodText) {
    let template = cluster.template(of: shown.pod)
    text.add("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{")
    addPodPrefix(shown.pod)
    if shown.phase != .requested { addPodIdentity(shown, template) }
    addOwner(shown.pod, template)
    if shown.phase != .requested { addManagers(shown, template) }
    text.add("},\"spec\":{")
    let mount: UInt64? = shown.phase == .requested ? nil : mixed(UInt64(shown.pod.serial))
    if let mount { addVolumes(mount) }
    addContainers(template, mount: mount)
    text.add(",\"restartPolicy\":\"Always\",\"terminationGracePeriodSeconds\":30,")
    text.add("\"dnsPolicy\":\"ClusterFirst\",")
    if shown.phase != .requested { addScheduling(shown, template) }
    text.add("\"securityContext\":{},\"schedulerName\":\"default-scheduler\",")
    text.add("\"enableServiceLinks\":true},\"status\":{")
    addPodStatus(shown, template)
    text.add("}}")
  }

  /// Adds what the name is generated from; a build brings its own name.
  private mutating func addPodPrefix(_ pod: Pod) {
    text.add(pod.isNamedByServer ? "\"generateName\":\"" : "\"name\":\"")
    let start = text.count
    cluster.add(pod, to: &text)
    if pod.isNamedByServer { text.truncate(to: max(start, text.count - 5)) }
    text.add("\",")
  }

  private mutating func addPodIdentity(_ shown: PodText, _ template: PodTemplate) {
    if shown.pod.isNamedByServer {
      text.add("\"name\":\"")
      cluster.add(shown.pod, to: &text)
      text.add("\",")
    }
    text.add("\"namespace\":\"")
    text.add(cluster.words[template.namespace])
    text.add("\",\"uid\":\"")
    text.add(uuid: cluster.uid(of: shown.pod))
    text.add("\",\"resourceVersion\":\"")
    text.add(decimal: shown.version)
    text.add("\",\"generation\":1,\"creationTimestamp\":\"")
    clock.add(wholeSecondOf: born(shown), to: &text)
    text.add("\",")
  }

  /// When a pod was made: some minutes ago if it is not new.
  private func born(_ shown: PodText) -> Microseconds {
    let age = shown.phase == .pending ? 0 : 60 + Int(shown.pod.serial % 240)
    return shown.time - .seconds(age)
  }

  private mutating func addOwner(_ pod: Pod, _ template: PodTemplate) {
    text.add("\"labels\":{\"app\":\"")
    text.add(cluster.words[template.app])
    text.add("\",\"team\":\"")
    text.add(cluster.words[template.namespace])
    text.add("\"},\"annotations\":{\"prometheus.io/scrape\":\"true\"}")
    guard case .workload(let workload, let revision) = pod.owner else { return }
    let owner = Name.replicaSet(workload, revision: revision)
    text.add(",\"ownerReferences\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\",")
    text.add("\"name\":\"")
    cluster.add(owner, to: &text)
    text.add("\",\"uid\":\"")
    text.add(uuid: cluster.uid(of: .replicaSets, template.namespace, owner))
    text.add("\",\"controller\":true,\"blockOwnerDeletion\":true}]")
  }

  private mutating func addManagers(_ shown: PodText, _ template: PodTemplate) {
    text.add(",\"managedFields\":[{\"manager\":\"kube-controller-manager\",")
    text.add("\"operation\":\"Update\",\"apiVersion\":\"v1\",\"time\":\"")
    clock.add(wholeSecondOf: born(shown), to: &text)
    text.add("\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:metadata\":{\"f:annotations\":{")
    text.add("\".\":{},\"f:prometheus.io/scrape\":{}},\"f:labels\":{\".\":{},\"f:app\":{},")
    text.add("\"f:team\":{}}},\"f:spec\":{")
    addManagedTemplate(template)
    text.add(",\"f:enableServiceLinks\":{}}}}")
    if shown.phase == .running || shown.phase == .ended {
      text.add(",{\"manager\":\"kubelet\",\"operation\":\"Update\",\"apiVersion\":\"v1\",")
      text.add("\"time\":\"")
      clock.add(wholeSecondOf: shown.time, to: &text)
      text.add("\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:status\":{\"f:conditions\":{")
      text.add("\"k:{\\\"type\\\":\\\"Ready\\\"}\":{\".\":{},\"f:lastTransitionTime\":{},")
      text.add("\"f:status\":{},\"f:type\":{}}},\"f:containerStatuses\":{},\"f:hostIP\":{},")
      text.add("\"f:phase\":{},\"f:podIP\":{},\"f:startTime\":{}}},\"subresource\":\"status\"}")
    }
    text.add("]")
  }

  private mutating func addVolumes(_ mount: UInt64) {
    text.add("\"volumes\":[{\"name\":\"kube-api-access-")
    text.add(suffix: mount, length: 5)
    text.add("\",\"projected\":{\"sources\":[{\"serviceAccountToken\":{\"expirationSeconds\":3607,")
    text.add("\"path\":\"token\"}},{\"configMap\":{\"name\":\"kube-root-ca.crt\",\"items\":[{")
    text.add("\"key\":\"ca.crt\",\"path\":\"ca.crt\"}]}},{\"downwardAPI\":{\"items\":[{")
    text.add("\"path\":\"namespace\",\"fieldRef\":{\"apiVersion\":\"v1\",")
    text.add("\"fieldPath\":\"metadata.namespace\"}}]}}],\"defaultMode\":420}}],")
  }

  private mutating func addScheduling(_ shown: PodText, _ template: PodTemplate) {
    text.add("\"serviceAccountName\":\"")
    text.add(cluster.words[template.serviceAccount])
    if shown.phase != .pending {
      text.add("\",\"nodeName\":\"")
      text.add(cluster.words[cluster.nodes[Int(shown.pod.node)].name])
    }
    text.add("\",\"tolerations\":[{\"key\":\"node.kubernetes.io/not-ready\",")
    text.add("\"operator\":\"Exists\",\"effect\":\"NoExecute\",\"tolerationSeconds\":300},")
    text.add("{\"key\":\"node.kubernetes.io/unreachable\",\"operator\":\"Exists\",")
    text.add("\"effect\":\"NoExecute\",\"tolerationSeconds\":300}],\"priority\":0,")
  }

  private mutating func addPodStatus(_ shown: PodText, _ template: PodTemplate) {
    switch shown.phase {
    case .requested: return
    case .pending: text.add("\"phase\":\"Pending\"")
    case .running: text.add("\"phase\":\"Running\"")
    case .ended: text.add("\"phase\":\"Succeeded\"")
    }
    if shown.phase != .pending {
      text.add(",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\",\"lastProbeTime\":null,")
      text.add("\"lastTransitionTime\":\"")
      clock.add(wholeSecondOf: born(shown), to: &text)
      text.add("\"}],\"hostIP\":\"")
      text.add(cluster.nodes[Int(shown.pod.node)].address)
      text.add("\",\"podIP\":\"10.244.")
      text.add(decimal: Int(shown.pod.node) % 256)
      text.add(".")
      text.add(decimal: 2 + Int(shown.pod.serial % 250))
      text.add("\",\"containerStatuses\":[{\"name\":\"")
      addContainerName(template, 0)
      text.add("\",\"ready\":true,\"restartCount\":0,\"image\":\"registry.example.com/")
      addImage(template, 0)
      text.add("\",\"started\":true}]")
    }
    text.add(",\"qosClass\":\"Burstable\"")
  }
}
