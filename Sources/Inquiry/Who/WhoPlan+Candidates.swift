internal import CaseStore
internal import SQLite

extension WhoPlan {
  /// The ids of rows among which the answer's are, in order; nil where a scan
  /// of the operations is the way.
  func candidates(
    in investigated: Case, _ conditions: RequestConditions, _ tests: RowTests
  ) throws(InquiryError) -> [Int64]? {
    let plan = EventPlan(reader: investigated.reader)
    guard plan.limit > 0 else { return nil }
    var conditions = conditions
    if let names = scope.literalNames, let spaces = collectionNamespaces(investigated),
      !mayBeGenerated
    {
      return try ObjectFinder(investigated).candidates(names: names, namelessIn: spaces)
    }
    if collectionNamespaces(investigated) != nil {
      conditions.add(.object, .namespace, scope.namespaces)
    }
    return try plan.candidates(conditions, RowTests(conditions, investigated.reader.connection))
  }

  /// Whether the name may stand in an answer's body only, not in the log's
  /// reference.
  private var mayBeGenerated: Bool {
    deed.rules.contains { $0.verbs.contains("create") && $0.below == .itself }
  }

  /// The namespaces in which requests about many objects count; nil where some
  /// count that lie in none, so that no look-up finds them.
  private func collectionNamespaces(_ investigated: Case) -> [String]? {
    let verbs = investigated.operations.operations.filter { operation in
      switch tracks[operation.id] {
      case .collection: true
      case .direct: operation.isAboutMany
      default: false
      }
    }
    guard !verbs.isEmpty else { return [] }
    let isNamespaced = verbs.allSatisfy {
      $0.verb == "deletecollection"
        && investigated.catalog.isNamespaced($0.resource, group: $0.group) == true
    }
    guard isNamespaced else { return nil }
    if let namespaces = scope.namespaces.literals { return namespaces }
    return scope.seenIn?.sorted()
  }
}
