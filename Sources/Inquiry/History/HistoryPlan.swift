internal import Patterns

/// A question about an object's life, understood for one case.
struct HistoryPlan {
  let question: HistoryQuestion
  /// Which requests are about it.
  let who: WhoPlan
  /// The name of the owner asked for, and its resource where that is said.
  let owner: (resources: Set<String>, name: Glob)?
  let labels: [LabelSelector]
  /// Whether rows of several objects may come.
  let isAboutSeveral: Bool
  /// Whether they may lie in several namespaces.
  let isAboutNamespaces: Bool

  init(_ question: HistoryQuestion, in investigated: Case) throws(InquiryError) {
    self.question = question
    who = try WhoPlan(
      WhoQuestion(verb: "history", resource: question.resource, filter: question.filter),
      question.isEverything ? Self.everything : Self.life, in: investigated)
    owner = question.owner.map { Self.owner($0, investigated) }
    labels = try question.labels.map { (text) throws(InquiryError) in try Self.label(text) }
    let scope = who.scope
    let seen = try Self.namespaces(of: who, in: investigated)
    let isNamespaced = who.selector.targets.contains { target in
      let plural = target.resource.pattern
      let group = target.group?.pattern ?? ""
      return investigated.catalog.isNamespaced(plural, group: group) ?? true
    }
    isAboutNamespaces =
      isNamespaced && scope.namespaces.literals?.count != 1 && seen?.count != 1
    isAboutSeveral =
      scope.literalNames?.count != 1 || isAboutNamespaces && (seen?.count ?? 0) > 1
      || who.selector.targets.contains { !$0.resource.isLiteral }
  }

  /// Where the object of a name lay, if the question does not say.
  private static func namespaces(
    of who: WhoPlan, in investigated: Case
  ) throws(InquiryError) -> Set<String>? {
    guard who.scope.namespaces.any.isEmpty, let name = who.scope.literalNames?.first else {
      return nil
    }
    if let seen = who.scope.seenIn { return seen }
    let resources = Set(who.selector.targets.map(\.resource.pattern))
    return try ObjectFinder(investigated).namespaces(ofName: name, resources: resources)
  }

  private static let life = Deed(
    name: "history",
    rules: [Deed.Rule(verbs: ["create", "update", "patch", "delete"], below: .anything)],
    collections: ["deletecollection"], byEviction: true)

  private static let everything = Deed(
    name: "history", rules: [Deed.Rule(verbs: [], below: .anything)],
    collections: ["deletecollection"], byEviction: true)

  private static func owner(
    _ text: String, _ investigated: Case
  ) -> (resources: Set<String>, name: Glob) {
    let resolved = investigated.resolver.resolve(text)
    guard let name = resolved.name else { return ([], Glob(text)) }
    return (Set(resolved.selector.targets.map(\.resource.pattern)), Glob(name))
  }

  private static func label(_ text: String) throws(InquiryError) -> LabelSelector {
    guard let selector = LabelSelector(text) else { throw .question(.notALabel(text)) }
    return selector
  }

  /// Whether only bodies tell which objects are meant.
  var needsBodies: Bool { owner != nil || !labels.isEmpty }

  /// Whether an object is one of those asked for, as far as its bodies say.
  func selects(_ state: ObjectState, _ catalog: ResourceCatalog) -> Bool {
    let isOwned =
      owner.map { owner in
        state.owners.contains { reference in
          let plurals = catalog.kinds(named: reference.kind).map(\.plural)
          return owner.name.matches(reference.name)
            && (owner.resources.isEmpty || plurals.contains(where: owner.resources.contains)
              || plurals.isEmpty)
        }
      } ?? true
    return isOwned && labels.allSatisfy { $0.holds(state.labels) }
  }
}
