internal import CaseStore
internal import SQLite

/// Goes through requests in order of time, and divides them into sessions.
///
/// Texts are looked at once a tuple: a row costs a few integers.
struct SessionSearch {
  /// The tuples that say whose a request is.
  private struct Owner: Hashable {
    let actor: Int64
    let client: Int64
  }

  private let pause: Int64
  private var rows: EventRows
  private var texts: SessionTexts
  /// The number of the session's key for tuples, and the keys.
  private var numbers: [Owner: Int] = [:]
  private var keys: [Session.Key: Int] = [:]
  /// The session that each key has at the moment.
  private var open: [Session] = []
  private var ended: [Session] = []

  init(
    _ investigated: Case, _ filter: EventFilter, _ pause: Int64
  ) throws(InquiryError) {
    self.pause = pause
    rows = try investigated.rows(filter, everyStage: false, width: .plain)
    let readsAll = rows.isScan
    texts = try InquiryError.wrapping { () throws(SQLiteError) in
      try SessionTexts(investigated, readsAll: readsAll)
    }
  }

  /// All sessions, in the order of their start.
  mutating func sessions() throws(SQLiteError) -> [Session] {
    while let row = try rows.next() { try add(row) }
    let all = (ended + open).map { (session: $0, order: $0.order) }
    return all.sorted { $0.order.isBefore($1.order) }.map(\.session)
  }

  private mutating func add(_ row: EventRow) throws(SQLiteError) {
    let number = try number(of: row)
    if open[number].isOver(at: row.time, pause) {
      ended.append(open[number])
      open[number] = Session(open[number].key)
    }
    let (outcome, namespace) = (try texts.outcome(row), try texts.namespace(row))
    let new = open[number].add(
      at: row.time, outcome: outcome, operation: row.operation, namespace: namespace)
    if new.operation { open[number].add(texts.operation(row)) }
    if new.namespace { open[number].add(namespace: texts.namespace(namespace)) }
  }

  private mutating func number(of row: EventRow) throws(SQLiteError) -> Int {
    let owner = Owner(actor: row.actor, client: row.client)
    if let number = numbers[owner] { return number }
    let key = try texts.key(row)
    let number = keys[key] ?? open.count
    if number == open.count {
      keys[key] = number
      open.append(Session(key))
    }
    // Bounded: there may be as many tuples as requests.
    if numbers.count >= 1 << 16 { numbers.removeAll(keepingCapacity: true) }
    numbers[owner] = number
    return number
  }
}

/// The texts of requests that sessions tell apart, each read once a tuple as far
/// as there is room.
struct SessionTexts {
  private var rows: RowTexts
  private var objects: TupleNumbers
  private var results: TupleNumbers
  private let operations: [Int64: Operation]
  /// The places of outcomes by their numbers.
  private var outcomes: [Int] = []

  init(_ investigated: Case, readsAll: Bool) throws(SQLiteError) {
    let connection = investigated.reader.connection
    rows = try RowTexts(connection)
    objects = try TupleNumbers(.object, [.column(0)], readsAll: readsAll, connection)
    results = try TupleNumbers(.result, [.column(3)], readsAll: readsAll, connection)
    operations = Dictionary(
      investigated.operations.operations.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
  }

  func operation(_ row: EventRow) -> Operation? { operations[row.operation] }

  /// The place of its outcome among `Session.outcomes`.
  mutating func outcome(_ row: EventRow) throws(SQLiteError) -> Int {
    let number = Int(try results.number(0, of: row.result))
    while outcomes.count <= number {
      let text = results.text(0, Int32(outcomes.count))
      outcomes.append(Session.outcomes.firstIndex(of: text) ?? Session.outcomes.count)
    }
    return outcomes[number]
  }

  /// The number of its namespace.
  mutating func namespace(_ row: EventRow) throws(SQLiteError) -> Int32 {
    try objects.number(0, of: row.object)
  }

  func namespace(_ number: Int32) -> String { objects.text(0, number) }

  /// Whose a request is.
  mutating func key(_ row: EventRow) throws(SQLiteError) -> Session.Key {
    let actor = try rows.actor(row)
    let client = try rows.client(row)
    return Session.Key(
      user: actor.user, impersonated: actor.impersonated, credential: try rows.credential(row),
      address: client.addresses.last ?? "", agent: client.agent)
  }
}
