public import CaseStore
internal import SQLite

/// A case on a connection of its own, for SQL that anybody may have written.
///
/// It can read and nothing else: the file is opened read-only and defensive, no
/// other file can be attached, an authoriser refuses all but reading, and what
/// the file's schema says is not trusted. A time limit ends what takes too long.
public final class SQLSession {
  /// Makes an event's JSON, fit to be shown, of the record it lies in and of how
  /// many events lie in that before it.
  public typealias Showing = (_ record: [UInt8], _ item: Int) -> [UInt8]

  /// The case.
  public let reader: CaseReader
  private static let tableFunctions: [StaticString] = [
    "json_each('[]')", "json_tree('[]')", "pragma_table_info('requests')",
    "pragma_table_xinfo('requests')", "pragma_table_list",
  ]

  private let budget: TimeBudget
  private var investigated: Case?

  /// Opens a case.
  ///
  /// - Parameters:
  ///   - path: the case.
  ///   - timeout: how long a statement may compute, microseconds; nil for ever.
  ///   - shown: makes what `event_json` gives of the record that was stored.
  public init(
    path: String, timeout: Int64? = nil, shown: @escaping Showing = { record, _ in record }
  ) throws(AskingError) {
    let reader = try AskingError.inquiring { () throws(InquiryError) in
      try InquiryError.reading { () throws(CaseError) in try CaseReader(path: path) }
    }
    self.reader = reader
    let budget = TimeBudget(microseconds: timeout)
    self.budget = budget
    try AskingError.working { () throws(SQLiteError) in
      try SQLFunctions(path: path, shown: shown).add(to: reader.connection)
      // Their first use declares them, which would look like writing to the guard.
      for function in Self.tableFunctions {
        _ = try reader.connection.prepare("SELECT 1 FROM \(function)")
      }
    }
    reader.connection.setLimit(.attachedDatabases, to: 0)
    reader.connection.setProgressHandler(every: 10_000) { budget.isSpent }
  }

  /// Lets `requests` and `events` show only what a filter lets pass; `main.requests`
  /// and `main.events` stay whole.
  ///
  /// Views of the connection's own take the places of the case's. To be called
  /// once, before any SQL is put.
  ///
  /// - Parameter sql: the text that will be put: what it does not name is not
  ///   prepared.
  public func choose(_ filter: EventFilter, for sql: String) throws(AskingError) {
    guard !filter.isEmpty else { return }
    try AskingError.inquiring { () throws(InquiryError) in
      let investigated = try Case(reader)
      self.investigated = investigated
      try fill("shown_requests", with: filter, in: investigated, everyStage: false)
      try InquiryError.wrapping { () throws(SQLiteError) in
        try reader.connection.execute(
          """
          CREATE TEMP VIEW requests AS SELECT * FROM main.requests
          WHERE event_id IN (SELECT event_id FROM temp.shown_requests)
          """)
      }
      guard Self.namesEvents(sql) else { return }
      try fill("shown_events", with: filter, in: investigated, everyStage: true)
      try InquiryError.wrapping { () throws(SQLiteError) in
        try reader.connection.execute(
          """
          CREATE TEMP VIEW events AS SELECT * FROM main.events
          WHERE event_id IN (SELECT event_id FROM temp.shown_events)
          """)
      }
    }
  }

  /// Whether a text speaks of `events`, `main.events` aside.
  private static func namesEvents(_ sql: String) -> Bool {
    let text = sql.lowercased()
    var start = 0
    while let offset = TextSearch.offset(of: "events", in: text, from: start) {
      if !String(Substring(text.utf8.prefix(offset))).hasSuffix("main.") { return true }
      start = offset + 1
    }
    return false
  }

  private func fill(
    _ table: StaticString, with filter: EventFilter, in investigated: Case, everyStage: Bool
  ) throws(InquiryError) {
    let rows = try investigated.rows(filter, everyStage: everyStage, width: .plain)
    do throws(SQLiteError) { try fill(table, with: rows) } catch { throw .database(error) }
  }

  private func fill(_ table: StaticString, with rows: EventRows) throws(SQLiteError) {
    var rows = rows
    try reader.connection.execute("CREATE TEMP TABLE \(table) (event_id INTEGER PRIMARY KEY)")
    let insert = try reader.connection.prepare(
      "INSERT OR IGNORE INTO temp.\(table) VALUES (?)", persistent: true)
    while let row = try rows.next() {
      try insert.bind(row.id, at: 1)
      try insert.run()
    }
  }

  /// The likeliest reason why a filter left nothing.
  public func reasonForNothing(_ filter: EventFilter) throws(AskingError) -> EmptyAnswer {
    try AskingError.inquiring { () throws(InquiryError) in
      if let investigated { return try investigated.reasonForNothing(filter) }
      return try Case(reader).reasonForNothing(filter)
    }
  }

  /// Those of some kinds that no request in the whole case is about.
  public func unrecorded(_ kinds: [String]) throws(AskingError) -> [String] {
    guard !kinds.isEmpty else { return [] }
    return try AskingError.working { () throws(SQLiteError) in
      let rows = try reader.connection.prepare("SELECT DISTINCT resource FROM main.operation")
      var seen: Set<String> = []
      while try rows.step() { seen.insert(rows.text(0)) }
      return kinds.filter { !seen.contains($0) }
    }
  }

  /// How many events were logged with a request's body.
  public func eventsWithBodies() throws(AskingError) -> Int64 {
    try AskingError.working { () throws(SQLiteError) in
      try reader.connection.integer("SELECT sum(events) FROM case_count WHERE level IN (2, 3)") ?? 0
    }
  }

  /// Puts one SQL statement.
  ///
  /// - Parameter values: the values of its named parameters; one that is not
  ///   there is null.
  /// - Throws: what SQLite has against the text, or the limit that was reached.
  public func rows(
    _ sql: String, _ values: [String: Value] = [:]
  ) throws(AskingError) -> SQLRows {
    let guardian = ReadingGuard()
    reader.connection.setAuthoriser { guardian.judge($0) }
    let statement: Statement
    do throws(SQLiteError) {
      statement = try reader.connection.prepare(sql)
    } catch {
      throw guardian.hasRefused ? .notReading : failure(error)
    }
    guard statement.tail.isEmpty else { throw .severalStatements(statement.tail) }
    guard statement.isReadOnly, statement.columnCount > 0 else { throw .notReading }
    try bind(values, to: statement)
    return try SQLRows(statement, budget) { [self] in failure($0) }
  }

  private func bind(_ values: [String: Value], to statement: Statement) throws(AskingError) {
    let known = statement.parameterNames
    for (name, value) in values {
      guard known.contains(":" + name) else {
        let names = known.map { String($0.dropFirst()) }
        throw .unknownParameter(
          name, suggestion: Suggestion.of(name, among: names), known: names)
      }
      try AskingError.working { () throws(SQLiteError) in
        switch value {
        case .integer(let number): try statement.bind(number, named: ":" + name)
        case .text(let text): try statement.bind(text, named: ":" + name)
        default: try statement.bind(SQLiteValue.null, named: ":" + name)
        }
      }
    }
  }

  private func failure(_ error: SQLiteError) -> AskingError {
    if error.isInterrupted, budget.isSpent { return .tookTooLong }
    if error.isOutOfMemory { return .tookTooMuchMemory }
    if error.isDenied { return .notReading }
    return .sql(error, suggestion: NameGuess(reader.connection).guess(error))
  }
}
