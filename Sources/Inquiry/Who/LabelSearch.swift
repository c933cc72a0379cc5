internal import CaseStore
internal import SQLite

/// The labels of an object, as the last body before a request shows them.
struct LabelSearch {
  /// More bodies than this are not read for one object.
  private static let mostBodies = 64

  private let investigated: Case
  private let bodies: EventBodies

  init(in investigated: Case) throws(InquiryError) {
    self.investigated = investigated
    bodies = try EventBodies(investigated)
  }

  /// The labels that an object had; nil where no body tells, or where a later
  /// request may have changed them.
  ///
  /// - Parameters:
  ///   - place: the object's namespace and name.
  ///   - resource: its kind, in the plural.
  ///   - row: the request before which it had them.
  func labels(
    of place: ObjectWrites.Place, _ resource: String, before row: Int64
  ) throws(InquiryError) -> [String: String]? {
    for write in try writes(of: place, resource, before: row).suffix(Self.mostBodies).reversed() {
      let found = try bodies.bodies(of: write.row)
      let answer = found.response?["kind"]?.text == "Status" ? nil : found.response
      if let whole = answer ?? (write.verb == "patch" ? nil : found.request) {
        let members = whole["metadata"]?["labels"]?.members ?? []
        return Dictionary(
          members.compactMap { member in member.value.text.map { (member.key, $0) } },
          uniquingKeysWith: { _, last in last })
      }
      guard let patch = found.request, !Self.mayChangeLabels(patch) else { return nil }
    }
    return nil
  }

  private static func mayChangeLabels(_ patch: JSONTree) -> Bool {
    guard case .object = patch else { return true }
    return patch["metadata"]?["labels"] != nil
  }

  /// The requests that wrote an object, in order.
  private func writes(
    of place: ObjectWrites.Place, _ resource: String, before row: Int64
  ) throws(InquiryError) -> [(row: EventRow, verb: String)] {
    let operations = investigated.operations.operations.filter {
      $0.resource == resource && $0.subresource.isEmpty
        && ["create", "update", "patch"].contains($0.verb)
    }
    let verbs = Dictionary(
      operations.map { ($0.id, $0.verb) }, uniquingKeysWith: { one, _ in one })
    let named = try ObjectFinder(investigated).candidates(
      names: [place.name], in: place.namespace, namelessIn: [],
      where: { $0 == place.namespace && ObjectFinder.isUnder([resource], $1) })
    do throws(SQLiteError) {
      let connection = investigated.reader.connection
      let tests = RowTests(RequestConditions(), connection)
        .adding(TupleVerdicts(.operation, admitting: verbs.keys, connection))
      let made = try WhoPlan.creations(of: [place.name], connection)
      var rows = try EventRows(
        investigated.reader, tests, width: .full,
        candidates: named.map { Set($0).union(made).sorted() })
      var texts = try RowTexts(connection)
      let facts = try BodyFactTexts(connection)
      var writes: [(row: EventRow, verb: String)] = []
      while let next = try rows.next(), next.id < row {
        let object = try texts.object(next)
        guard object.namespace == place.namespace, !next.isDryRun,
          try texts.answer(next).outcome == "allowed", let verb = verbs[next.operation]
        else { continue }
        let name = object.name.isEmpty ? try facts.name(next.id) : object.name
        if name == place.name { writes.append((next, verb)) }
      }
      return writes
    } catch {
      throw .database(error)
    }
  }
}
