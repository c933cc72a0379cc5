internal import SQLite

/// Who did it.
public enum Who {
  /// The columns of an answer.
  public static let columns = [
    Column("actor"), Column("actor_kind"), Column("impersonated"), Column("how"), Column("verb"),
    Column("resource"), Column("namespace"), Column("name"), Column("requests", isNumeric: true),
    Column("allowed", isNumeric: true), Column("denied", isNumeric: true),
    Column("failed", isNumeric: true), Column("pending", isNumeric: true),
    Column("dry_run", isNumeric: true), Column("first"), Column("last"), Column("source_ips"),
    Column("user_agents"), Column("note"),
  ]

  /// Answers a question: a row per actor, whom it acted as, and how; those who
  /// carried it out first, then those who were refused or failed, then what
  /// merely finished or followed.
  ///
  /// - Throws: `question` for a verb that is none, `filter` where a value means
  ///   nothing in this case.
  public static func answer(
    _ question: WhoQuestion, in investigated: Case
  ) throws(InquiryError) -> WhoAnswer {
    let plan = try WhoPlan(question, in: investigated)
    let search = try InquiryError.wrapping { () throws(SQLiteError) in
      try WhoSearch(plan, in: investigated)
    }
    let rows = try search.rows()
    let emptiness =
      rows.isEmpty
      ? try plan.reason(in: investigated) : try plan.unseenName(rows, in: investigated)
    return WhoAnswer(rows: rows, emptiness: emptiness)
  }
}
