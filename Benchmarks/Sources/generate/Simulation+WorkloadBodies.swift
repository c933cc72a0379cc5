/// A replica set as a body shows it.
struct ReplicaSetText {
  let workload: Int32
  let revision: Int32
  let version: Int
  let time: Microseconds
}

extension Simulation {
  /// Adds a replica set as JSON: `full` with what the API server adds,
  /// `managed` with its managed fields.
  mutating func addReplicaSet(_ set: ReplicaSetText, full: Bool, managed: Bool) {
    let workload = cluster.workloads[Int(set.workload)]
    let name = Name.replicaSet(set.workload, revision: set.revision)
    let template = cluster.template(of: set.workload, revision: set.revision)
    text.add("{\"kind\":\"ReplicaSet\",\"apiVersion\":\"apps/v1\",\"metadata\":{\"name\":\"")
    cluster.add(name, to: &text)
    text.add("\",\"namespace\":\"")
    text.add(cluster.words[workload.namespace])
    if full {
      text.add("\",\"uid\":\"")
      text.add(uuid: cluster.uid(of: .replicaSets, workload.namespace, name))
      addVersion(set.version, at: set.time)
    }
    text.add("\",")
    addTemplateLabels(set)
    addSetOwner(set, workload)
    if managed { addManager("kube-controller-manager", template, at: set.time) }
    text.add("},\"spec\":{\"replicas\":")
    text.add(decimal: workload.replicas)
    text.add(",\"selector\":{\"matchLabels\":{\"app\":\"")
    text.add(cluster.words[workload.name])
    text.add("\"}},\"template\":{\"metadata\":{")
    addTemplateLabels(set)
    text.add("},\"spec\":{")
    addTemplateSpec(template)
    text.add("}}},\"status\":{\"replicas\":0}}")
  }

  /// Adds the deployment as a patch by server-side apply sends and gets it.
  mutating func addDeploymentBodies(_ index: Int32, version: Int, at time: Microseconds) {
    let workload = cluster.workloads[Int(index)]
    text.add(",\"requestObject\":")
    addDeployment(index, workload, version: nil, at: time)
    text.add(",\"responseObject\":")
    addDeployment(index, workload, version: version, at: time)
  }

  /// Adds a job as it is created from its cron job.
  mutating func addJobBodies(_ cron: Int32, _ minute: Int32, version: Int, at time: Microseconds) {
    text.add(",\"requestObject\":")
    addJob(cron, minute, version: nil, at: time)
    text.add(",\"responseObject\":")
    addJob(cron, minute, version: version, at: time)
  }

  private mutating func addDeployment(
    _ index: Int32, _ workload: Workload, version: Int?, at time: Microseconds
  ) {
    let template = cluster.template(of: index, revision: workload.revision)
    text.add("{\"kind\":\"Deployment\",\"apiVersion\":\"apps/v1\",\"metadata\":{\"name\":\"")
    text.add(cluster.words[workload.name])
    text.add("\",\"namespace\":\"")
    text.add(cluster.words[workload.namespace])
    if let version {
      text.add("\",\"uid\":\"")
      text.add(uuid: cluster.uid(of: .deployments, workload.namespace, .word(workload.name)))
      addVersion(version, at: time)
    }
    text.add("\",\"labels\":{\"app\":\"")
    text.add(cluster.words[workload.name])
    text.add("\"},\"annotations\":{\"deployment.kubernetes.io/revision\":\"")
    text.add(decimal: Int(workload.revision))
    text.add("\"}")
    if version != nil { addManager("argocd-controller", template, at: time) }
    text.add("},\"spec\":{\"replicas\":")
    text.add(decimal: workload.replicas)
    text.add(",\"selector\":{\"matchLabels\":{\"app\":\"")
    text.add(cluster.words[workload.name])
    text.add("\"}},\"template\":{\"metadata\":{\"labels\":{\"app\":\"")
    text.add(cluster.words[workload.name])
    text.add("\"},\"annotations\":{\"prometheus.io/scrape\":\"true\"}},\"spec\":{")
    addTemplateSpec(template)
    text.add("}},\"strategy\":{\"type\":\"RollingUpdate\",\"rollingUpdate\":{")
    text.add("\"maxUnavailable\":\"25%\",\"maxSurge\":\"25%\"}},\"revisionHistoryLimit\":10,")
    text.add("\"progressDeadlineSeconds\":600},\"status\":{}}")
  }

  private mutating func addJob(_ cron: Int32, _ minute: Int32, version: Int?, at time: Microseconds)
  {
    let job = cluster.crons[Int(cron)]
    let template = cluster.template(ofCron: cron)
    text.add("{\"kind\":\"Job\",\"apiVersion\":\"batch/v1\",\"metadata\":{\"name\":\"")
    cluster.add(.job(cron, minute: minute), to: &text)
    text.add("\",\"namespace\":\"")
    text.add(cluster.words[job.namespace])
    if let version {
      text.add("\",\"uid\":\"")
      text.add(uuid: cluster.uid(of: .jobs, job.namespace, .job(cron, minute: minute)))
      addVersion(version, at: time)
    }
    text.add("\",\"ownerReferences\":[{\"apiVersion\":\"batch/v1\",\"kind\":\"CronJob\",")
    text.add("\"name\":\"")
    text.add(cluster.words[job.name])
    text.add("\",\"uid\":\"")
    text.add(uuid: cluster.uid(of: .cronJobs, job.namespace, .word(job.name)))
    text.add("\",\"controller\":true,\"blockOwnerDeletion\":true}]")
    if version != nil { addManager("kube-controller-manager", template, at: time) }
    text.add("},\"spec\":{\"parallelism\":1,\"completions\":1,\"backoffLimit\":6,\"template\":{")
    text.add("\"metadata\":{},\"spec\":{")
    addTemplateSpec(template)
    text.add("}},\"ttlSecondsAfterFinished\":60,\"completionMode\":\"NonIndexed\",")
    text.add("\"suspend\":false},\"status\":{}}")
  }
}

extension Simulation {
  private mutating func addVersion(_ version: Int, at time: Microseconds) {
    text.add("\",\"resourceVersion\":\"")
    text.add(decimal: version)
    text.add("\",\"generation\":1,\"creationTimestamp\":\"")
    clock.add(wholeSecondOf: time, to: &text)
  }

  private mutating func addTemplateLabels(_ set: ReplicaSetText) {
    text.add("\"labels\":{\"app\":\"")
    text.add(cluster.words[cluster.workloads[Int(set.workload)].name])
    text.add("\",\"pod-template-hash\":\"")
    cluster.addTemplateHash(set.workload, revision: set.revision, to: &text)
    text.add("\"}")
  }

  private mutating func addSetOwner(_ set: ReplicaSetText, _ workload: Workload) {
    text.add(",\"annotations\":{\"deployment.kubernetes.io/desired-replicas\":\"")
    text.add(decimal: workload.replicas)
    text.add("\",\"deployment.kubernetes.io/revision\":\"")
    text.add(decimal: Int(set.revision))
    text.add("\"},\"ownerReferences\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",")
    text.add("\"name\":\"")
    text.add(cluster.words[workload.name])
    text.add("\",\"uid\":\"")
    text.add(uuid: cluster.uid(of: .deployments, workload.namespace, .word(workload.name)))
    text.add("\",\"controller\":true,\"blockOwnerDeletion\":true}]")
  }

  private mutating func addManager(
    _ manager: StaticString, _ template: PodTemplate, at time: Microseconds
  ) {
    text.add(",\"managedFields\":[{\"manager\":\"")
    text.add(manager)
    text.add("\",\"operation\":\"Update\",\"apiVersion\":\"apps/v1\",\"time\":\"")
    clock.add(wholeSecondOf: time, to: &text)
    text.add("\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:metadata\":{\"f:annotations\":{")
    text.add("\".\":{}},\"f:labels\":{\".\":{},\"f:app\":{}},\"f:ownerReferences\":{\".\":{}}},")
    text.add("\"f:spec\":{\"f:replicas\":{},\"f:selector\":{},\"f:template\":{\"f:spec\":{")
    addManagedTemplate(template)
    text.add("}}}}}]")
  }

  private mutating func addTemplateSpec(_ template: PodTemplate) {
    addContainers(template, mount: nil)
    text.add(",\"restartPolicy\":\"Always\",\"terminationGracePeriodSeconds\":30,")
    text.add("\"dnsPolicy\":\"ClusterFirst\",\"serviceAccountName\":\"")
    text.add(cluster.words[template.serviceAccount])
    text.add("\",\"securityContext\":{},\"schedulerName\":\"default-scheduler\"")
  }
}
