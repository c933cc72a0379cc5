/// How often things happen, in microseconds between two of them.
enum Pace {
  static let lease = Microseconds.seconds(10)
  static let leader = Microseconds.seconds(2)
  static let reconcile = Microseconds.milliseconds(640)
  static let readConfiguration = Microseconds.milliseconds(14)
  static let rollouts = Microseconds.milliseconds(970)
  static let storm = Microseconds.seconds(75)
  static let scaling = Microseconds.milliseconds(900)
  static let autoscale = Microseconds.seconds(15)
  static let console = Microseconds.milliseconds(190)
  static let gitops = Microseconds.seconds(230)
  static let garbage = Microseconds.milliseconds(160)
  static let build = Microseconds.seconds(9)
  static let person = Microseconds.seconds(80)
  /// Tokens are bound for an hour and renewed after some fifty minutes.
  static let renewal = Microseconds.seconds(2_950)
}

extension Simulation {
  /// Fills the agenda with everything that goes on by itself, each at a
  /// random moment of its period, so that the log begins in the middle.
  mutating func fillAgenda() {
    for node in cluster.nodes.indices {
      begin(.nodeLease(Int32(node)), within: Pace.lease)
      begin(.nodeStatus(Int32(node), round: Int32(random.below(30))), within: Pace.lease)
    }
    for leader in roster.leaders { begin(.lead(leader), within: Pace.leader) }
    for index in roster.operators.indices {
      begin(.reconcile(Int32(index)), within: Pace.reconcile)
    }
    for index in 0..<12 { begin(.probe(Int32(index)), within: .seconds(5)) }
    for index in 0..<4 { begin(.scrape(Int32(index)), within: .seconds(30)) }
    for index in cluster.workloads.indices {
      if index % 16 == 3 { begin(.autoscale(Int32(index)), within: Pace.autoscale) }
      begin(.gitops(Int32(index)), within: Pace.gitops)
    }
    for index in cluster.crons.indices { scheduleCron(Int32(index)) }
    for index in roster.people.indices {
      begin(.person(Int32(index), remaining: 0), within: roster.people[index].pause)
    }
    for index in roster.runners.indices { begin(.startBuild(Int32(index)), within: Pace.build) }
    begin(.rollouts, within: Pace.rollouts)
    begin(.storm, within: Pace.storm)
    begin(.scaling, within: Pace.scaling)
    begin(.garbage, within: Pace.garbage)
    begin(.console, within: Pace.console)
    begin(.readConfiguration, within: Pace.readConfiguration)
    for (index, account) in accounts.all.enumerated() where account.credential == .token {
      begin(.renewCredential(Int32(index)), within: Pace.renewal)
    }
    openWatches()
  }

  /// Notes a task for a random moment of its first period.
  mutating func begin(_ task: Task, within period: Microseconds) {
    agenda.add(task, at: now + random.below(period))
  }

  /// Notes a task for about one period from now.
  mutating func again(_ task: Task, every period: Microseconds) {
    later(period + random.within(-period / 50...period / 50), task)
  }

  /// Notes a task for some time from now: `mean` on average, with a tail.
  mutating func sometime(_ mean: Microseconds, _ task: Task) {
    later(random.waiting(mean: mean), task)
  }

  /// Does what the task says.
  mutating func perform(_ task: Task) {
    switch task {
    case .advance(let slot): advance(slot)
    case .nodeLease(let node): renewNodeLease(node)
    case .nodeStatus(let node, let round): reportNode(node, round: round)
    case .watch(let watcher): openWatch(watcher)
    case .lead(let account): renewLeadership(account)
    case .reconcile(let index): reconcile(index)
    case .readConfiguration: readConfiguration()
    case .probe(let index): probe(index)
    case .scrape(let index): scrape(index)
    case .autoscale(let workload): autoscale(workload)
    case .birth(let pod, let step): continueBirth(of: pod, step: step)
    case .death(let pod, let step): continueDeath(of: pod, step: step)
    case .cron(let index): startJob(index)
    case .jobEnd(let pod, let step): continueJobEnd(of: pod, step: step)
    case .startBuild(let runner): startBuild(runner)
    case .build(let pod, let step): continueBuild(pod, step: step)
    case .person(let index, let remaining): work(index, remaining: remaining)
    case .gitops(let workload): synchronise(workload)
    case .garbage: collectGarbage()
    case .console: showPods()
    case .rollouts, .storm, .scaling, .rollout: performRollout(task)
    case .renewCredential(let account):
      accounts.renew(account, random: &random)
      again(task, every: Pace.renewal)
    }
  }
}
