internal import Patterns

/// A question about an object's life, understood for one case.
struct HistoryPlan {
  let question: HistoryQuestion
  /// Which requests are about it.
  let who: WhoPlan
  /// The name of the owner asked for, and its resource where that is said.
  let owner: (resources: Set<String>, name: Glob)?
  let labels: [(key: String, value: Glob)]
  /// Whether rows of several objects may come.
  let isAboutSeveral: Bool

  init(_ question: HistoryQuestion, in investigated: Case) throws(InquiryError) {
    self.question = question
    who = try WhoPlan(
      WhoQuestion(verb: "history", resource: question.resource, filter: question.filter),
      question.isEverything ? Self.everything : Self.life, in: investigated)
    owner = question.owner.map { Self.owner($0, investigated) }
    labels = try question.labels.map { (text) throws(InquiryError) in try Self.label(text) }
    isAboutSeveral =
      who.scope.literalNames?.count != 1
      || who.selector.targets.contains { !$0.resource.isLiteral }
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

  private static func label(_ text: String) throws(InquiryError) -> (key: String, value: Glob) {
    let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, !halves[0].isEmpty else { throw .question(.notALabel(text)) }
    let value = halves[1].hasPrefix("=") ? halves[1].dropFirst() : halves[1]
    return (String(halves[0]), Glob(String(value)))
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
    return isOwned
      && labels.allSatisfy { label in
        state.labels[label.key].map(label.value.matches) ?? false
      }
  }
}
