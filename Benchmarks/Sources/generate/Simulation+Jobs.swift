/// Cron jobs and the builds of the CI runners.
extension Simulation {
  /// Notes a cron job's next start: on the minute, as all the others.
  mutating func scheduleCron(_ index: Int32) {
    let period = cluster.crons[Int(index)].minutes * 60_000_000
    let next = (now / period + 1) * period
    agenda.add(.cron(index), at: next + random.waiting(mean: .milliseconds(350)))
  }

  /// The cron job controller starts a job; the job controller, its pod.
  mutating func startJob(_ index: Int32) {
    let cron = cluster.crons[Int(index)]
    let minute = Int32(now / 60_000_000)
    let job = Target.of(.jobs, in: cron.namespace, .job(index, minute: minute))
    var create = Request(.create, job, by: signature(.cronJob))
    create.outcome = .created
    create.body = .job(index, minute: minute)
    send(create)
    update(.of(.cronJobs, in: cron.namespace, .word(cron.name), .status), .cronJob)
    updateJob(index, minute)
    bear(.cron(index, minute: minute), after: 15_000)
    scheduleCron(index)
  }

  /// The next step of a job whose pod has done its work.
  mutating func continueJobEnd(of pod: Pod, step: Int32) {
    guard case .cron(let index, let minute) = pod.owner else { return }
    let cron = cluster.crons[Int(index)]
    let job = Target.of(.jobs, in: cron.namespace, .job(index, minute: minute))
    switch step {
    case 0:
      reportPhase(pod, events: 0)
      updateJob(index, minute)
    case 1:
      updateJob(index, minute)
      update(.of(.cronJobs, in: cron.namespace, .word(cron.name), .status), .cronJob)
      sometime(.seconds(60), .jobEnd(pod, step: 2))
      return
    case 2:
      send(Request(.get, job, by: signature(.ttl)))
      remove(job, by: .ttl)
    case 3: deletePod(pod, by: .garbage)
    default:
      var look = Request(.get, job, by: signature(.garbage))
      look.outcome = .notFound
      send(look)
      later(.seconds(1), .death(pod, step: 3))
      return
    }
    sometime(.milliseconds(500), .jobEnd(pod, step: step + 1))
  }

  private mutating func updateJob(_ index: Int32, _ minute: Int32) {
    let namespace = cluster.crons[Int(index)].namespace
    update(.of(.jobs, in: namespace, .job(index, minute: minute), .status), .job)
  }

  /// A controller deletes an object.
  mutating func remove(_ target: Target, by controller: Controller) {
    var request = Request(.delete, target, by: signature(controller))
    request.outcome = .deleted
    send(request)
  }

  /// A CI runner starts a build.
  mutating func startBuild(_ runner: Int32) {
    let pod = cluster.newPod(.build(runner: runner), random: &random)
    var create = Request(
      .create, .of(.pods, in: cluster.ciNamespace, .pod(pod)), by: builder(runner))
    create.outcome = .created
    create.body = .podCreate(pod)
    send(create)
    var secret = Request(
      .create, .of(.secrets, in: cluster.ciNamespace, .word(cluster.words.index(of: "ci-token"))),
      by: builder(runner))
    secret.outcome = random.once(in: 3) ? .exists : .created
    send(secret)
    sometime(20_000, .birth(pod, step: 1))
    sometime(.seconds(3), .build(pod, step: 0))
    sometime(Pace.build, .startBuild(runner))
  }

  /// A CI runner looks after a build: it polls, follows the log, deletes.
  mutating func continueBuild(_ pod: Pod, step: Int32) {
    guard case .build(let runner) = pod.owner else { return }
    let namespace = cluster.ciNamespace
    if step == 14 {
      var delete = Request(.delete, .of(.pods, in: namespace, .pod(pod)), by: builder(runner))
      delete.body = .podDelete(pod, byNode: false)
      send(delete)
      later(.seconds(1), .death(pod, step: 1))
      return
    }
    if step == 3 {
      var log = Request(.get, .of(.pods, in: namespace, .pod(pod), .log), by: builder(runner))
      log.query = .container(cluster.buildApp)
      send(log, openFor: .seconds(30) + random.waiting(mean: .seconds(20)))
    }
    send(Request(.get, .of(.pods, in: namespace, .pod(pod)), by: builder(runner)))
    again(.build(pod, step: step + 1), every: .seconds(3))
  }

  private func builder(_ runner: Int32) -> Signature {
    signature(roster.runners[Int(runner) % roster.runners.count])
  }
}
