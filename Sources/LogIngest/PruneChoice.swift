public import CaseStore

/// Which sources are to be taken out of a case.
public enum PruneChoice: Sendable, Equatable {
  /// Those of these numbers.
  case sources([Int64])
  /// Complete ones whose last request was received before a moment,
  /// microseconds since 1970.
  case before(Int64)
  /// Complete ones, those that ended first first, until the file has no more
  /// than so many bytes.
  case size(Int64)
}

/// Why evidence cannot be taken out of a case; nothing was changed.
public enum PruneError: Error, Equatable {
  /// The case cannot be used.
  case unusable(CaseError)
  /// There is no source of that number among so many.
  case noSource(Int64, count: Int)
  /// It was taken out already.
  case alreadyPruned(Int64, PrunedSource)
  /// No audit event was in it, so nothing of it is in the case but its row.
  case skipped(Int64, path: String)
  /// A source that stays is only referred to: its rows cannot be derived anew.
  case unkept(Int64, path: String)
  /// A source that stays was read with other tables of formats.
  case otherwiseRead(path: String)
  /// Without all that may go the file would still have so many bytes.
  case tooSmall(least: Int64)
}

extension PruneChoice {
  /// The sources it means, by number; by size those that have to go at least.
  func sources(
    of status: CaseStatus, _ weights: CaseWeights
  ) throws(PruneError) -> [CaseStatus.Source] {
    switch self {
    case .before(let moment):
      return Self.candidates(status).filter { $0.tally.last.map { $0 < moment } ?? false }
    case .sources(let numbers):
      return try Self.sources(numbers, status)
    case .size(let limit):
      return Self.sources(toReach: limit, status, weights)
    }
  }

  private static func sources(
    _ numbers: [Int64], _ status: CaseStatus
  ) throws(PruneError) -> [CaseStatus.Source] {
    var chosen: [CaseStatus.Source] = []
    for number in Set(numbers).sorted() {
      guard let source = status.sources.first(where: { $0.id == number }) else {
        throw .noSource(number, count: status.sources.count)
      }
      if let pruned = source.pruned { throw .alreadyPruned(number, pruned) }
      if source.isSkipped { throw .skipped(number, path: source.path) }
      chosen.append(source)
    }
    return chosen
  }

  /// Sources that were read to their end, by the time of their last request.
  static func candidates(_ status: CaseStatus) -> [CaseStatus.Source] {
    status.sources.filter { $0.pruned == nil && $0.isComplete }
      .sorted { ($0.tally.last ?? .max, $0.id) < ($1.tally.last ?? .max, $1.id) }
  }

  /// The least that has to go, if all but the blocks took no room any more.
  private static func sources(
    toReach limit: Int64, _ status: CaseStatus, _ weights: CaseWeights
  ) -> [CaseStatus.Source] {
    guard weights.fileBytes > limit else { return [] }
    var chosen: [CaseStatus.Source] = []
    for source in candidates(status) {
      chosen.append(source)
      let left = weights.fileBytes(without: Set(chosen.map(\.id)), derived: 0)
      if left <= limit { break }
    }
    return chosen
  }
}
