internal import CaseStore
internal import SQLite

/// Looks for the deletion that a controller's followed from: that of the
/// namespace, or of an owner, whose name pods' and replica sets' names begin
/// with.
struct Causes {
  /// An object that a controller deleted, and when at the latest.
  struct Victim: Equatable {
    let namespace: String
    /// Empty where it deleted everything in the namespace.
    let name: String
    let last: Int64
  }

  private static let owners: Set<String> = [
    "deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs",
    "replicationcontrollers",
  ]

  private let investigated: Case

  init(_ investigated: Case) {
    self.investigated = investigated
  }

  /// The sentence, if there is such a deletion in the case.
  func cause(of victim: Victim) throws(InquiryError) -> String? {
    if !victim.namespace.isEmpty,
      let text = try deletion(
        of: victim.namespace, in: victim, resources: ["namespaces"])
    {
      return text
    }
    var name = victim.name[...]
    var text: String?
    while let dash = name.lastIndex(of: "-") {
      name = name[..<dash]
      // The shortest name is that of what a person deleted.
      text = try deletion(of: String(name), in: victim, resources: Self.owners) ?? text
    }
    return text
  }

  private func deletion(
    of name: String, in victim: Victim, resources: Set<String>
  ) throws(InquiryError) -> String? {
    let operations = investigated.operations.operations.filter {
      $0.verb == "delete" && $0.subresource.isEmpty && resources.contains($0.resource)
    }
    let byID = Dictionary(operations.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    let finder = ObjectFinder(investigated)
    guard !byID.isEmpty,
      let tuples = try finder.tuples(
        named: name,
        where: { $0 == victim.namespace && ObjectFinder.isUnder(resources, $1) })
    else { return nil }
    let candidates = try finder.events(tuples)
    guard let candidates, !candidates.isEmpty else { return nil }
    do throws(SQLiteError) {
      let connection = investigated.reader.connection
      let tests = RowTests(RequestConditions(), connection)
        .adding(TupleVerdicts(.operation, admitting: byID.keys, connection))
      let rows = try EventRows(investigated.reader, tests, candidates: candidates)
      let texts = try RowTexts(connection)
      var found: String?
      while let row = try rows.next() {
        guard let time = row.time, time.microseconds <= victim.last, !row.isDryRun,
          try texts.object(row).namespace == victim.namespace,
          try texts.answer(row).outcome == "allowed", let operation = byID[row.operation]
        else { continue }
        let actor = try texts.actor(row).text
        found = "\(actor) deleted \(operation.resource)/\(name) at \(time.text)"
      }
      return found
    } catch {
      throw .database(error)
    }
  }
}
