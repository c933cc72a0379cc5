/// A cluster at work, and the log of it.
///
/// Tasks come off the agenda in the order of time. A task sends requests, one
/// after another, and notes what follows from them. A request is held until it
/// is answered and then becomes a line; one that stays open (a watch, an exec)
/// becomes one when it is started and another when it ends. Every choice comes from one random sequence, so a
/// seed gives one log.
struct Simulation: ~Copyable {
  let options: Options
  var random: Random
  var cluster: Cluster
  var accounts = Accounts()
  var roster = Roster()
  var watchers: [Watcher] = []
  var agenda = Agenda()
  var text = Text(capacity: 1 << 21)
  var clock = Clock()
  var distinct = DistinctStrings()
  var file: LogFile
  var now: Microseconds
  /// How long the requests that the present task has sent took.
  private var elapsed: Microseconds = 0
  private(set) var lineCount = 0
  private(set) var lastStageTime: Microseconds = 0
  private(set) var lateLineCount = 0
  /// Requests under way, and the places of those that ended.
  private var slots: [Pending] = []
  private var freeSlots: [Int32] = []

  init(_ options: Options, into file: consuming LogFile) {
    self.options = options
    self.file = file
    now = options.start
    random = Random(seed: options.seed)
    cluster = Cluster(random: &random)
    hireEverybody()
    fillAgenda()
  }

  /// Lets the cluster work until the log has as many lines as were asked for.
  mutating func run() throws(FileFailure) {
    while lineCount < options.events {
      let (time, task) = agenda.next()
      now = time
      elapsed = 0
      perform(task)
      if text.count > 1 << 20 { try file.write(&text) }
    }
    try file.write(&text)
  }

  /// Notes a task for a time from now.
  mutating func later(_ delay: Microseconds, _ task: Task) {
    agenda.add(task, at: now + max(delay, 1))
  }

  /// Sends a request, after those that the same task has sent already.
  ///
  /// With a duration it stays open that long.
  mutating func send(_ request: consuming Request, openFor duration: Microseconds = 0) {
    var request = request
    prepare(&request)
    request.duration = duration
    request.received = now + elapsed
    elapsed += request.latency + random.below(400)
    let staysOpen = duration > 0 || request.outcome == .unauthorized
    let first: Stage = staysOpen ? .responseStarted : .responseComplete
    if options.stages == .all {
      hold(Pending(request, .requestReceived, then: first), until: request.received)
    } else {
      let answered = request.received + request.latency
      hold(Pending(request, first, then: .responseComplete), until: answered)
    }
  }

  /// Holds a request that was opened before the log begins.
  mutating func resume(_ request: consuming Request, opened: Microseconds, ends: Microseconds) {
    var request = request
    prepare(&request)
    request.received = opened
    hold(Pending(request, .responseComplete, then: .responseComplete), until: ends)
  }

  /// Writes the stage that a held request has come to, and holds it for the
  /// next one.
  mutating func advance(_ slot: Int32) {
    let pending = slots[Int(slot)]
    freeSlots.append(slot)
    write(pending.request, pending.stage, at: now)
    switch pending.stage {
    case .requestReceived:
      hold(
        Pending(pending.request, pending.following, then: .responseComplete),
        until: now + pending.request.latency)
    case .responseStarted:
      guard pending.request.outcome != .unauthorized else { return }
      hold(
        Pending(pending.request, .responseComplete, then: .responseComplete),
        until: now + pending.request.duration)
    case .responseComplete: return
    }
  }

  private mutating func hold(_ pending: Pending, until time: Microseconds) {
    var slot = Int32(slots.count)
    if let free = freeSlots.popLast() {
      slot = free
      slots[Int(slot)] = pending
    } else {
      slots.append(pending)
    }
    agenda.add(.advance(slot: slot), at: time)
  }

  private mutating func prepare(_ request: inout Request) {
    request.auditID = UUIDBits(high: random.next(), low: random.next())
    if request.latency == 0 { request.latency = latency(of: request) }
    if request.verb.takesObject { request.resourceVersion = cluster.resourceVersion }
    switch request.verb {
    case .get, .list, .watch: break
    default: _ = cluster.nextResourceVersion(random: &random)
    }
  }

  private mutating func write(_ request: Request, _ stage: Stage, at time: Microseconds) {
    guard lineCount < options.events else { return }
    lineCount += 1
    // The API server writes from many threads: now and then a line is late.
    var shift = 0
    if random.once(in: 255) {
      shift = random.within(500...12_000)
    }
    if time - shift < lastStageTime { lateLineCount += 1 }
    lastStageTime = time - shift
    addLine(request, stage, at: time, earlierBy: shift)
  }
}

/// A request under way, the stage that it comes to next and the one after.
private struct Pending {
  let request: Request
  let stage: Stage
  let following: Stage

  init(_ request: Request, _ stage: Stage, then following: Stage) {
    self.request = request
    self.stage = stage
    self.following = following
  }
}

extension Simulation {
  /// How long the API server takes: reads are quick, writes go to etcd, and
  /// a few requests meet a slow moment.
  private mutating func latency(of request: Request) -> Microseconds {
    let typical: Int
    switch request.verb {
    case .get, .watch: typical = 900
    case .list: typical = 4_000
    default: typical = 3_500
    }
    let slow = random.once(in: 400) ? 60 : 1
    return 350 + random.waiting(mean: typical) * slow
  }
}
