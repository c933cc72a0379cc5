internal import CaseStore
internal import Patterns
internal import SQLite

/// The life of an object: who made it, changed it and took it away, in order,
/// pulled row by row.
public final class History {
  /// The columns of each row.
  public static let columns = [
    Column("time"), Column("actor"), Column("impersonated"), Column("action"), Column("outcome"),
    Column("code", isNumeric: true), Column("changes"), Column("because"), Column("user_agent"),
    Column("source_ip"), Column("audit_id"),
  ]

  private let plan: HistoryPlan
  private let search: HistorySearch
  private let investigated: Case

  /// Asks for the life of an object, or of all that an owner or labels select.
  ///
  /// - Throws: `filter` where a value means nothing in this case, `question`
  ///   where a label is none.
  public init(_ question: HistoryQuestion, in investigated: Case) throws(InquiryError) {
    self.investigated = investigated
    plan = try HistoryPlan(question, in: investigated)
    search = try HistorySearch(plan, in: investigated)
  }

  /// Reads the next row.
  ///
  /// - Returns: the values in the order of `columns`; nil when there are no
  ///   more.
  public func next() throws(InquiryError) -> [Value]? { try search.next() }

  /// How many rows there were so far, and how many of them lack their changes
  /// because the log kept no body.
  public var rowsWithoutBody: (count: Int, of: Int) { (search.bodilessRows, search.shownRows) }

  /// The likeliest reason why there is no row.
  public func reasonForNothing() throws(InquiryError) -> EmptyAnswer {
    let question = plan.question
    let finder = EmptinessFinder(investigated: investigated)
    if let reason = try finder.general(question.filter) { return reason }
    if let reason = finder.resource(question.resource) { return reason }
    for name in plan.who.scope.literalNames ?? [] where try !finder.isSeen(name, .name) {
      return .nameNotSeen(name, suggestion: try finder.suggestedName(for: name))
    }
    if let reason = try finder.value(question.filter) { return reason }
    if plan.needsBodies { return try reasonForNoneSelected() }
    if try isOnlyUsed() { return .onlyUsed }
    let resource = String(question.resource.prefix { $0 != "/" })
    return plan.who.tracks.isEmpty
      ? .deedNotSeen(verb: "change", resource: resource) : .nothingMatched
  }

  /// Why no object has the owner or the labels asked for.
  private func reasonForNoneSelected() throws(InquiryError) -> EmptyAnswer {
    let finder = EmptinessFinder(investigated: investigated)
    if let owner = plan.question.owner {
      let word = String(owner.prefix { $0 != "/" })
      if word != owner, let reason = finder.resource(word) { return reason }
      let name = owner == word ? owner : String(owner.dropFirst(word.count + 1))
      if plan.owner?.name.isLiteral == true, try !finder.isSeen(name, .name) {
        return .nameNotSeen(name, suggestion: try finder.suggestedName(for: name))
      }
    }
    return search.hasSeenBodies ? .noneSelected : .bodiesNotKept
  }

  /// Whether requests about it only read or used it.
  private func isOnlyUsed() throws(InquiryError) -> Bool {
    guard !plan.question.isEverything else { return false }
    var question = plan.question
    question.isEverything = true
    return try History(question, in: investigated).next() != nil
  }
}
