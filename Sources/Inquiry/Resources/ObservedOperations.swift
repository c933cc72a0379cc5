internal import SQLite

/// One tuple of the table `operation`.
struct Operation: Sendable, Hashable {
  let id: Int64
  let verb: String
  let group: String
  /// Empty for a request that is about no resource.
  let resource: String
  /// Empty for the resource itself.
  let subresource: String
}

/// What was done in a case, by sort: a few thousand rows at most, unless
/// somebody asked for thousands of resources that do not exist.
struct ObservedOperations {
  let operations: [Operation]

  init(_ connection: Connection) throws(SQLiteError) {
    let rows = try connection.prepare(
      "SELECT operation_id, verb, api_group, resource, subresource FROM operation ORDER BY 1")
    var operations: [Operation] = []
    while try rows.step() {
      operations.append(
        Operation(
          id: rows.integer(0), verb: rows.text(1), group: rows.text(2), resource: rows.text(3),
          subresource: rows.text(4)))
    }
    self.operations = operations
  }

  /// The resources of the case, each once, in order.
  var resources: [String] { Set(operations.map(\.resource)).subtracting([""]).sorted() }

  /// The verbs of the case, each once, in order.
  var verbs: [String] { Set(operations.map(\.verb)).subtracting([""]).sorted() }

  /// Whether something below a resource was asked for by this name.
  func hasSubresource(_ word: String, of plural: String) -> Bool {
    operations.contains { $0.resource == plural && $0.subresource == word }
  }
}
