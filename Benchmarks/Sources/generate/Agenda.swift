/// Something that happens in the cluster at a time.
enum Task {
  /// The rest of a request that is under way.
  case advance(slot: Int32)
  case nodeLease(Int32)
  case nodeStatus(Int32, round: Int32)
  case watch(Int32)
  case lead(Int32)
  case reconcile(Int32)
  case readConfiguration
  case probe(Int32)
  case scrape(Int32)
  case autoscale(Int32)
  case rollouts
  case storm
  case scaling
  case rollout(Int32)
  case birth(Pod, step: Int32)
  case death(Pod, step: Int32)
  case cron(Int32)
  case jobEnd(Pod, step: Int32)
  case build(Pod, step: Int32)
  case startBuild(Int32)
  case person(Int32, remaining: Int32)
  case gitops(Int32)
  case garbage
  case console
  case renewCredential(Int32)
}

/// What is going to happen, soonest first; at one time, first come first
/// served.
struct Agenda {
  private struct Entry {
    let time: Microseconds
    let order: Int
    let task: Task

    func precedes(_ other: Entry) -> Bool {
      time != other.time ? time < other.time : order < other.order
    }
  }

  private var heap: [Entry] = []
  private var count = 0

  /// Notes a task for a time.
  mutating func add(_ task: Task, at time: Microseconds) {
    count += 1
    heap.append(Entry(time: time, order: count, task: task))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes out the next task; the agenda must not be empty.
  mutating func next() -> (time: Microseconds, task: Task) {
    heap.swapAt(0, heap.count - 1)
    let entry = heap.removeLast()
    var parent = 0
    while true {
      var child = parent * 2 + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(heap[parent]) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return (entry.time, entry.task)
  }
}
