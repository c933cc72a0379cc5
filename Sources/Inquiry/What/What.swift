internal import CaseStore
internal import SQLite

/// What an actor, an address or a credential did.
public struct What {
  /// The columns of an answer.
  public static let columns = [
    Column("actor"), Column("impersonated"), Column("verb"), Column("resource"),
    Column("namespace"), Column("outcome"), Column("requests", isNumeric: true), Column("names"),
    Column("first"), Column("last"), Column("source_ips"),
  ]

  /// Whose deeds they are.
  public let subject: WhatSubject
  /// The rows in the order of their first requests.
  public let rows: [[Value]]
  /// Why there may be no row; nil where there is one.
  public let emptiness: EmptyAnswer?

  /// Answers the question: a row per actor, whom it acted as, verb, resource,
  /// namespace and outcome.
  ///
  /// - Parameter text: a user, a service account as `NAMESPACE/NAME`, an
  ///   address, a range of addresses, or a credential's ID.
  /// - Throws: `filter` where a value means nothing in this case.
  public init(
    _ text: String, did filter: EventFilter = EventFilter(), in investigated: Case
  ) throws(InquiryError) {
    let subject = try InquiryError.wrapping { () throws(SQLiteError) in
      try WhatSubject(text, in: investigated.reader.connection)
    }
    self.subject = subject
    let groups = try WhatSearch(subject, filter, in: investigated).groups()
    rows = groups.map(\.values)
    emptiness =
      rows.isEmpty ? try Self.reason(subject, filter, in: investigated) : nil
  }

  private static func reason(
    _ subject: WhatSubject, _ filter: EventFilter, in investigated: Case
  ) throws(InquiryError) -> EmptyAnswer {
    let finder = EmptinessFinder(investigated: investigated)
    if let reason = try finder.general(filter) { return reason }
    if let reason = try finder.subject(subject) { return reason }
    return try finder.reason(filter)
  }
}
