/// The offsets of one time zone through time.
public struct TimeZoneRules: Sendable, Equatable {
  /// Universal time.
  public static let utc = TimeZoneRules(name: "UTC", fixedOffset: 0)

  private static let farthest: Int64 = 1 << 50

  /// The name it was asked for, such as `Europe/Berlin`.
  public let name: String

  /// Moments in UTC seconds at which another offset begins, in order.
  private let transitions: [Int64]
  /// The offset from each transition on.
  private let offsets: [Int]
  /// The offset before the first transition.
  private let firstOffset: Int
  /// What holds after the last transition.
  private let recurring: RecurringOffset?

  /// A zone that never changes.
  public init(name: String, fixedOffset: Int) {
    self.init(name: name, transitions: [], offsets: [], firstOffset: fixedOffset, recurring: nil)
  }

  init(
    name: String, transitions: [Int64], offsets: [Int], firstOffset: Int,
    recurring: RecurringOffset?
  ) {
    self.name = name
    self.transitions = transitions
    self.offsets = offsets
    self.firstOffset = firstOffset
    self.recurring = recurring
  }

  /// Whether times are written with `Z`.
  public var isUTC: Bool {
    transitions.isEmpty && firstOffset == 0 && recurring.map { $0 == .constant(0) } ?? true
  }

  /// Seconds east of UTC at a moment, in seconds since 1970-01-01 UTC.
  public func offset(atUTC seconds: Int64) -> Int {
    // Far beyond any time of a log, and safe to reckon with.
    let seconds = min(max(seconds, -Self.farthest), Self.farthest)
    guard let first = transitions.first, seconds >= first else {
      return transitions.isEmpty ? recurring?.offset(atUTC: seconds) ?? firstOffset : firstOffset
    }
    let index = lastTransition(at: seconds)
    if index == transitions.count - 1, let recurring { return recurring.offset(atUTC: seconds) }
    return offsets[index]
  }

  /// Seconds east of UTC that a clock on the wall meant when it showed a time,
  /// given in seconds as if it were UTC.
  ///
  /// A time that came twice means the first; one that was skipped is read with
  /// the offset before the change.
  public func offset(atLocal seconds: Int64) -> Int {
    let seconds = min(max(seconds, -Self.farthest), Self.farthest)
    let before = offset(atUTC: seconds - 86_400)
    let after = offset(atUTC: seconds + 86_400)
    for candidate in [before, after]
    where offset(atUTC: seconds - Int64(candidate)) == candidate {
      return candidate
    }
    return before
  }

  private func lastTransition(at seconds: Int64) -> Int {
    var low = 0
    var high = transitions.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle } else { high = middle }
    }
    return low
  }
}
