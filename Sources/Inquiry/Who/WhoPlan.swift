internal import Patterns

/// A question, understood for one case.
struct WhoPlan {
  let question: WhoQuestion
  let deed: Deed
  let selector: ResourceSelector
  var scope: ObjectScope
  /// What each operation of the case means for it; others mean nothing.
  let tracks: [Int64: Track]

  /// Understands a question.
  ///
  /// - Throws: `question` for a verb that is none.
  init(_ question: WhoQuestion, in investigated: Case) throws(InquiryError) {
    var deed = try Self.deed(question.verb, investigated)
    var resolved = investigated.resolver.resolve(question.resource)
    if deed.special == .debug, resolved.selector.selects(group: "", resource: "nodes") {
      // kubectl makes a pod for it, and names it after the node.
      deed = Deed(name: deed.name, rules: [Deed.Rule(verbs: ["create"])])
      let node = resolved.name ?? "*"
      resolved = investigated.resolver.resolve("pods/node-debugger-\(node)-*")
    }
    self.question = question
    self.deed = deed
    selector = resolved.selector
    scope = ObjectScope(
      name: resolved.name.map { Glob($0) },
      names: TextCondition(question.filter.terms(.name)),
      namespaces: TextCondition(question.filter.terms(.namespace)), seenIn: nil)
    var tracks: [Int64: Track] = [:]
    for operation in investigated.operations.operations {
      if let track = Track(operation, deed, selector) { tracks[operation.id] = track }
    }
    self.tracks = tracks
    try findNamespaces(in: investigated)
  }

  private static func deed(
    _ verb: String, _ investigated: Case
  ) throws(InquiryError) -> Deed {
    if let deed = Deed(word: verb) { return deed }
    let observed = investigated.operations.verbs
    if let same = observed.first(where: { $0 == verb.lowercased() }) {
      return Deed(auditVerb: same)
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
}
