extension Simulation {
  /// Adds the line of a request at a stage.
  ///
  /// A late line has both its times some microseconds earlier.
  mutating func addLine(
    _ request: Request, _ stage: Stage, at time: Microseconds, earlierBy shift: Microseconds
  ) {
    let received = request.received - shift
    addHead(request, stage)
    addUser(request)
    if case .object(let kind, let namespace, let name, let part) = request.target {
      addReference(request, kind, namespace, name, part)
    }
    if stage != .requestReceived {
      text.add(",\"responseStatus\":{\"metadata\":{},")
      addStatus(request)
      if request.body.isLogged, stage == .responseComplete { addBodies(request, at: time) }
    }
    text.add(",\"requestReceivedTimestamp\":\"")
    clock.add(received, to: &text)
    text.add("\",\"stageTimestamp\":\"")
    clock.add(time - shift, to: &text)
    text.add("\"")
    let isRefused = request.outcome == .unauthorized
    if stage != .requestReceived, !isRefused { addAnnotations(request, at: time) }
    text.add("}\n")
  }

  private mutating func addHead(_ request: Request, _ stage: Stage) {
    text.add("{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"")
    text.add(request.body.isLogged ? "RequestResponse" : "Metadata")
    text.add("\",\"auditID\":\"")
    text.add(uuid: request.auditID)
    text.add("\",\"stage\":\"")
    text.add(stage.text)
    text.add("\",\"requestURI\":\"")
    let start = text.count
    addURI(request)
    distinct.insert(text.hash(from: start), in: .requestURI)
    text.add("\",\"verb\":\"")
    text.add(request.verb.text)
    text.add("\",")
  }

  private mutating func addUser(_ request: Request) {
    let signature = request.signature
    if request.outcome == .unauthorized {
      text.add("\"user\":{},")
    } else {
      accounts.users.count(signature.user, in: &distinct)
      text.add(accounts.users[signature.user])
    }
    if request.impersonated >= 0 { text.add(accounts.users[request.impersonated]) }
    accounts.clients.count(signature.client, in: &distinct)
    text.add(accounts.clients[signature.client])
  }

  private mutating func addURI(_ request: Request) {
    switch request.target {
    case .path(let path): text.add(path)
    case .object(let kind, let namespace, let name, let part):
      let kind = cluster.kinds[Int(kind.index)]
      text.add(kind.path)
      if namespace >= 0 {
        text.add("/namespaces/")
        text.add(cluster.words[namespace])
      }
      text.add("/")
      text.add(kind.plural)
      addPath(request.verb, name, part)
    }
    addQuery(request.query)
  }

  /// Adds the object's name and the subresource; a create names neither
  /// unless it is a create of a subresource.
  private mutating func addPath(_ verb: Verb, _ name: Name, _ part: Subresource) {
    if case .none = name { return }
    if verb == .create, part == .none { return }
    text.add("/")
    cluster.add(name, to: &text)
    guard part != .none else { return }
    text.add("/")
    text.add(part.text)
  }

  private mutating func addReference(
    _ request: Request, _ index: KindIndex, _ namespace: Int32, _ name: Name, _ part: Subresource
  ) {
    let kind = cluster.kinds[Int(index.index)]
    text.add(",\"objectRef\":{\"resource\":\"")
    text.add(kind.plural)
    if namespace >= 0 {
      text.add("\",\"namespace\":\"")
      text.add(cluster.words[namespace])
    }
    addReferenceName(request, name, part)
    if request.verb == .update {
      text.add("\",\"uid\":\"")
      text.add(uuid: cluster.uid(of: index, namespace, name))
    }
    text.add("\"")
    text.add(kind.reference)
    if request.verb == .update {
      text.add(",\"resourceVersion\":\"")
      text.add(decimal: request.resourceVersion)
      text.add("\"")
    }
    if part != .none {
      text.add(",\"subresource\":\"")
      text.add(part.text)
      text.add("\"")
    }
    text.add("}")
  }

  /// Adds the name to the reference; a pod that is made by generateName has
  /// none when it is created.
  private mutating func addReferenceName(_ request: Request, _ name: Name, _ part: Subresource) {
    if case .none = name { return }
    if request.verb == .create, part == .none, case .podCreate(let pod) = request.body,
      pod.isNamedByServer
    {
      return
    }
    text.add("\",\"name\":\"")
    let start = text.count
    cluster.add(name, to: &text)
    distinct.insert(text.hash(from: start), in: .objectName)
  }

  private mutating func addAnnotations(_ request: Request, at time: Microseconds) {
    text.add(",\"annotations\":{")
    let total = time - request.received
    if total > 500_000, request.duration == 0, request.verb != .watch { addLatency(total) }
    if case .object(_, _, _, .token) = request.target {
      text.add("\"authentication.kubernetes.io/issued-credential-id\":\"JTI=")
      text.add(uuid: UUIDBits(high: request.auditID.low, low: request.auditID.high))
      text.add("\",")
    }
    text.add("\"authorization.k8s.io/decision\":\"")
    text.add(request.outcome == .forbidden ? "forbid" : "allow")
    text.add("\",\"authorization.k8s.io/reason\":")
    if request.outcome == .forbidden {
      text.add("\"\"")
    } else {
      accounts.reasons.count(request.signature.reason, in: &distinct)
      text.add(accounts.reasons[request.signature.reason])
    }
    if case .podCreate = request.body {
      text.add(",\"pod-security.kubernetes.io/enforce-policy\":\"baseline:latest\"")
    }
    text.add("}")
  }

  /// Adds where the time of a slow request went.
  private mutating func addLatency(_ total: Microseconds) {
    let inStore = total * 9 / 10
    text.add("\"apiserver.latency.k8s.io/etcd\":\"")
    addDuration(inStore)
    text.add("\",\"apiserver.latency.k8s.io/response-write\":\"")
    text.add(decimal: 1 + total % 7)
    text.add("µs\",\"apiserver.latency.k8s.io/total\":\"")
    addDuration(total)
    text.add("\",")
  }

  private mutating func addDuration(_ duration: Microseconds) {
    text.add(decimal: duration / 1_000)
    text.add(".")
    text.add(duration % 1_000, digits: 3)
    text.add("ms")
  }
}

extension Cluster {
  /// The UID of an object, from its place in the cluster's tables.
  func uid(of kind: KindIndex, _ namespace: Int32, _ name: Name) -> UUIDBits {
    let home = UInt64(UInt32(bitPattern: namespace)) << 32
    let tag = 16 + UInt64(kind.index)
    switch name {
    case .none: return uid(tag, home)
    case .word(let index): return uid(tag, home ^ UInt64(index))
    case .replicaSet(let workload, let revision):
      return uid(2, UInt64(workload) << 32 | UInt64(revision))
    case .pod(let pod): return uid(of: pod)
    case .job(let cron, let minute): return uid(3, UInt64(cron) << 32 | UInt64(minute))
    case .event(_, let serial): return uid(4, UInt64(serial))
    case .numbered(let word, let number):
      return uid(tag, home ^ UInt64(word) << 24 ^ UInt64(number))
    case .identifier(let pod): return uid(5, UInt64(pod.serial))
    }
  }
}
