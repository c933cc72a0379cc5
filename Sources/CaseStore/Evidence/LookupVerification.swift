internal import AuditEvents
internal import LogBytes
internal import SQLite

/// Checks that the look-ups of a case find all of its events and objects.
///
/// Questions trust them: an event that they miss would be in no answer.
public struct LookupVerification {
  /// What is wrong, one sentence each, a few at most.
  public private(set) var problems: [String] = []

  private static let limit = 20
  private static let eventKinds: [LookupKind] = [.audit, .actor, .object, .client]

  private let connection: Connection
  private let find: Statement
  /// Events found by all their keys, as often as that is.
  private var found: [Int64] = []
  /// Object tuples found by name and by namespace.
  private var named: [LookupKind: Set<Int64>] = [.objectName: [], .objectNamespace: []]

  /// Checks a case.
  ///
  /// One without any look-ups is right: it is read row by row.
  public init(path: String) throws(CaseError) {
    let connection = try CaseFile.openForReading(path)
    self.connection = connection
    find = try CaseError.wrapping { () throws(SQLiteError) in
      try connection.begin(.deferred)
      return try connection.prepare(
        "SELECT audit_id, actor_id, object_id, client_id FROM event WHERE event_id = ?",
        persistent: true)
    }
    do {
      let segments = try LookupSegmentFacts.all(connection)
      if segments.isEmpty { return }
      for segment in segments { try verify(segment) }
      try verifyAllFound()
    } catch {
      throw .database(error)
    }
  }

  private mutating func note(_ problem: String) {
    if problems.count < Self.limit { problems.append(problem) }
  }

  private mutating func verify(_ segment: LookupSegmentFacts) throws(SQLiteError) {
    let ids = try ids(of: segment)
    if Int64(ids.count) != segment.events {
      note("look-ups: segment \(segment.id) names \(ids.count) events, not \(segment.events)")
    }
    var keys: [[UInt32?]] = []
    for kind in Self.eventKinds {
      var own = [UInt32?](repeating: nil, count: ids.count)
      for entry in try entries(kind, segment) where entry.value < UInt64(ids.count) {
        own[Int(entry.value)] = entry.key
      }
      keys.append(own)
    }
    for (ordinal, id) in ids.enumerated() {
      guard let expected = try eventKeys(id) else {
        if try !isGone(id) { note("look-ups: event \(id) is not there") }
        continue
      }
      // A row that was pointed at a fuller copy is found in a later segment.
      if expected.indices.allSatisfy({ keys[$0][ordinal] == expected[$0] }) { found.append(id) }
    }
    for kind in [LookupKind.objectName, .objectNamespace] { try verifyNames(kind, segment) }
  }

  /// Whether a row was taken away for its whole copy.
  private func isGone(_ id: Int64) throws(SQLiteError) -> Bool {
    let row = try connection.prepare("SELECT 1 FROM event_gone WHERE event_id = ?")
    try row.bind(id, at: 1)
    return try row.step()
  }

  private func ids(of segment: LookupSegmentFacts) throws(SQLiteError) -> [Int64] {
    var ids: [Int64] = []
    try forEachBucket(.ids, segment) { _, bytes in ids += PostingsReader.ids(bytes) }
    return ids
  }

  /// The entries of a kind that lie in the bucket where they are sought.
  private func entries(
    _ kind: LookupKind, _ segment: LookupSegmentFacts
  ) throws(SQLiteError) -> [(key: UInt32, value: UInt64)] {
    var entries: [(key: UInt32, value: UInt64)] = []
    let buckets = segment.buckets(of: kind)
    try forEachBucket(kind, segment) { bucket, bytes in
      entries += PostingsReader(bytes).entries().filter {
        LookupSegment.bucket(of: $0.key, among: buckets) == bucket
      }
    }
    return entries
  }

  private func forEachBucket(
    _ kind: LookupKind, _ segment: LookupSegmentFacts, _ use: (Int64, [UInt8]) -> Void
  ) throws(SQLiteError) {
    let rows = try connection.prepare(
      "SELECT lookup_id, postings FROM lookup WHERE lookup_id BETWEEN ? AND ? ORDER BY 1")
    let first = kind.row(segment: segment.id, bucket: 0)
    try rows.bind(first, at: 1)
    try rows.bind(first + (1 << 24 - 1), at: 2)
    while try rows.step() { use(rows.integer(0) - first, rows.blob(1)) }
  }

  /// The keys that an event is to be found by, in the order of `eventKinds`.
  private func eventKeys(_ id: Int64) throws(SQLiteError) -> [UInt32]? {
    defer { find.reset() }
    try find.bind(id, at: 1)
    guard try find.step() else { return nil }
    let halves = find.type(0) == .blob ? UUIDBytes.halves(find.blob(0)) : nil
    let hash = halves.map { AuditIDHash.of(high: $0.high, low: $0.low) }
    return [LookupSegment.key(ofAudit: hash ?? AuditIDHash.of(find.text(0)))]
      + (1...3).map { LookupSegment.key(ofTuple: find.integer($0)) }
  }

  private mutating func verifyNames(
    _ kind: LookupKind, _ segment: LookupSegmentFacts
  ) throws(SQLiteError) {
    let row = try connection.prepare("SELECT name, namespace FROM object WHERE object_id = ?")
    let column: Int32 = kind == .objectName ? 0 : 1
    for entry in try entries(kind, segment) {
      defer { row.reset() }
      let tuple = Int64(entry.value)
      try row.bind(tuple, at: 1)
      guard try row.step() else {
        note("look-ups: object \(tuple) is not there")
        continue
      }
      let hash = row.withBytes(column) { bytes in bytes.withUnsafeBytes { ByteHash.of($0) } }
      if UInt32(truncatingIfNeeded: hash >> 32) == entry.key { named[kind]?.insert(tuple) }
    }
  }

  /// Walks through all events and objects, which are all to be among the found.
  private mutating func verifyAllFound() throws(SQLiteError) {
    found.sort()
    var rest = found[...]
    let events = try connection.prepare("SELECT event_id FROM event ORDER BY 1")
    while try events.step() {
      let id = events.integer(0)
      rest = rest.drop { $0 < id }
      if rest.first != id { note("look-ups: event \(id) is not found by all its keys") }
    }
    for (kind, column) in [(LookupKind.objectName, "name"), (.objectNamespace, "namespace")] {
      let objects = try connection.prepare(
        "SELECT object_id FROM object WHERE \(column) <> '' ORDER BY 1")
      while try objects.step() {
        guard named[kind]?.contains(objects.integer(0)) == false else { continue }
        note("look-ups: object \(objects.integer(0)) is not found by its \(column)")
      }
    }
  }
}
