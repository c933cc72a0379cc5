/// A question: what became of this object.
public struct HistoryQuestion: Sendable, Equatable {
  /// Which object: `deploy/web`, or with a selector below, `pods`.
  public var resource: String
  /// Which requests are shown.
  ///
  /// What a field was before, and what followed from what, is told by the whole
  /// case.
  public var filter: EventFilter
  /// Only objects that name this owner, as `rs/web-7d9f` or `web-7d9f`.
  public var owner: String?
  /// Only objects with these labels, `app=web`.
  public var labels: [String]
  /// Whether reading, using and changes of the status are shown, too.
  public var isEverything: Bool

  /// Puts a question together.
  public init(
    resource: String, filter: EventFilter = EventFilter(), owner: String? = nil,
    labels: [String] = [], isEverything: Bool = false
  ) {
    self.resource = resource
    self.filter = filter
    self.owner = owner
    self.labels = labels
    self.isEverything = isEverything
  }
}
