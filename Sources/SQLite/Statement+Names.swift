internal import CSQLite

extension Statement {
  /// The number of parameters, or the highest number among numbered ones.
  public var parameterCount: Int32 { sqlite3_bind_parameter_count(pointer) }

  /// The names of the named parameters in order, with their `:`, `@` or `$`.
  public var parameterNames: [String] {
    var names: [String] = []
    // ?NNN may name parameter 250000: that many look-ups still take a moment only.
    for parameter in stride(from: Int32(1), through: parameterCount, by: 1) {
      if let name = sqlite3_bind_parameter_name(pointer, parameter) {
        names.append(String(cString: name))
      }
    }
    return names
  }

  /// The place of a named parameter, counted from 1.
  ///
  /// - Parameter name: The name as written in the SQL, `:verb` for example.
  /// - Returns: `nil` when the statement has no such parameter.
  public func parameterIndex(named name: String) -> Int32? {
    let index = sqlite3_bind_parameter_index(pointer, name)
    return index == 0 ? nil : index
  }

  /// Binds a value to a named parameter.
  ///
  /// - Throws: An error with the code of `SQLITE_RANGE` for an unknown name.
  public func bind(_ value: SQLiteValue, named name: String) throws(SQLiteError) {
    guard let parameter = parameterIndex(named: name) else {
      throw SQLiteError(
        code: SQLITE_RANGE, message: "no such parameter: \(name)", sql: sql, path: handle.path)
    }
    try bind(value, at: parameter)
  }

  /// Binds text to a named parameter.
  ///
  /// - Throws: An error with the code of `SQLITE_RANGE` for an unknown name.
  public func bind(_ text: String, named name: String) throws(SQLiteError) {
    try bind(.text(text), named: name)
  }

  /// Binds an integer to a named parameter.
  ///
  /// - Throws: An error with the code of `SQLITE_RANGE` for an unknown name.
  public func bind(_ value: Int64, named name: String) throws(SQLiteError) {
    try bind(.integer(value), named: name)
  }

  /// The name of a column, counted from 0; empty for one that is not there.
  public func columnName(_ column: Int32) -> String {
    guard let name = sqlite3_column_name(pointer, column) else { return "" }
    return String(cString: name)
  }

  /// The names of all columns in order.
  public var columnNames: [String] {
    (0..<columnCount).map { columnName($0) }
  }
}
