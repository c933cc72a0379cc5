internal import AuditEvents
internal import LogBytes
internal import SQLite

extension CaseReader {
  /// The events of an audit ID: every stage, and every request that bears it.
  ///
  /// The texts are compared, so these are no mere candidates.
  ///
  /// - Returns: row ids in order.
  public func events(withAuditID text: String) throws(CaseError) -> [Int64] {
    let id = AuditIDText(text)
    let candidates = isPlain ? nil : try events(.audit, keys: [id.key], atMost: .max)
    return try CaseError.wrapping { () throws(SQLiteError) in
      guard let candidates else {
        let rows = try connection.prepare(
          "SELECT event_id FROM event WHERE audit_id = ? ORDER BY 1")
        try id.bind(to: rows, at: 1)
        return try Self.integers(rows)
      }
      let row = try connection.prepare("SELECT audit_id = ? FROM event WHERE event_id = ?")
      try id.bind(to: row, at: 1)
      var found: [Int64] = []
      for candidate in candidates {
        try row.bind(candidate, at: 2)
        if try row.step(), row.integer(0) == 1 { found.append(candidate) }
        row.reset()
      }
      return found
    }
  }

  /// The events of actor tuples; candidates, for a row may have been replaced
  /// by a fuller copy since.
  ///
  /// - Parameter limit: how many are wanted at most.
  /// - Returns: row ids in order, or nil if there are more than `limit`.
  public func events(
    actorTuples: some Sequence<Int64>, atMost limit: Int = .max
  ) throws(CaseError) -> [Int64]? {
    try events(.actor, "actor_id", Set(actorTuples), limit)
  }

  /// The events of object tuples; as `events(actorTuples:atMost:)`.
  public func events(
    objectTuples: some Sequence<Int64>, atMost limit: Int = .max
  ) throws(CaseError) -> [Int64]? {
    try events(.object, "object_id", Set(objectTuples), limit)
  }

  /// The events of client tuples; as `events(actorTuples:atMost:)`.
  public func events(
    clientTuples: some Sequence<Int64>, atMost limit: Int = .max
  ) throws(CaseError) -> [Int64]? {
    try events(.client, "client_id", Set(clientTuples), limit)
  }

  private func events(
    _ kind: LookupKind, _ column: StaticString, _ tuples: Set<Int64>, _ limit: Int
  ) throws(CaseError) -> [Int64]? {
    guard isPlain else {
      return try events(kind, tuples: tuples, atMost: limit)
    }
    return try CaseError.wrapping { () throws(SQLiteError) in
      let rows = try connection.prepare("SELECT event_id, \(column) FROM event ORDER BY event_id")
      var found: [Int64] = []
      while try rows.step() {
        guard tuples.contains(rows.integer(1)) else { continue }
        guard found.count < limit else { return nil }
        found.append(rows.integer(0))
      }
      return found
    }
  }

  /// The object tuples of a name, under any URI.
  ///
  /// - Parameters:
  ///   - namespace: the namespace, empty for none; nil for any.
  ///   - limit: how many are wanted at most, whatever their namespace.
  /// - Returns: numbers in order, or nil if there may be more than `limit`.
  public func objectTuples(
    named name: String, inNamespace namespace: String? = nil, atMost limit: Int = .max
  ) throws(CaseError) -> [Int64]? {
    let condition =
      namespace == nil ? "name = ?1 AND ?2 IS NULL" : "name = ?1 AND coalesce(namespace, '') = ?2"
    return try objectTuples(.objectName, condition, (name, namespace), limit)
  }

  /// The object tuples of a namespace, whatever their name.
  ///
  /// - Parameter limit: how many are wanted at most.
  /// - Returns: numbers in order, or nil if there may be more than `limit`.
  public func objectTuples(
    inNamespace namespace: String, atMost limit: Int = .max
  ) throws(CaseError) -> [Int64]? {
    try objectTuples(.objectNamespace, "namespace = ?1 AND ?2 IS NULL", (namespace, nil), limit)
  }

  /// The texts are compared, for several may have one key.
  private func objectTuples(
    _ kind: LookupKind, _ condition: String, _ texts: (String, String?), _ limit: Int
  ) throws(CaseError) -> [Int64]? {
    var candidates =
      isPlain
      ? nil : try self.tuples(kind, keys: [LookupSegment.key(ofText: texts.0)], atMost: limit)
    if !isPlain, candidates == nil { return nil }
    if let many = candidates, many.count > 64, let namespace = texts.1, !namespace.isEmpty {
      // Reading thousands of tuples costs more than a second look-up.
      let key = LookupSegment.key(ofText: namespace)
      let others = try tuples(.objectNamespace, keys: [key], atMost: .max)
      candidates = others.map { Self.common(many, $0) } ?? many
    }
    return try CaseError.wrapping { () throws(SQLiteError) in
      let row = try connection.prepare(
        """
        SELECT object_id FROM object WHERE \(condition)\(isPlain ? "" : " AND object_id = ?3")
        ORDER BY object_id
        """)
      try row.bind(texts.0, at: 1)
      try row.bind(texts.1, at: 2)
      guard let candidates else { return try Self.integers(row) }
      var found: [Int64] = []
      for candidate in candidates {
        try row.bind(candidate, at: 3)
        if try row.step() { found.append(candidate) }
        row.reset()
      }
      return found
    }
  }

  /// What is in both of two lists in order.
  public static func common(_ one: [Int64], _ other: [Int64]) -> [Int64] {
    var place = 0
    return one.filter { number in
      while place < other.count, other[place] < number { place += 1 }
      return place < other.count && other[place] == number
    }
  }

  private static func integers(_ rows: Statement) throws(SQLiteError) -> [Int64] {
    var found: [Int64] = []
    while try rows.step() { found.append(rows.integer(0)) }
    return found
  }
}
