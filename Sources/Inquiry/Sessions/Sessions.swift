internal import CaseStore
internal import SQLite

/// Stretches of activity: requests of one actor with one credential, from one
/// address with one user agent, without a long silence between two of them.
public struct Sessions {
  /// The columns of an answer.
  public static let columns = [
    Column("start"), Column("end"), Column("seconds", isNumeric: true), Column("actor"),
    Column("impersonated"), Column("credential"), Column("source_ip"), Column("user_agent"),
    Column("requests", isNumeric: true), Column("allowed", isNumeric: true),
    Column("denied", isNumeric: true), Column("failed", isNumeric: true),
    Column("pending", isNumeric: true), Column("verbs"), Column("resources"),
    Column("namespaces"),
  ]

  /// A quarter of an hour, microseconds.
  public static let usualPause: Int64 = 900_000_000

  /// The rows in the order of their start.
  public let rows: [[Value]]

  /// Divides the requests that a filter lets pass.
  ///
  /// - Parameter pause: a longer silence ends a session, microseconds.
  /// - Throws: `filter` where a value means nothing in this case.
  public init(
    of investigated: Case, _ filter: EventFilter, pause: Int64 = usualPause
  ) throws(InquiryError) {
    var search = try SessionSearch(investigated, filter, pause)
    do throws(SQLiteError) {
      rows = try search.sessions().map(\.values)
    } catch {
      throw .database(error)
    }
  }
}
