internal import CSQLite

extension Connection {
  /// Compiles the first statement of an SQL text.
  ///
  /// - Parameters:
  ///   - sql: SQL text. What follows its first statement is `Statement.tail`.
  ///   - persistent: Whether the statement will be kept and used many times.
  /// - Throws: What SQLite has against the text, or an error with the code of
  ///   `SQLITE_ERROR` for a text that holds no statement or a NUL byte.
  public func prepare(_ sql: String, persistent: Bool = false) throws(SQLiteError) -> Statement {
    guard let statement = try prepareNext(sql, persistent: persistent).statement else {
      throw SQLiteError(
        code: SQLITE_ERROR, message: "no statement in the SQL text", sql: sql, path: path)
    }
    return statement
  }

  /// Runs every statement of an SQL text and ignores the rows they give.
  ///
  /// - Throws: The error of the first statement that fails, with its text; the
  ///   ones before it stay done.
  public func execute(_ sql: String) throws(SQLiteError) {
    var rest = sql
    while !rest.isEmpty {
      let next = try prepareNext(rest, persistent: false)
      try next.statement?.run()
      rest = next.rest
    }
  }

  /// Runs a statement and gives the first column of its first row as an integer.
  ///
  /// - Returns: `nil` when there is no row or the value is NULL.
  /// - Throws: What `prepare` and `Statement.step` throw.
  public func integer(_ sql: String) throws(SQLiteError) -> Int64? {
    let statement = try prepare(sql)
    guard try statement.step() else { return nil }
    return statement.optionalInteger(0)
  }

  /// Runs a statement and gives the first column of its first row as text.
  ///
  /// - Returns: `nil` when there is no row or the value is NULL.
  /// - Throws: What `prepare` and `Statement.step` throw.
  public func text(_ sql: String) throws(SQLiteError) -> String? {
    let statement = try prepare(sql)
    guard try statement.step() else { return nil }
    return statement.optionalText(0)
  }

  /// Compiles the first statement, if the text has one, and finds what follows.
  private func prepareNext(
    _ sql: String, persistent: Bool
  ) throws(SQLiteError) -> (statement: Statement?, rest: String) {
    if sql.utf8.contains(0) {
      // SQLite would stop there and run half a script without a word.
      throw SQLiteError(
        code: SQLITE_ERROR, message: "the SQL text holds a NUL byte", sql: sql, path: path)
    }
    let flags = persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    var text = sql
    var compiled: OpaquePointer?
    var restOffset = 0
    let code = text.withUTF8 { utf8 -> Int32 in
      utf8.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(
          handle.pointer, characters.baseAddress, Int32(clamping: characters.count),
          flags, &compiled, &tail)
        if let tail, let start = characters.baseAddress { restOffset = tail - start }
        return code
      }
    }
    guard code == SQLITE_OK else { throw handle.lastError(sql: sql) }
    let rest = SQLText.withoutLeadingBlanks(text.utf8.dropFirst(restOffset))
    guard let compiled else { return (nil, rest) }
    return (Statement(compiled, of: handle, tail: rest), rest)
  }
}
