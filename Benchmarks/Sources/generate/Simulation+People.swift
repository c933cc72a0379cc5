/// People at their kubectl.
extension Simulation {
  /// A person types the next command of a session, or begins a session.
  mutating func work(_ index: Int32, remaining: Int32) {
    guard remaining > 0 else {
      discover(index)
      later(.seconds(1), .person(index, remaining: Int32(random.within(4...30))))
      return
    }
    command(roster.people[Int(index)])
    if remaining > 1 {
      sometime(.seconds(7), .person(index, remaining: remaining - 1))
    } else {
      sometime(roster.people[Int(index)].pause, .person(index, remaining: 0))
    }
  }

  /// Most clients ask first what the API server has.
  private mutating func discover(_ index: Int32) {
    let signature = signature(of: roster.people[Int(index)])
    for path: StaticString in ["/api?timeout=32s", "/apis?timeout=32s"] {
      var request = Request(.get, .path(path), by: signature)
      if random.once(in: 3) { request.outcome = .notModified }
      send(request)
    }
  }

  private mutating func signature(of person: Person) -> Signature {
    var signature = signature(person.account)
    signature.client = person.clients[random.below(person.clients.count)]
    return signature
  }

  private mutating func command(_ person: Person) {
    let signature = signature(of: person)
    let index = Int32(random.below(cluster.workloads.count))
    let workload = cluster.workloads[Int(index)]
    let (namespace, name) = (workload.namespace, Name.word(workload.name))
    switch random.below(20) {
    case 0..<5: list(.pods, in: namespace, by: signature)
    case 5..<8: list(.deployments, in: namespace, by: signature)
    case 8: list(.events, in: namespace, by: signature)
    case 9..<12: describe(workload, by: signature)
    case 12, 13: follow(workload, by: signature)
    case 14: readSecret(in: namespace, by: signature, isRefused: !person.mayWrite)
    case 15:
      var request = Request(.get, .of(.services, in: namespace, name), by: signature)
      if random.once(in: 2) { request.outcome = .notFound }
      if random.once(in: 12) { request.impersonated = roster.impersonated }
      send(request)
    case 16: runCommand(workload, by: signature)
    case 17: ask(namespace, by: signature)
    default: change(index, workload, by: signature, isRefused: !person.mayWrite)
    }
  }

  private mutating func list(_ kind: KindIndex, in namespace: Int32, by signature: Signature) {
    var request = Request(.list, .of(kind, in: namespace), by: signature)
    request.query = .limited
    if random.once(in: 25) { request.outcome = .unauthorized }
    send(request)
  }

  private mutating func describe(_ workload: Workload, by signature: Signature) {
    guard let pod = workload.pods.first else { return }
    send(Request(.get, .of(.pods, in: workload.namespace, .pod(pod)), by: signature))
    var events = Request(.list, .of(.events, in: workload.namespace), by: signature)
    events.query = .eventsOf(.pod(pod))
    send(events)
  }

  private mutating func follow(_ workload: Workload, by signature: Signature) {
    guard let pod = workload.pods.first else { return }
    let target = Target.of(.pods, in: workload.namespace, .pod(pod), .log)
    send(Request(.get, .of(.pods, in: workload.namespace, .pod(pod)), by: signature))
    var log = Request(.get, target, by: signature)
    log.query = .container(workload.name)
    send(log, openFor: random.waiting(mean: .seconds(25)))
  }

  private mutating func readSecret(in namespace: Int32, by signature: Signature, isRefused: Bool) {
    let word = cluster.words.index(of: "credentials")
    var request = Request(.get, .of(.secrets, in: namespace, .word(word)), by: signature)
    if isRefused || random.once(in: 2) { request.outcome = .forbidden }
    send(request)
  }

  private mutating func runCommand(_ workload: Workload, by signature: Signature) {
    guard let pod = workload.pods.first else { return }
    let words = commandQueries[random.below(commandQueries.count)]
    var request = Request(
      .get, .of(.pods, in: workload.namespace, .pod(pod), .exec), by: signature)
    request.query = .command(cluster.words.index(of: words), container: workload.name)
    request.outcome = .switching
    send(request, openFor: random.waiting(mean: .seconds(12)))
  }

  private mutating func ask(_ namespace: Int32, by signature: Signature) {
    var request = Request(.create, .of(.accessReviews), by: signature)
    request.outcome = .created
    request.body = .accessReview(.word(namespace))
    send(request)
  }

  /// Deletes a pod, an old configuration or, rarely, a deployment.
  private mutating func change(
    _ index: Int32, _ workload: Workload, by signature: Signature, isRefused: Bool
  ) {
    let number = Int32(random.below(40))
    let old = Name.numbered(cluster.words.index(of: "config-v"), number)
    switch random.below(9) {
    case 0..<4:
      guard let pod = workload.pods.first else { return }
      var request = Request(.delete, .of(.pods, in: workload.namespace, .pod(pod)), by: signature)
      request.outcome = isRefused ? .forbidden : .ok
      if !isRefused { request.body = .podDelete(pod, byNode: false) }
      send(request)
    case 4..<7:
      var request = Request(.delete, .of(.configMaps, in: workload.namespace, old), by: signature)
      request.outcome = isRefused ? .forbidden : random.once(in: 3) ? .notFound : .deleted
      send(request)
    case 7:
      var request = Request(
        .delete, .of(.deployments, in: workload.namespace, .word(workload.name)), by: signature)
      request.outcome = isRefused ? .forbidden : .deleted
      send(request)
    default:
      if isRefused { return }
      startRollout(index)
    }
  }
}

private let commandQueries = [
  "command=sh", "command=ls\\u0026command=%2F", "command=cat\\u0026command=%2Fetc%2Fhosts",
  "command=sh\\u0026command=-c\\u0026command=env", "command=curl\\u0026command=localhost%3A8080",
]
