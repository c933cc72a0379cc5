internal import AuditEvents
internal import CaseStore
internal import SQLite

/// Requests in order of time, a row each, pulled one by one.
///
/// A row is its request's latest stage, which has all that the earlier ones
/// had. Rows without a received time show that of their stage, and come where
/// it puts them.
public final class Timeline {
  /// The columns of each row.
  public let columns: [Column]
  private let layout: [TimelineProfile.Source]
  private let rows: EventRows
  private let actors: TupleCells
  private let operations: TupleCells
  private let objects: TupleCells
  private let results: TupleCells
  private let clients: TupleCells
  private let details: EventDetail?
  private let texts: EventTexts

  /// Asks for the requests that a filter lets pass.
  ///
  /// - Parameters:
  ///   - investigated: the case.
  ///   - filter: which requests.
  ///   - profile: which columns.
  ///   - stages: whether each event is a row, not each request.
  /// - Throws: `filter` where a value of it means nothing in this case.
  public init(
    of investigated: Case, _ filter: EventFilter, profile: TimelineProfile = .standard,
    stages: Bool = false
  ) throws(InquiryError) {
    rows = try investigated.rows(filter, everyStage: stages, width: profile.width)
    let layout = profile.layout
    columns = profile.columns
    self.layout = layout.map(\.source)
    let connection = investigated.reader.connection
    do {
      actors = try TupleCells(.actor, connection, places: 1 << 12)
      operations = try TupleCells(.operation, connection, places: 1 << 10)
      objects = try TupleCells(.object, connection, places: 1 << 15)
      results = try TupleCells(.result, connection, places: 1 << 13)
      clients = try TupleCells(.client, connection, places: 1 << 12)
      details = layout.contains { $0.name == "detail" } ? try EventDetail(connection) : nil
      texts = try EventTexts(connection)
    } catch {
      throw .database(error)
    }
  }

  /// Reads the next row.
  ///
  /// - Parameter row: takes the values, in the order of `columns`; its memory
  ///   is used again.
  /// - Returns: false when there are no more.
  public func next(into row: inout [Value]) throws(InquiryError) -> Bool {
    do {
      guard let event = try rows.next() else { return false }
      row.removeAll(keepingCapacity: true)
      try fill(&row, event)
      return true
    } catch {
      throw .database(error)
    }
  }

  private func fill(_ row: inout [Value], _ event: EventRow) throws(SQLiteError) {
    let actor = try actors.place(of: event.actor)
    let operation = try operations.place(of: event.operation)
    let object = try objects.place(of: event.object)
    let result = try results.place(of: event.result)
    let client = try clients.place(of: event.client)
    for source in layout {
      switch source {
      case .tuple(.actor, let column): row.append(actors[actor, column])
      case .tuple(.operation, let column): row.append(operations[operation, column])
      case .tuple(.object, let column): row.append(objects[object, column])
      case .tuple(.result, let column): row.append(results[result, column])
      case .tuple(.client, let column): row.append(clients[client, column])
      case .detail: row.append(try detail(of: event, operation, object, result))
      case .annotations:
        row.append(
          Annotations.value(
            kept: results[result, 7], decision: results[result, 5], reason: results[result, 6]))
      default: row.append(try value(source, event))
      }
    }
  }

  private func detail(
    of event: EventRow, _ operation: Int, _ object: Int, _ result: Int
  ) throws(SQLiteError) -> Value {
    guard let details else { return .null }
    let kind = details.kind(event.operation, operations, operation)
    if kind.isPlain, !event.isDryRun, results.derived(result) == .null {
      return objects.derived(object)
    }
    return try details.value(
      event, kind, uri: objects[object, 2], query: objects.derived(object),
      isNamed: objects[object, 1] != .null, annotations: results[result, 7],
      answer: results.derived(result))
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
    case .tuple, .detail, .annotations: return .null
    }
  }
}
