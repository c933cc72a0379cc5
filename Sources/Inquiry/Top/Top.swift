internal import CaseStore
internal import SQLite

/// How often each combination of some columns' values occurs.
public struct Top {
  /// The columns asked for, and `requests` behind them.
  public let columns: [Column]
  /// The rows in order: the most frequent first, then by their values.
  public let rows: [[Value]]

  /// Counts the requests that a filter lets pass.
  ///
  /// - Parameters:
  ///   - names: columns of a full timeline, or `day`, `hour` and `minute`.
  ///   - limit: how many rows are wanted.
  /// - Throws: `question` for a name that is none, `filter` where a value means
  ///   nothing in this case.
  public init(
    _ names: [String], of investigated: Case, _ filter: EventFilter = EventFilter(),
    limit: Int = .max
  ) throws(InquiryError) {
    let asked = try TopColumn.all(named: names)
    let requests = Column("requests", isNumeric: true)
    columns = asked.map { Column($0.name) } + [requests]
    let search = TopSearch(investigated: investigated, columns: asked, filter: filter, limit: limit)
    rows = try search.counts().map { $0.values + [.integer($0.requests)] }
  }

  /// Checks names before a case is opened.
  public static func check(_ names: [String]) throws(InquiryError) {
    _ = try TopColumn.all(named: names)
  }

  /// The columns there are.
  public static var names: [String] { TopColumn.known.map(\.name) }
}
