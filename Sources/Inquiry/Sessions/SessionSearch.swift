internal import CaseStore
internal import SQLite

/// Goes through requests in order of time, and divides them into sessions.
struct SessionSearch {
  private let pause: Int64
  private let operations: [Int64: Operation]
  private let investigated: Case
  private var rows: EventRows
  private var texts: RowTexts
  private var open: [Session.Key: Session] = [:]
  private var ended: [Session] = []

  init(
    _ investigated: Case, _ filter: EventFilter, _ pause: Int64
  ) throws(InquiryError) {
    self.investigated = investigated
    self.pause = pause
    operations = Dictionary(
      investigated.operations.operations.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    rows = try investigated.rows(filter, everyStage: false, width: .plain)
    texts = try InquiryError.wrapping { () throws(SQLiteError) in
      try RowTexts(investigated.reader.connection)
    }
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
    return (ended + open.values).sorted { $0.isBefore($1) }
  }

  private mutating func add(_ row: EventRow) throws(SQLiteError) {
    let actor = try texts.actor(row)
    let client = try texts.client(row)
    let key = Session.Key(
      user: actor.user, impersonated: actor.impersonated,
      credential: try texts.credential(row), address: client.addresses.last ?? "",
      agent: client.agent)
    if let session = open[key], session.isOver(at: row.time, pause) {
      ended.append(session)
      open[key] = nil
    }
    let operation = operations[row.operation]
    open[key, default: Session(key)].add(
      at: row.time, outcome: try texts.answer(row).outcome, verb: operation?.verb ?? "",
      resource: operation?.resourceText ?? "", namespace: try texts.object(row).namespace)
  }
}

/// One stretch of activity.
struct Session {
  /// Whose it is.
  struct Key: Hashable {
    let user: String
    let impersonated: String
    let credential: String
    let address: String
    let agent: String

    /// The order of sessions that start at once.
    var order: [String] { [user, impersonated, credential, address, agent] }
  }

  /// More of a kind than this are counted.
  private static let mostTexts = 20

  private let key: Key
  private var start: Moment?
  private var end: Moment?
  private var counts: [String: Int64] = [:]
  private var verbs = Mentions()
  private var resources = Mentions()
  private var namespaces = Mentions()

  init(_ key: Key) { self.key = key }

  /// Whether a request comes after too long a silence.
  func isOver(at time: Moment?, _ pause: Int64) -> Bool {
    guard let end, let time else { return false }
    return time.microseconds - end.microseconds > pause
  }

  mutating func add(
    at time: Moment?, outcome: String, verb: String, resource: String, namespace: String
  ) {
    counts[outcome, default: 0] += 1
    verbs.add(verb)
    resources.add(resource)
    namespaces.add(namespace)
    guard let time else { return }
    if start == nil { start = time }
    end = time
  }

  /// The order of an answer's rows.
  func isBefore(_ other: Session) -> Bool {
    let (one, two) = (start?.microseconds ?? .min, other.start?.microseconds ?? .min)
    return one != two ? one < two : key.order.lexicographicallyPrecedes(other.key.order)
  }

  /// The values in the order of `Sessions.columns`.
  var values: [Value] {
    func text(_ text: String) -> Value { text.isEmpty ? .null : .text(text) }
    var seconds = Value.null
    if let start, let end {
      seconds = .integer((end.microseconds - start.microseconds) / 1_000_000)
    }
    var values = [
      start?.value ?? .null, end?.value ?? .null, seconds, text(key.user), text(key.impersonated),
      text(key.credential), text(key.address), text(key.agent),
    ]
    values.append(.integer(counts.values.reduce(0, +)))
    for outcome in ["allowed", "denied", "failed", "pending"] {
      values.append(.integer(counts[outcome] ?? 0))
    }
    return values + [verbs.value, resources.value, namespaces.value]
  }

  /// Texts in the order of their first mention.
  private struct Mentions {
    private var texts: [String] = []
    private var more = 0
    private var known: Set<Int> = []

    mutating func add(_ text: String) {
      guard !text.isEmpty, known.insert(text.hashValue).inserted else { return }
      if texts.count < Session.mostTexts { texts.append(text) } else { more += 1 }
    }

    var value: Value { .list(more > 0 ? texts + ["… and \(more) more"] : texts) }
  }
}
