internal import SQLite

/// The texts of rows, by way of their tuples.
struct RowTexts {
  private var actors: TupleCells
  private var objects: TupleCells
  private var results: TupleCells
  private var clients: TupleCells

  init(_ connection: Connection) throws(SQLiteError) {
    actors = try TupleCells(.actor, connection, places: 1 << 12)
    objects = try TupleCells(.object, connection, places: 1 << 13)
    results = try TupleCells(.result, connection, places: 1 << 12)
    clients = try TupleCells(.client, connection, places: 1 << 12)
  }

  /// Reads the objects that a stretch of rows will need.
  mutating func prepare(_ rows: [EventRow]) throws(SQLiteError) {
    if rows.count > 64 { try objects.prepare(rows.map(\.object)) }
  }

  /// Who made a request.
  struct Actor: Equatable {
    let user: String
    let kind: String
    let impersonated: String

    /// As one writes it in a sentence.
    var text: String {
      let user = user.isEmpty ? "nobody (not authenticated)" : user
      return impersonated.isEmpty ? user : "\(user) acting as \(impersonated)"
    }
  }

  /// What it was about; empty where the log has nothing.
  struct Object: Equatable {
    let namespace: String
    let name: String
    /// Where it follows from operation and object, only what stands behind the
    /// path that they make: the query.
    let uri: String
  }

  /// How it was answered.
  struct Answer: Equatable {
    let code: Int64?
    let outcome: String
    let refusedBy: String
    let message: String
  }

  mutating func actor(_ row: EventRow) throws(SQLiteError) -> Actor {
    let place = try actors.place(of: row.actor)
    return Actor(
      user: actors.text(place, 0), kind: actors.text(place, 3),
      impersonated: actors.text(place, 4))
  }

  mutating func object(_ row: EventRow) throws(SQLiteError) -> Object {
    let place = try objects.place(of: row.object)
    return Object(
      namespace: objects.text(place, 0), name: objects.text(place, 1), uri: objects.uri(place))
  }

  /// The namespace alone.
  mutating func namespace(_ row: EventRow) throws(SQLiteError) -> String {
    let place = try objects.place(of: row.object)
    return objects.text(place, 0)
  }

  /// The outcome alone, as its cell has it.
  mutating func outcome(_ row: EventRow) throws(SQLiteError) -> Value {
    let place = try results.place(of: row.result)
    return results[place, 3]
  }

  mutating func answer(_ row: EventRow) throws(SQLiteError) -> Answer {
    let place = try results.place(of: row.result)
    var code: Int64?
    if case .integer(let number) = results[place, 0] { code = number }
    return Answer(
      code: code, outcome: results.text(place, 3), refusedBy: results.text(place, 4),
      message: results.text(place, 2))
  }

  /// The credential that the actor showed; empty where the log has none.
  mutating func credential(_ row: EventRow) throws(SQLiteError) -> String {
    let place = try actors.place(of: row.actor)
    return actors.text(place, 5)
  }

  /// The annotations of the answer; empty where there are none of note.
  mutating func annotations(_ row: EventRow) throws(SQLiteError) -> String {
    let place = try results.place(of: row.result)
    return results.text(place, 7)
  }

  /// All addresses, and the user agent.
  mutating func client(_ row: EventRow) throws(SQLiteError) -> (addresses: [String], agent: String)
  {
    let place = try clients.place(of: row.client)
    guard case .list(let addresses) = clients[place, 1] else { return ([], clients.text(place, 2)) }
    return (addresses, clients.text(place, 2))
  }
}
