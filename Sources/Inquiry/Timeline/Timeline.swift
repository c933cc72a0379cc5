/// Requests in order of time, a row each, pulled one by one.
///
/// A row is its request's latest stage, which has all that the earlier ones
/// had. Rows without a received time show that of their stage, and come where
/// it puts them.
public final class Timeline {
  /// The columns of each row.
  public let columns: [Column]
  private var rows: TimelineRows

  /// Asks for the requests that a filter lets pass.
  ///
  /// - Parameters:
  ///   - investigated: the case.
  ///   - filter: which requests.
  ///   - profile: which columns.
  ///   - stages: whether each event is a row, not each request.
  /// - Throws: `filter` where a value of it means nothing in this case.
  public init(
    of investigated: Case, _ filter: EventFilter, profile: TimelineProfile = .standard,
    stages: Bool = false
  ) throws(InquiryError) {
    columns = profile.columns
    rows = try TimelineRows(
      of: investigated, filter, profile.layout.map(\.source), width: profile.width, stages: stages)
  }

  /// Reads the next row.
  ///
  /// - Parameter row: takes the values, in the order of `columns`; its memory
  ///   is used again.
  /// - Returns: false when there are no more.
  public func next(into row: inout [Value]) throws(InquiryError) -> Bool {
    do { return try rows.next(into: &row) } catch { throw .database(error) }
  }

  /// Appends the next rows.
  ///
  /// It gives the bytes that writing each value of `next(into:)` would, and is
  /// much faster.
  ///
  /// - Returns: how many rows; fewer than the limit only at the end.
  public func append(
    upTo limit: Int, to out: inout [UInt8], _ writer: CellWriter
  ) throws(InquiryError) -> Int {
    do { return try rows.append(upTo: limit, to: &out, writer) } catch { throw .database(error) }
  }
}
