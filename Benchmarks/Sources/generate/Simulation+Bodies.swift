extension Simulation {
  /// Adds the request's and the response's object.
  mutating func addBodies(_ request: Request, at time: Microseconds) {
    let version = cluster.resourceVersion
    switch request.body {
    case .none: break
    case .podCreate(let pod):
      addPodBodies(pod, version: version, at: time)
    case .podDelete(let pod, let byNode):
      addDeletion(request, pod, byNode: byNode, version: version, at: time)
    case .replicaSet(let workload, let revision, let created):
      let set = ReplicaSetText(workload: workload, revision: revision, version: version, time: time)
      text.add(",\"requestObject\":")
      addReplicaSet(set, full: !created, managed: false)
      text.add(",\"responseObject\":")
      addReplicaSet(set, full: true, managed: true)
    case .deployment(let workload): addDeploymentBodies(workload, version: version, at: time)
    case .scale(let workload, let replicas): addScale(workload, replicas, version: version)
    case .job(let cron, let minute): addJobBodies(cron, minute, version: version, at: time)
    case .accessReview(let name): addReview(name)
    }
  }

  private mutating func addPodBodies(_ pod: Pod, version: Int, at time: Microseconds) {
    text.add(",\"requestObject\":")
    addPod(PodText(pod, version: version, time: time, phase: .requested))
    text.add(",\"responseObject\":")
    addPod(PodText(pod, version: version, time: time, phase: .pending))
  }

  private mutating func addDeletion(
    _ request: Request, _ pod: Pod, byNode: Bool, version: Int, at time: Microseconds
  ) {
    text.add(",\"requestObject\":{\"kind\":\"DeleteOptions\",")
    text.add("\"apiVersion\":\"meta.k8s.io/__internal\"")
    if byNode { text.add(",\"gracePeriodSeconds\":0") }
    text.add("},\"responseObject\":")
    guard request.outcome == .ok else {
      text.add("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},")
      addStatus(request)
      return
    }
    addPod(PodText(pod, version: version, time: time, phase: byNode ? .ended : .running))
  }

  private mutating func addScale(_ workload: Int32, _ replicas: Int, version: Int) {
    let place = cluster.workloads[Int(workload)]
    text.add(",\"requestObject\":{\"spec\":{\"replicas\":")
    text.add(decimal: replicas)
    text.add("}},\"responseObject\":{\"kind\":\"Scale\",\"apiVersion\":\"autoscaling/v1\",")
    text.add("\"metadata\":{\"name\":\"")
    text.add(cluster.words[place.name])
    text.add("\",\"namespace\":\"")
    text.add(cluster.words[place.namespace])
    text.add("\",\"resourceVersion\":\"")
    text.add(decimal: version)
    text.add("\"},\"spec\":{\"replicas\":")
    text.add(decimal: replicas)
    text.add("},\"status\":{\"replicas\":")
    text.add(decimal: place.pods.count)
    text.add(",\"selector\":\"app=")
    text.add(cluster.words[place.name])
    text.add("\"}}")
  }

  private mutating func addReview(_ name: Name) {
    text.add(",\"requestObject\":{\"kind\":\"SelfSubjectAccessReview\",")
    text.add("\"apiVersion\":\"authorization.k8s.io/v1\",\"metadata\":{},")
    text.add("\"spec\":{\"resourceAttributes\":{\"namespace\":\"")
    cluster.add(name, to: &text)
    text.add("\",\"verb\":\"create\",\"resource\":\"pods\",\"subresource\":\"exec\"}},")
    text.add("\"status\":{\"allowed\":false}},\"responseObject\":{")
    text.add("\"kind\":\"SelfSubjectAccessReview\",")
    text.add("\"apiVersion\":\"authorization.k8s.io/v1\",\"metadata\":{},")
    text.add("\"spec\":{\"resourceAttributes\":{\"namespace\":\"")
    cluster.add(name, to: &text)
    text.add("\",\"verb\":\"create\",\"resource\":\"pods\",\"subresource\":\"exec\"}},")
    text.add("\"status\":{\"allowed\":true,\"reason\":\"RBAC: allowed by RoleBinding\"}}")
  }
}
