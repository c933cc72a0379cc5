internal import CaseStore
internal import SQLite

/// What was written of the tuples of a timeline.
///
/// Rows come by the million, and tuples by the thousand: so each tuple is written
/// once, and copied from then on.
struct WrittenTuples {
  /// A part of a row.
  enum Piece {
    /// A piece of a tuple, by its number.
    case tuple(TupleTable, Int)
    /// The detail, in a column of the row; and the piece of the object that says
    /// it all where nothing else does.
    case detail(column: Int, ofObject: Int)
    case auditID(column: Int)
    case other(column: Int)
  }

  let pieces: [Piece]
  var actors: WrittenCells
  var operations: WrittenCells
  var objects: WrittenCells
  var results: WrittenCells
  var clients: WrittenCells

  init(_ layout: [TimelineProfile.Source]) {
    var pieces: [Piece] = []
    var own: [TupleTable: [WrittenCells.Piece]] = [:]
    func begin(_ table: TupleTable, _ value: Int, _ column: Int) -> Int {
      own[table, default: []].append(.init(cells: [(value, column)], isSeparated: column > 0))
      return own[table, default: []].count - 1
    }
    for (column, source) in layout.enumerated() {
      switch source {
      case .tuple(let table, let value):
        if case .tuple(table, let number) = pieces.last {
          own[table]?[number].cells.append((value, column))
        } else {
          pieces.append(.tuple(table, begin(table, value, column)))
        }
      case .detail:
        let query = TupleCells.Layout.object.count
        pieces.append(.detail(column: column, ofObject: begin(.object, query, column)))
      case .auditID: pieces.append(.auditID(column: column))
      default: pieces.append(.other(column: column))
      }
    }
    self.pieces = pieces
    func written(_ table: TupleTable, _ places: Int) -> WrittenCells {
      WrittenCells(own[table] ?? [], places: places)
    }
    actors = written(.actor, 1 << 12)
    operations = written(.operation, 1 << 10)
    objects = written(.object, 1 << 15)
    results = written(.result, 1 << 13)
    clients = written(.client, 1 << 12)
  }

  /// Where the tuples of an event are; nil where one has no place.
  @inline(__always)
  func places(of event: EventRow) -> TimelineRows.Places? {
    let places = TimelineRows.Places(
      actor: actors.place(of: event.actor), operation: operations.place(of: event.operation),
      object: objects.place(of: event.object), result: results.place(of: event.result),
      client: clients.place(of: event.client))
    let all = places.actor | places.operation | places.object | places.result | places.client
    return all < 0 ? nil : places
  }

  /// Whether the object's own piece is the whole detail of an event.
  @inline(__always)
  func isPlain(_ event: EventRow, _ places: TimelineRows.Places) -> Bool {
    operations.isMarked(places.operation) && results.isMarked(places.result) && !event.isDryRun
  }
}

extension TimelineRows {
  /// Appends the next rows.
  ///
  /// - Returns: how many; fewer than the limit only at the end.
  mutating func append(
    upTo limit: Int, to out: inout [UInt8], _ writer: CellWriter
  ) throws(SQLiteError) -> Int {
    var count = 0
    while count < limit, let event = try nextEvent() {
      try append(event, to: &out, writer)
      out.append(writer.lineEnd)
      count += 1
    }
    return count
  }

  private mutating func append(
    _ event: EventRow, to out: inout [UInt8], _ writer: CellWriter
  ) throws(SQLiteError) {
    let places =
      if let known = written.places(of: event) { known } else {
        try write(event, writer)
      }
    for piece in written.pieces {
      switch piece {
      case .tuple(.actor, let piece): written.actors.append(piece, at: places.actor, to: &out)
      case .tuple(.operation, let piece):
        written.operations.append(piece, at: places.operation, to: &out)
      case .tuple(.object, let piece): written.objects.append(piece, at: places.object, to: &out)
      case .tuple(.result, let piece): written.results.append(piece, at: places.result, to: &out)
      case .tuple(.client, let piece): written.clients.append(piece, at: places.client, to: &out)
      case .detail(_, let piece) where written.isPlain(event, places):
        written.objects.append(piece, at: places.object, to: &out)
      case .detail(let column, _), .other(let column):
        if column > 0 { out.append(writer.separator) }
        let values = try tuples.places(of: event)
        writer.append(try value(layout[column], event, values), column, &out)
      case .auditID(let column):
        if column > 0 { out.append(writer.separator) }
        if case .text(let text) = event.storedAuditID {
          writer.append(.text(text), column, &out)
        } else {
          event.storedAuditID.append(to: &out)
        }
      }
    }
  }

  /// Writes what has not been written of an event's tuples.
  ///
  /// Operations are marked whose requests have no detail but that of the object,
  /// and results that add none.
  private mutating func write(
    _ event: EventRow, _ writer: CellWriter
  ) throws(SQLiteError) -> Places {
    let details = details
    return Places(
      actor: try written.actors.write(event.actor, &tuples.actors, writer),
      operation: try written.operations.write(event.operation, &tuples.operations, writer) {
        details?.kind(event.operation, $0, $1).isPlain ?? false
      },
      object: try written.objects.write(event.object, &tuples.objects, writer),
      result: try written.results.write(event.result, &tuples.results, writer) {
        $0.derived($1) == .null
      },
      client: try written.clients.write(event.client, &tuples.clients, writer))
  }
}
