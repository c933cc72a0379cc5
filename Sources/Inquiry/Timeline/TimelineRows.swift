internal import CaseStore
internal import SQLite

/// Makes the rows of a timeline.
///
/// A structure, so that the checks that a class needs for each of its members
/// are made once a row.
struct TimelineRows {
  let layout: [TimelineProfile.Source]
  private var rows: EventRows
  var tuples: Tuples
  let details: EventDetail?
  var written: WrittenTuples
  private let texts: EventTexts
  /// Rows that were read ahead, and which of them is next.
  private var events: [EventRow] = []
  private var next = 0
  /// How many to read: one at first, for somebody may wait for it.
  private var ahead = 1
  private static let batch = 1024

  /// Where the tuples of an event are.
  struct Places {
    let actor: Int
    let operation: Int
    let object: Int
    let result: Int
    let client: Int
  }

  /// The values of tuples that were needed lately.
  struct Tuples {
    var actors: TupleCells
    var operations: TupleCells
    var objects: TupleCells
    var results: TupleCells
    var clients: TupleCells

    init(_ connection: Connection) throws(SQLiteError) {
      actors = try TupleCells(.actor, connection, places: 1 << 12)
      operations = try TupleCells(.operation, connection, places: 1 << 10)
      objects = try TupleCells(.object, connection, places: 1 << 16)
      results = try TupleCells(.result, connection, places: 1 << 13)
      clients = try TupleCells(.client, connection, places: 1 << 12)
    }

    @inline(__always)
    mutating func places(of event: EventRow) throws(SQLiteError) -> Places {
      Places(
        actor: try actors.place(of: event.actor),
        operation: try operations.place(of: event.operation),
        object: try objects.place(of: event.object),
        result: try results.place(of: event.result),
        client: try clients.place(of: event.client))
    }
  }

  init(
    of investigated: Case, _ filter: EventFilter, _ layout: [TimelineProfile.Source],
    width: EventRow.Width, stages: Bool
  ) throws(InquiryError) {
    let connection = investigated.reader.connection
    let hasDetail = layout.contains(where: \.needsDetail)
    self.layout = layout
    written = WrittenTuples(layout)
    rows = try investigated.rows(filter, everyStage: stages, width: width)
    (tuples, details, texts) = try InquiryError.wrapping { () throws(SQLiteError) in
      (
        try Tuples(connection), hasDetail ? try EventDetail(connection) : nil,
        try EventTexts(connection)
      )
    }
  }

  /// Reads the next row; false when there are no more.
  mutating func next(into row: inout [Value]) throws(SQLiteError) -> Bool {
    guard let event = try nextEvent() else { return false }
    row.removeAll(keepingCapacity: true)
    let places = try tuples.places(of: event)
    for source in layout { row.append(try value(source, event, places)) }
    return true
  }

  /// The next event of which a row is made.
  @inline(__always)
  mutating func nextEvent() throws(SQLiteError) -> EventRow? {
    if next == events.endIndex { try readAhead() }
    guard next < events.endIndex else { return nil }
    defer { next += 1 }
    return events[next]
  }

  /// Reads the next rows, and the tuples of objects that they need: of those
  /// there are nearly as many as rows.
  private mutating func readAhead() throws(SQLiteError) {
    events.removeAll(keepingCapacity: true)
    next = 0
    while events.count < ahead, let event = try rows.next() { events.append(event) }
    ahead = Self.batch
    if events.count > 64 { try tuples.objects.prepare(events.map(\.object)) }
  }

  private func detail(of event: EventRow, _ places: Places) throws(SQLiteError) -> Value {
    guard let details else { return .null }
    let kind = details.kind(event.operation, tuples.operations, places.operation)
    if kind.isPlain, !event.isDryRun, tuples.results.derived(places.result) == .null {
      return tuples.objects.derived(places.object)
    }
    return try details.value(
      id: event.id, level: event.level, isDryRun: event.isDryRun, kind,
      uri: tuples.objects[places.object, 2],
      query: tuples.objects.derived(places.object),
      isNamed: tuples.objects[places.object, 1] != .null,
      annotations: tuples.results[places.result, 7],
      answer: tuples.results.derived(places.result))
  }

  /// Who did what to which object, with what result.
  private func message(_ event: EventRow, _ places: Places) throws(SQLiteError) -> Value {
    let person = RowTexts.Actor(
      user: tuples.actors.text(places.actor, 0), kind: "",
      impersonated: tuples.actors.text(places.actor, 4))
    var text = "\(person.text) \(tuples.operations.text(places.operation, 0))"
    if case .text(let resource) = tuples.operations.derived(places.operation) {
      text += " \(resource)"
    }
    let (namespace, name) = (
      tuples.objects.text(places.object, 0), tuples.objects.text(places.object, 1)
    )
    if !name.isEmpty { text += " \(name)" }
    if !namespace.isEmpty { text += " in \(namespace)" }
    text += ": \(tuples.results.text(places.result, 3))"
    if case .integer(let code) = tuples.results[places.result, 0] { text += " (\(code))" }
    if case .text(let detail) = try detail(of: event, places) {
      text += "; \(detail)"
    }
    return .text(text)
  }

  /// The value of a column.
  @inline(__always)
  func value(
    _ source: TimelineProfile.Source, _ event: EventRow, _ places: Places
  ) throws(SQLiteError) -> Value {
    switch source {
    case .tuple(.actor, let column): tuples.actors[places.actor, column]
    case .tuple(.operation, let column): tuples.operations[places.operation, column]
    case .tuple(.object, let column): tuples.objects[places.object, column]
    case .tuple(.result, let column): tuples.results[places.result, column]
    case .tuple(.client, let column): tuples.clients[places.client, column]
    case .detail: try detail(of: event, places)
    case .requestURI:
      RequestPath.uri(tuples.operations, places.operation, tuples.objects, places.object)
    case .annotations:
      Annotations.value(
        kept: tuples.results[places.result, 7], decision: tuples.results[places.result, 5],
        reason: tuples.results[places.result, 6])
    case .message: try message(event, places)
    case .ecsOutcome: .text(ElasticWords.outcome(tuples.results.text(places.result, 3)))
    case .ecsTypes:
      .list(
        ElasticWords.types(
          verb: tuples.operations.text(places.operation, 0),
          outcome: tuples.results.text(places.result, 3)))
    default: try value(source, event)
    }
  }

  /// The value of a column that no tuple has a part in.
  func value(
    _ source: TimelineProfile.Source, _ event: EventRow
  ) throws(SQLiteError) -> Value {
    switch source {
    case .time: return try texts.time(event)
    case .microseconds: return (event.time?.microseconds).map(Value.integer) ?? .null
    case .received: return event.received?.value ?? .null
    case .receivedMicroseconds: return (event.received?.microseconds).map(Value.integer) ?? .null
    case .stageTime: return try texts.stageTime(event)
    case .duration: return event.isDated ? event.stageOffset.map(Value.integer) ?? .null : .null
    case .id: return .identifier(event.id)
    case .auditID: return .text(event.auditID)
    case .stage: return try texts.stage(event)
    case .level: return try texts.level(event)
    case .cluster: return texts.cluster(event.source)
    case .dryRun: return .flag(event.isDryRun)
    case .conflict: return .flag(event.isConflict)
    case .source: return .integer(Int64(event.source))
    case .line: return .integer(event.line)
    case .byteOffset: return .integer(event.byteOffset)
    case .byteLength: return .integer(event.byteLength)
    case .durationNanoseconds:
      return event.isDated ? event.stageOffset.map { .integer($0 &* 1000) } ?? .null : .null
    case .constant(let text): return .text(text)
    case .constants(let texts): return .list(texts)
    case .tuple, .requestURI, .detail, .annotations, .message, .ecsOutcome, .ecsTypes: return .null
    }
  }
}

extension TimelineProfile.Source {
  /// Whether the detail of a request is in it.
  fileprivate var needsDetail: Bool {
    switch self {
    case .detail, .message: true
    default: false
    }
  }
}
