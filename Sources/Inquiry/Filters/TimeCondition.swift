/// When a request must have been received.
struct TimeCondition: Equatable {
  /// Stretches, half open, in order and apart from each other; nil is always.
  private(set) var ranges: [Range<Int64>]?

  /// Any time, and none.
  static let always = TimeCondition(ranges: nil)

  private init(ranges: [Range<Int64>]?) {
    self.ranges = ranges
  }

  /// Combines a stretch that may be open with stretches of which any will do.
  ///
  /// - Parameters:
  ///   - since: the first microsecond.
  ///   - until: the microsecond behind the last.
  ///   - near: stretches of which one must hold; none means anywhere.
  init(since: Int64?, until: Int64?, near: [ClosedRange<Int64>]) {
    guard since != nil || until != nil || !near.isEmpty else {
      ranges = nil
      return
    }
    let first = since ?? Int64.min + 1
    let end = max(first, until ?? Int64.max)
    guard !near.isEmpty else {
      ranges = [first..<end]
      return
    }
    ranges = Self.joined(
      near.map {
        max(first, $0.lowerBound)..<max(first, $0.lowerBound, min(end, $0.upperBound + 1))
      })
  }

  private static func joined(_ ranges: [Range<Int64>]) -> [Range<Int64>] {
    var joined: [Range<Int64>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }

  /// Whether a moment meets it; a request without one meets no condition.
  func holds(_ moment: Int64?) -> Bool {
    guard let ranges else { return true }
    guard let moment else { return false }
    return ranges.contains { $0.contains(moment) }
  }
}
