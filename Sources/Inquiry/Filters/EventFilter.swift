/// Which requests are asked for.
///
/// Terms of one key: any of them will do, and none of the excluded ones. Terms
/// of different keys must all hold. All of it is asked of the merged request.
public struct EventFilter: Sendable, Equatable {
  /// One value of one filter.
  public struct Term: Sendable, Equatable {
    /// What it looks at.
    public let key: FilterKey
    /// A whole value, with `*` and `?` as wildcards.
    public let value: String
    /// Whether requests that match are left out.
    public let isExcluded: Bool
  }

  /// A moment to look around.
  public enum Centre: Sendable, Equatable {
    /// Microseconds since 1970 UTC.
    case moment(Int64)
    /// When the request of this audit ID was received.
    case request(auditID: String)
  }

  /// Received at or after this, microseconds since 1970 UTC.
  public var since: Int64?
  /// Received before this, microseconds since 1970 UTC.
  public var until: Int64?
  /// Received in this stretch before the case's last event, microseconds.
  public var last: Int64?
  /// Received near one of these.
  public var around: [Centre] = []
  /// How near, either side, microseconds.
  public var within: Int64 = 300_000_000
  /// The other filters.
  public private(set) var terms: [Term] = []

  /// A filter that lets everything pass.
  public init() {}

  /// Whether everything passes.
  public var isEmpty: Bool {
    terms.isEmpty && since == nil && until == nil && last == nil && around.isEmpty
  }

  /// Adds a value as it is typed: a leading `!` negates it.
  ///
  /// - Throws: what is wrong with the value.
  public mutating func add(_ key: FilterKey, _ text: String) throws(FilterError) {
    let isExcluded = text.hasPrefix("!")
    try add(key, value: isExcluded ? String(text.dropFirst()) : text, isExcluded: isExcluded)
  }

  /// Adds what `--exclude KEY=VALUE` takes.
  ///
  /// - Throws: what is wrong with the key or the value.
  public mutating func exclude(_ assignment: String) throws(FilterError) {
    let halves = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    guard halves.count == 2 else { throw .noValue(assignment) }
    guard let key = FilterKey(rawValue: halves[0]) else {
      let known = FilterKey.allCases.map(\.rawValue)
      throw .unknownKey(
        halves[0], suggestion: Suggestion.of(halves[0], among: known))
    }
    try add(key, value: halves[1], isExcluded: true)
  }

  /// Adds a value that has no `!` of its own.
  ///
  /// - Throws: what is wrong with the value.
  public mutating func add(
    _ key: FilterKey, value: String, isExcluded: Bool
  ) throws(FilterError) {
    try TermReader.check(key, value)
    terms.append(Term(key: key, value: value, isExcluded: isExcluded))
  }

  /// The terms of a key.
  func terms(_ key: FilterKey) -> [Term] { terms.filter { $0.key == key } }

  /// The filter without the terms of some keys.
  func without(_ keys: Set<FilterKey>) -> EventFilter {
    var rest = self
    rest.terms.removeAll { keys.contains($0.key) }
    return rest
  }
}
