internal import CaseStore
internal import SQLite

/// Numbers the details of rows: of nearly all the query says everything, and is
/// read once an object; the others are composed one by one.
final class DetailNumbers {
  /// An operation's kind is kept in an array up to this number.
  private static let mostKinds: Int64 = 1 << 16
  /// A number beyond any table is a stranger's case; no array for it.
  private static let mostTuples: Int64 = 1 << 31 - 1

  private let details: EventDetail
  private var operations: TupleCells
  private var objects: TupleCells
  private var results: TupleCells
  private(set) var texts = TextNumbers()
  private var kinds: [OperationKind?] = []
  /// What the query of each object says.
  private var queries: [Int32] = []
  /// Which results say something.
  private var answers: [Bool] = []
  /// Details that need no body, by operation and object, and by that and result.
  private var deeds = PairNumbers()
  private var combinations = PairNumbers()
  private var composed: [Int32] = []

  init(_ connection: Connection) throws(SQLiteError) {
    details = try EventDetail(connection)
    operations = try TupleCells(.operation, connection, places: 1 << 10)
    objects = try TupleCells(.object, connection, places: 1 << 13)
    results = try TupleCells(.result, connection, places: 1 << 12)
    try readQueries(connection)
    try readAnswers(connection)
  }

  private func readQueries(_ connection: Connection) throws(SQLiteError) {
    let rows = try connection.prepare(
      """
      SELECT object_id, coalesce(request_uri, uri_rest) FROM object
      WHERE object_id BETWEEN 0 AND ? AND instr(coalesce(request_uri, uri_rest), '?')
      """)
    try rows.bind(Self.mostTuples, at: 1)
    while try rows.step() {
      let parts = QueryDetail.parts(RequestURI(rows.text(1)))
      if parts.isEmpty { continue }
      let number = texts.number(of: parts.joined(separator: "; "))
      Self.note(number, rows.integer(0), in: &queries, absent: TextNumbers.absent)
    }
  }

  private func readAnswers(_ connection: Connection) throws(SQLiteError) {
    let rows = try connection.prepare(
      "SELECT result_id FROM result WHERE refused_by IS NOT NULL AND result_id BETWEEN 0 AND ?")
    try rows.bind(Self.mostTuples, at: 1)
    while try rows.step() { Self.note(true, rows.integer(0), in: &answers, absent: false) }
  }

  private static func note<Note>(_ note: Note, _ id: Int64, in notes: inout [Note], absent: Note) {
    let missing = Int(id) + 1 - notes.count
    if missing > 0 {
      notes.append(contentsOf: repeatElement(absent, count: max(missing, notes.count)))
    }
    notes[Int(id)] = note
  }

  /// What of a row its detail is made of.
  struct Row {
    let id: Int64
    let flags: Int64
    let operation: Int64
    let object: Int64
    let result: Int64

    var level: UInt8 { UInt8(truncatingIfNeeded: flags >> 7 & 7) }
    var isDryRun: Bool { flags & EventRow.dryRunFlag != 0 }
  }

  /// The number of a row's detail.
  @inline(__always)
  func number(_ row: Row) throws(SQLiteError) -> UInt64 {
    let kind = try kind(row.operation)
    let answer = Int(truncatingIfNeeded: row.result)
    let says = answer >= 0 && answer < answers.count ? answers[answer] : false
    guard kind.isPlain(level: row.level), !row.isDryRun, !says else {
      return UInt64(try composed(row, kind))
    }
    let object = Int(truncatingIfNeeded: row.object)
    return object >= 0 && object < queries.count ? UInt64(queries[object]) : 0
  }

  @inline(__always)
  private func kind(_ operation: Int64) throws(SQLiteError) -> OperationKind {
    if operation >= 0, operation < kinds.count, let kind = kinds[Int(operation)] { return kind }
    // The place first: it may be where there was none before.
    let place = try operations.place(of: operation)
    let kind = details.kind(operation, operations, place)
    if operation >= 0, operation < Self.mostKinds {
      Self.note(kind, operation, in: &kinds, absent: nil)
    }
    return kind
  }

  private func composed(_ row: Row, _ kind: OperationKind) throws(SQLiteError) -> Int32 {
    // A body is its own row's.
    guard kind.facts.isEmpty || row.level <= 1 else { return try text(row, kind) }
    let deed = deeds.number(
      UInt64(bitPattern: row.operation), UInt64(bitPattern: row.object))
    let combination = combinations.number(
      UInt64(deed), UInt64(bitPattern: row.result) << 1 | (row.isDryRun ? 1 : 0))
    if combination == composed.count { composed.append(try text(row, kind)) }
    return composed[combination]
  }

  private func text(_ row: Row, _ kind: OperationKind) throws(SQLiteError) -> Int32 {
    let object = try objects.place(of: row.object)
    let result = try results.place(of: row.result)
    let value = try details.value(
      id: row.id, level: row.level, isDryRun: row.isDryRun, kind, uri: objects[object, 2],
      query: objects.derived(object), isNamed: objects[object, 1] != .null,
      annotations: results[result, 7], answer: results.derived(result))
    guard case .text(let text) = value else { return TextNumbers.absent }
    return texts.number(of: text)
  }
}
