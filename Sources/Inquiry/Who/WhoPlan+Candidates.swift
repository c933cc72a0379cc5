internal import CaseStore
internal import Patterns
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
      !tracks.values.contains(.podOfWorkload)
    {
      return try candidates(named: names, spaces, in: investigated)
    }
    if collectionNamespaces(investigated) != nil {
      conditions.add(.object, .namespace, scope.namespaces)
    }
    return try plan.candidates(conditions, RowTests(conditions, investigated.reader.connection))
  }

  private func candidates(
    named names: [String], _ namespaces: [String], in investigated: Case
  ) throws(InquiryError) -> [Int64]? {
    let resources = Set(selector.targets.map(\.resource.pattern))
    let isLiteral = selector.targets.allSatisfy(\.resource.isLiteral)
    let found = try ObjectFinder(investigated).candidates(
      names: names,
      in: scope.namespaces.literals?.count == 1 ? scope.namespaces.literals?.first : nil,
      namelessIn: namespaces,
      where: { namespace, uri in
        scope.namespaces.holds(namespace) && (!isLiteral || ObjectFinder.isUnder(resources, uri))
      })
    guard let found, mayBeGenerated else { return found }
    let made = try InquiryError.wrapping { () throws(SQLiteError) in
      try Self.creations(of: names, investigated.reader.connection)
    }
    return Set(found).union(made).sorted()
  }

  /// Whether the name may stand in an answer's body only, not in the log's
  /// reference: the server makes it up.
  var mayBeGenerated: Bool {
    deed.rules.contains { rule in
      guard rule.verbs.isEmpty || rule.verbs.contains("create") else { return false }
      if case .subresource = rule.below { return false }
      return true
    }
  }

  static func creations(
    of names: [String], _ connection: Connection
  ) throws(SQLiteError) -> [Int64] {
    let places = Array(repeating: "?", count: names.count).joined(separator: ", ")
    let rows = try connection.prepare("SELECT event_id FROM body_name WHERE name IN (\(places))")
    for (index, name) in names.enumerated() { try rows.bind(name, at: Int32(index + 1)) }
    var ids: [Int64] = []
    while try rows.step() { ids.append(rows.integer(0)) }
    return ids
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
