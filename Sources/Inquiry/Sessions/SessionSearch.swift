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
  private var open: [Session?] = []
  private var ended: [Session] = []

  init(
    _ investigated: Case, _ filter: EventFilter, _ pause: Int64
  ) throws(InquiryError) {
    self.pause = pause
    rows = try investigated.rows(filter, everyStage: false, width: .plain)
    texts = try InquiryError.wrapping { () throws(SQLiteError) in try SessionTexts(investigated) }
  }

  /// All sessions, in the order of their start.
  mutating func sessions() throws(SQLiteError) -> [Session] {
    var batch: [EventRow] = []
    repeat {
      batch.removeAll(keepingCapacity: true)
      while batch.count < 1024, let row = try rows.next() { batch.append(row) }
      try texts.prepare(batch)
      for row in batch { try add(row) }
    } while batch.count == 1024
    let all = (ended + open.compactMap(\.self)).map { (session: $0, order: $0.order) }
    return all.sorted { $0.order.isBefore($1.order) }.map(\.session)
  }

  private mutating func add(_ row: EventRow) throws(SQLiteError) {
    let number = try number(of: row)
    if let session = open[number], session.isOver(at: row.time, pause) {
      ended.append(session)
      open[number] = Session(session.key)
    }
    let (outcome, namespace) = (try texts.outcome(row), try texts.namespace(row))
    open[number]?.add(
      at: row.time, outcome: outcome, operation: texts.operation(row), namespace: namespace)
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
  private let operations: [Int64: Operation]
  private var outcomes: [Int64: String] = [:]

  init(_ investigated: Case) throws(SQLiteError) {
    rows = try RowTexts(investigated.reader.connection)
    operations = Dictionary(
      investigated.operations.operations.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
  }

  mutating func prepare(_ batch: [EventRow]) throws(SQLiteError) { try rows.prepare(batch) }

  func operation(_ row: EventRow) -> Operation? { operations[row.operation] }

  mutating func outcome(_ row: EventRow) throws(SQLiteError) -> String {
    if let outcome = outcomes[row.result] { return outcome }
    let outcome = try rows.answer(row).outcome
    if outcomes.count >= 1 << 16 { outcomes.removeAll(keepingCapacity: true) }
    outcomes[row.result] = outcome
    return outcome
  }

  mutating func namespace(_ row: EventRow) throws(SQLiteError) -> String {
    try rows.namespace(row)
  }

  /// Whose a request is.
  mutating func key(_ row: EventRow) throws(SQLiteError) -> Session.Key {
    let actor = try rows.actor(row)
    let client = try rows.client(row)
    return Session.Key(
      user: actor.user, impersonated: actor.impersonated, credential: try rows.credential(row),
      address: client.addresses.last ?? "", agent: client.agent)
  }
}
