/// What a pod template says: whose it is, which image, how large.
struct PodTemplate {
  let app: Int32
  let namespace: Int32
  let serviceAccount: Int32
  let flavour: Int
  let revision: Int

  /// One container, and up to two beside it.
  var containerCount: Int { flavour < 2 ? 1 : flavour }
}

extension Cluster {
  /// The template that a pod was made from.
  func template(of pod: Pod) -> PodTemplate {
    switch pod.owner {
    case .workload(let index, let revision): return template(of: index, revision: revision)
    case .cron(let index, _): return template(ofCron: index)
    case .build(let runner):
      return PodTemplate(
        app: buildApp, namespace: ciNamespace, serviceAccount: defaultAccount,
        flavour: 3, revision: Int(runner))
    }
  }

  /// The template of a workload's revision.
  func template(of index: Int32, revision: Int32) -> PodTemplate {
    let workload = workloads[Int(index)]
    return PodTemplate(
      app: workload.name, namespace: workload.namespace, serviceAccount: workload.serviceAccount,
      flavour: workload.flavour, revision: Int(revision))
  }

  /// The template of a cron job.
  func template(ofCron index: Int32) -> PodTemplate {
    let cron = crons[Int(index)]
    return PodTemplate(
      app: cron.name, namespace: cron.namespace, serviceAccount: cron.serviceAccount,
      flavour: Int(index) % 2, revision: 3)
  }
}

extension Simulation {
  /// Adds the containers of a template, with the service account's mount when
  /// the API server has filled it in.
  mutating func addContainers(_ template: PodTemplate, mount: UInt64?) {
    text.add("\"containers\":[")
    for number in 0..<template.containerCount {
      if number > 0 { text.add(",") }
      text.add("{\"name\":\"")
      addContainerName(template, number)
      text.add("\",\"image\":\"registry.example.com/")
      addImage(template, number)
      text.add("\",\"ports\":[{\"name\":\"http\",\"containerPort\":808")
      text.add(decimal: number)
      text.add(",\"protocol\":\"TCP\"}],\"env\":[")
      addVariables(template)
      text.add("],\"resources\":{\"limits\":{\"cpu\":\"500m\",\"memory\":\"512Mi\"},")
      text.add("\"requests\":{\"cpu\":\"10m\",\"memory\":\"16Mi\"}}")
      if let mount { addMount(mount) }
      addProbes()
    }
    text.add("]")
  }

  /// Adds the name of a container: the app's, or a sidecar's.
  mutating func addContainerName(_ template: PodTemplate, _ number: Int) {
    switch number {
    case 0: text.add(cluster.words[template.app])
    case 1: text.add("istio-proxy")
    default: text.add("log-shipper")
    }
  }

  /// Adds the image of a container, after the registry's name.
  mutating func addImage(_ template: PodTemplate, _ number: Int) {
    text.add(cluster.words[template.namespace])
    text.add("/")
    addContainerName(template, number)
    text.add(":1.")
    text.add(decimal: number == 0 ? template.revision : 27)
    text.add(".0")
  }

  private mutating func addVariables(_ template: PodTemplate) {
    text.add("{\"name\":\"LOG_LEVEL\",\"value\":\"info\"},{\"name\":\"POD_IP\",\"valueFrom\":")
    text.add("{\"fieldRef\":{\"apiVersion\":\"v1\",\"fieldPath\":\"status.podIP\"}}}")
    for variable in 0..<template.flavour * 2 {
      text.add(",{\"name\":\"")
      text.add(variableNames[variable])
      text.add("\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"")
      text.add(cluster.words[template.app])
      text.add("-env\",\"key\":\"")
      text.add(variableNames[variable])
      text.add("\"}}}")
    }
  }

  private mutating func addMount(_ mount: UInt64) {
    text.add(",\"volumeMounts\":[{\"name\":\"kube-api-access-")
    text.add(suffix: mount, length: 5)
    text.add("\",\"readOnly\":true,\"mountPath\":")
    text.add("\"/var/run/secrets/kubernetes.io/serviceaccount\"}]")
  }

  private mutating func addProbes() {
    text.add(",\"livenessProbe\":{\"httpGet\":{\"path\":\"/healthz\",\"port\":\"http\",")
    text.add("\"scheme\":\"HTTP\"},\"timeoutSeconds\":1,\"periodSeconds\":10,")
    text.add("\"successThreshold\":1,\"failureThreshold\":3},")
    text.add("\"terminationMessagePath\":\"/dev/termination-log\",")
    text.add("\"terminationMessagePolicy\":\"File\",\"imagePullPolicy\":\"IfNotPresent\"}")
  }

  /// Adds which fields of a pod template a manager set.
  mutating func addManagedTemplate(_ template: PodTemplate) {
    text.add("\"f:containers\":{")
    for number in 0..<template.containerCount {
      if number > 0 { text.add(",") }
      text.add("\"k:{\\\"name\\\":\\\"")
      addContainerName(template, number)
      text.add("\\\"}\":{\".\":{},\"f:env\":{\".\":{},\"k:{\\\"name\\\":\\\"LOG_LEVEL\\\"}\":{")
      text.add("\".\":{},\"f:name\":{},\"f:value\":{}}},\"f:image\":{},\"f:imagePullPolicy\":{},")
      text.add("\"f:livenessProbe\":{\".\":{},\"f:failureThreshold\":{},\"f:httpGet\":{\".\":{},")
      text.add("\"f:path\":{},\"f:port\":{},\"f:scheme\":{}},\"f:periodSeconds\":{},")
      text.add("\"f:successThreshold\":{},\"f:timeoutSeconds\":{}},\"f:name\":{},\"f:ports\":{")
      text.add("\".\":{},\"k:{\\\"containerPort\\\":8080,\\\"protocol\\\":\\\"TCP\\\"}\":{")
      text.add("\".\":{},\"f:containerPort\":{},\"f:protocol\":{}}},\"f:resources\":{\".\":{},")
      text.add("\"f:limits\":{\".\":{},\"f:cpu\":{},\"f:memory\":{}},\"f:requests\":{\".\":{},")
      text.add("\"f:cpu\":{},\"f:memory\":{}}},\"f:terminationMessagePath\":{},")
      text.add("\"f:terminationMessagePolicy\":{}}")
    }
    text.add("},\"f:dnsPolicy\":{},\"f:restartPolicy\":{},\"f:schedulerName\":{},")
    text.add("\"f:securityContext\":{},\"f:terminationGracePeriodSeconds\":{}")
  }
}

private let variableNames: [StaticString] = [
  "DATABASE_URL", "CACHE_ADDRESS", "QUEUE_BROKERS", "API_TOKEN", "SENTRY_DSN", "FEATURE_FLAGS",
]
