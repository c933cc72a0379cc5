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
      objects = try TupleCells(.object, connection, places: 1 << 14)
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
    let actor = try actors.values(of: event.actor)
    let operation = try operations.values(of: event.operation)
    let object = try objects.values(of: event.object)
    let result = try results.values(of: event.result)
    let client = try clients.values(of: event.client)
    for source in layout {
      switch source {
      case .tuple(.actor, let place): row.append(actor[place])
      case .tuple(.operation, let place): row.append(operation[place])
      case .tuple(.object, let place): row.append(object[place])
      case .tuple(.result, let place): row.append(result[place])
      case .tuple(.client, let place): row.append(client[place])
      case .detail:
        let detail = try details?.value(
          event, operation: operation, object: object, result: result)
        row.append(detail ?? .null)
      default: row.append(try value(source, event))
      }
    }
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
    case .source: return .integer(event.source)
    case .line: return .integer(event.line)
    case .byteOffset: return .integer(event.byteOffset)
    case .byteLength: return .integer(event.byteLength)
    case .tuple, .detail: return .null
    }
  }
}
