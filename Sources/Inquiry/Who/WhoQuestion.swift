/// A question: who did this to that.
public struct WhoQuestion: Sendable, Equatable {
  /// What was done: a verb of the audit log, of kubectl, or an everyday word,
  /// in any tense.
  public var verb: String
  /// To what: `deploy/web`, `pods`, `secrets.v1`, `pods/exec`.
  public var resource: String
  /// Which requests are shown.
  ///
  /// Who finished what others began is judged by the whole case.
  public var filter: EventFilter
  /// Whether what a controller did counts for whoever caused it.
  public var blames: Bool

  /// Puts a question together.
  public init(
    verb: String, resource: String, filter: EventFilter = EventFilter(), blames: Bool = false
  ) {
    self.blames = blames
    self.verb = verb
    self.resource = resource
    self.filter = filter
  }

  /// Verbs to choose from: kubectl's, and the past of what can be done.
  public static var verbs: [String] { Set(Deed.all.map(\.name) + Deed.pasts).sorted() }
}
