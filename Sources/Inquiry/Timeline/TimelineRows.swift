internal import CaseStore
internal import SQLite

/// Makes the rows of a timeline.
///
/// A structure, so that the checks that a class needs for each of its members
/// are made once a row.
struct TimelineRows {
  private let layout: [TimelineProfile.Source]
  private var rows: EventRows
  private var tuples: Tuples
  private let details: EventDetail?
  private let texts: EventTexts
  /// Rows that were read ahead, and which of them is next.
  private var events: [EventRow] = []
  private var next = 0
  /// How many to read: one at first, for somebody may wait for it.
  private var ahead = 1
  private static let batch = 1024

  /// The values of tuples that were needed lately.
  private struct Tuples {
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
  }

  init(
    of investigated: Case, _ filter: EventFilter, _ layout: [TimelineProfile.Source],
    width: EventRow.Width, stages: Bool
  ) throws(InquiryError) {
    let connection = investigated.reader.connection
    let hasDetail = layout.contains(where: \.needsDetail)
    self.layout = layout
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
    if next == events.endIndex { try readAhead() }
    guard next < events.endIndex else { return false }
    let event = events[next]
    next += 1
    row.removeAll(keepingCapacity: true)
    try fill(&row, event)
    return true
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

  private mutating func fill(_ row: inout [Value], _ event: EventRow) throws(SQLiteError) {
    let actor = try tuples.actors.place(of: event.actor)
    let operation = try tuples.operations.place(of: event.operation)
    let object = try tuples.objects.place(of: event.object)
    let result = try tuples.results.place(of: event.result)
    let client = try tuples.clients.place(of: event.client)
    for source in layout {
      switch source {
      case .tuple(.actor, let column): row.append(tuples.actors[actor, column])
      case .tuple(.operation, let column): row.append(tuples.operations[operation, column])
      case .tuple(.object, let column): row.append(tuples.objects[object, column])
      case .tuple(.result, let column): row.append(tuples.results[result, column])
      case .tuple(.client, let column): row.append(tuples.clients[client, column])
      case .detail: row.append(try detail(of: event, operation, object, result))
      case .requestURI:
        row.append(RequestPath.uri(tuples.operations, operation, tuples.objects, object))
      case .annotations:
        row.append(
          Annotations.value(
            kept: tuples.results[result, 7], decision: tuples.results[result, 5],
            reason: tuples.results[result, 6]))
      case .message:
        row.append(
          try message(event, actor, operation, object, result))
      case .ecsOutcome:
        row.append(.text(ElasticWords.outcome(tuples.results.text(result, 3))))
      case .ecsTypes:
        row.append(
          .list(
            ElasticWords.types(
              verb: tuples.operations.text(operation, 0),
              outcome: tuples.results.text(result, 3))))
      default: row.append(try value(source, event))
      }
    }
  }

  private func detail(
    of event: EventRow, _ operation: Int, _ object: Int, _ result: Int
  ) throws(SQLiteError) -> Value {
    guard let details else { return .null }
    let kind = details.kind(event.operation, tuples.operations, operation)
    if kind.isPlain, !event.isDryRun, tuples.results.derived(result) == .null {
      return tuples.objects.derived(object)
    }
    return try details.value(
      event, kind, uri: tuples.objects[object, 2], query: tuples.objects.derived(object),
      isNamed: tuples.objects[object, 1] != .null, annotations: tuples.results[result, 7],
      answer: tuples.results.derived(result))
  }

  /// Who did what to which object, with what result.
  private func message(
    _ event: EventRow, _ actor: Int, _ operation: Int, _ object: Int, _ result: Int
  ) throws(SQLiteError) -> Value {
    let person = RowTexts.Actor(
      user: tuples.actors.text(actor, 0), kind: "", impersonated: tuples.actors.text(actor, 4))
    var text = "\(person.text) \(tuples.operations.text(operation, 0))"
    if case .text(let resource) = tuples.operations.derived(operation) { text += " \(resource)" }
    let (namespace, name) = (tuples.objects.text(object, 0), tuples.objects.text(object, 1))
    if !name.isEmpty { text += " \(name)" }
    if !namespace.isEmpty { text += " in \(namespace)" }
    text += ": \(tuples.results.text(result, 3))"
    if case .integer(let code) = tuples.results[result, 0] { text += " (\(code))" }
    if case .text(let detail) = try detail(of: event, operation, object, result) {
      text += "; \(detail)"
    }
    return .text(text)
  }

  private func value(
    _ source: TimelineProfile.Source, _ event: EventRow
  ) throws(SQLiteError) -> Value {
    switch source {
    case .time: return try texts.time(event)
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
