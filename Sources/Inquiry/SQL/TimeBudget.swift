/// How long a statement may compute: the time that passes inside SQLite, not
/// while its rows are written or read.
final class TimeBudget {
  private let limit: Duration?
  private var spent = Duration.zero
  private var started: ContinuousClock.Instant?

  /// - Parameter microseconds: the limit; nil is none.
  init(microseconds: Int64?) {
    limit = microseconds.map { .microseconds($0) }
  }

  /// Whether nothing is left of it.
  var isSpent: Bool {
    guard let limit else { return false }
    let running = started.map { $0.duration(to: .now) } ?? .zero
    return spent + running > limit
  }

  /// Calls a closure on its account.
  func counting<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = ContinuousClock.now
    started = start
    defer {
      spent += start.duration(to: .now)
      started = nil
    }
    return try body()
  }
}
