internal import CaseStore
internal import SQLite

/// Finds out whether the look-ups lead to few enough rows.
///
/// Reading a row by its id costs about as much as passing over twenty in a
/// scan, so a list of candidates is worth it up to a twentieth of the case.
struct EventPlan {
  /// A case this small is scanned: that takes milliseconds.
  private static let smallCase: Int64 = 20_000
  /// Few enough not to look for fewer.
  private static let few = 1000
  /// More tuples than this are no starting point.
  private static let mostTuples = 4096

  let reader: CaseReader

  /// How many candidates are worth it; 0 for a small case.
  var limit: Int {
    guard let events = reader.indexedEvents, events > Self.smallCase else { return 0 }
    return Int(min(events / 20, 1_000_000))
  }

  /// The ids of rows among which all are that pass, in order; nil where a scan
  /// is the way.
  func candidates(
    _ conditions: RequestConditions, _ tests: RowTests
  ) throws(InquiryError) -> [Int64]? {
    let limit = limit
    guard limit > 0 || !(conditions.auditIDs.literals ?? []).isEmpty else { return nil }
    if let literals = conditions.auditIDs.literals { return try events(withAuditIDs: literals) }
    var found: [Int64]?
    for look in [named, ofActors, ofClients, inNamespaces] {
      if let few = found, few.count <= Self.few { break }
      guard let ids = try look(conditions, tests, found?.count ?? limit) else { continue }
      found = found.map { CaseReader.common($0, ids) } ?? ids
    }
    return found
  }

  private func events(withAuditIDs texts: [String]) throws(InquiryError) -> [Int64] {
    var ids: Set<Int64> = []
    for text in texts {
      ids.formUnion(
        try InquiryError.reading { () throws(CaseError) in try reader.events(withAuditID: text) })
    }
    return ids.sorted()
  }

  private func named(
    _ conditions: RequestConditions, _ tests: RowTests, _ limit: Int
  ) throws(InquiryError) -> [Int64]? {
    guard let names = literals(.name, conditions) else { return nil }
    return try objects(names, tests, limit) { name throws(CaseError) in
      try reader.objectTuples(named: name, atMost: limit)
    }
  }

  private func inNamespaces(
    _ conditions: RequestConditions, _ tests: RowTests, _ limit: Int
  ) throws(InquiryError) -> [Int64]? {
    guard let namespaces = literals(.namespace, conditions) else { return nil }
    return try objects(namespaces, tests, limit) { namespace throws(CaseError) in
      try reader.objectTuples(inNamespace: namespace, atMost: Self.mostTuples)
    }
  }

  private func literals(_ column: TupleColumn, _ conditions: RequestConditions) -> [String]? {
    conditions.tests[.object]?.literals.first { $0.column == column }?.texts
  }

  private func objects(
    _ texts: [String], _ tests: RowTests, _ limit: Int,
    _ look: (String) throws(CaseError) -> [Int64]?
  ) throws(InquiryError) -> [Int64]? {
    let verdicts = tests.verdicts.first { $0.table == .object }
    var tuples: [Int64] = []
    for text in texts {
      let found = try InquiryError.reading { () throws(CaseError) in try look(text) }
      guard let found else { return nil }
      try InquiryError.wrapping { () throws(SQLiteError) in
        for id in found { if try verdicts?.admits(id) ?? true { tuples.append(id) } }
      }
    }
    guard tuples.count <= Self.mostTuples else { return nil }
    return try InquiryError.reading { () throws(CaseError) in
      try reader.events(objectTuples: tuples, atMost: limit)
    }
  }

  private func ofActors(
    _ conditions: RequestConditions, _ tests: RowTests, _ limit: Int
  ) throws(InquiryError) -> [Int64]? {
    guard let tuples = try admitted(.actor, tests) else { return nil }
    return try InquiryError.reading { () throws(CaseError) in
      try reader.events(actorTuples: tuples, atMost: limit)
    }
  }

  private func ofClients(
    _ conditions: RequestConditions, _ tests: RowTests, _ limit: Int
  ) throws(InquiryError) -> [Int64]? {
    guard let tuples = try admitted(.client, tests) else { return nil }
    return try InquiryError.reading { () throws(CaseError) in
      try reader.events(clientTuples: tuples, atMost: limit)
    }
  }

  /// The tuples of a small table that pass, if that table is tested and they
  /// are few.
  private func admitted(_ table: TupleTable, _ tests: RowTests) throws(InquiryError) -> [Int64]? {
    guard let verdicts = tests.verdicts.first(where: { $0.table == table }) else { return nil }
    try InquiryError.wrapping { () throws(SQLiteError) in try verdicts.judgeAll() }
    guard let tuples = verdicts.admitted, tuples.count <= Self.mostTuples else { return nil }
    return tuples
  }
}
