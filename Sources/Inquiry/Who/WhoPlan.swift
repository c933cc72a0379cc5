internal import Patterns

/// A question, understood for one case.
struct WhoPlan {
  let question: WhoQuestion
  let deed: Deed
  let selector: ResourceSelector
  var scope: ObjectScope
  /// What each operation of the case means for it; others mean nothing.
  let tracks: [Int64: Track]
  /// How to find the requests that gave a role, if that is asked.
  let grants: GrantSearch?
  /// How to find who acted as somebody, if that is asked.
  let impersonation: ImpersonationSearch?

  /// Understands a question.
  ///
  /// - Throws: `question` for a verb that is none, or that cannot be done to
  ///   the resource.
  init(_ question: WhoQuestion, in investigated: Case) throws(InquiryError) {
    try self.init(question, try Self.deed(question.verb, investigated), in: investigated)
  }

  /// Understands a question about a deed that may have no word.
  init(_ question: WhoQuestion, _ deed: Deed, in investigated: Case) throws(InquiryError) {
    self.question = question
    var deed = deed
    var resolved = investigated.resolver.resolve(question.resource)
    var namespaces = TextCondition(question.filter.terms(.namespace))
    grants = deed.special == .bind ? GrantSearch(question) : nil
    impersonation = deed.special == .impersonate ? ImpersonationSearch(question) : nil
    if deed.special == .impersonate {
      guard impersonation != nil else {
        throw .question(.cannotBeDone(verb: deed.name, resource: question.resource))
      }
      resolved = ResolvedResource(selector: .everything)
      deed.rules = [Deed.Rule(verbs: [], below: .anything)]
      namespaces = TextCondition()
    } else if Self.isMalformed(question.resource) {
      throw .question(.notAResource(question.resource))
    } else if let grants {
      resolved = investigated.resolver.resolve("*rolebindings")
      if !grants.namespaceIsOfBinding { namespaces = TextCondition() }
    } else if deed.special == .debug, resolved.selector.selects(group: "", resource: "nodes") {
      // kubectl makes a pod for it, and names it after the node.
      deed = Deed(name: deed.name, rules: [Deed.Rule(verbs: ["create"])])
      resolved = investigated.resolver.resolve("pods/node-debugger-\(resolved.name ?? "*")-*")
    }
    self.deed = deed
    selector = resolved.selector
    scope = ObjectScope(
      name: resolved.name.map { Glob($0) },
      names: TextCondition(question.filter.terms(.name)), namespaces: namespaces, seenIn: nil)
    tracks = Self.tracks(deed, selector, investigated)
    try findNamespaces(in: investigated)
  }

  /// Whether a text cannot be `KIND/NAME/SUBRESOURCE`, or less of that.
  private static func isMalformed(_ resource: String) -> Bool {
    resource.hasPrefix("/")
      || resource.split(separator: "/", omittingEmptySubsequences: false).count > 3
  }

  private static func tracks(
    _ deed: Deed, _ selector: ResourceSelector, _ investigated: Case
  ) -> [Int64: Track] {
    var tracks: [Int64: Track] = [:]
    for operation in investigated.operations.operations {
      if let track = Track(operation, deed, selector) { tracks[operation.id] = track }
    }
    return tracks
  }

  private static func deed(
    _ verb: String, _ investigated: Case
  ) throws(InquiryError) -> Deed {
    if let deed = Deed(word: verb) { return deed }
    let observed = investigated.operations.verbs
    if let same = observed.first(where: { $0 == verb.lowercased() }) {
      return Deed(auditVerb: same)
    }
    if let instead = Deed.requests(for: verb) {
      throw .question(.severalRequests(verb: verb, instead: instead))
    }
    let suggestion = Suggestion.of(verb, among: Deed.words + observed)
    throw .question(.unknownVerb(verb, suggestion: suggestion))
  }

  /// Where a named object lay, if the question does not say.
  private mutating func findNamespaces(in investigated: Case) throws(InquiryError) {
    guard let names = scope.literalNames, scope.namespaces.any.isEmpty,
      tracks.values.contains(.collection)
    else { return }
    let resources = Set(selector.targets.map(\.resource.pattern))
    let finder = ObjectFinder(investigated)
    var seen: Set<String> = []
    for name in names {
      seen.formUnion(try finder.namespaces(ofName: name, resources: resources) ?? [])
    }
    scope.seenIn = seen.isEmpty ? nil : seen
  }

  /// The conditions of the filter that look at no object's name or namespace:
  /// those are asked of each request according to its track.
  var otherFilter: EventFilter { question.filter.without([.name, .namespace]) }

  /// Whether what was done shows in bodies only.
  var readsBodies: Bool { deed.special == .approve || deed.special == .deny }

  /// Whether all that ends the pods asked for is read anyway, so that who
  /// finished what shows without a second look at the case.
  var tellsEndings: Bool {
    deed.name == "delete" && otherFilter.isEmpty
      && selector.selects(group: "", resource: "pods", subresource: "")
  }
}
