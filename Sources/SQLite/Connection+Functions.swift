internal import CSQLite

/// Holds the closure behind an SQL function.
private final class FunctionBox {
  let evaluate: ([SQLiteValue]) throws -> SQLiteValue
  init(_ evaluate: @escaping ([SQLiteValue]) throws -> SQLiteValue) { self.evaluate = evaluate }
}

extension Connection {
  /// Adds a scalar function to the SQL of this connection, or replaces one.
  ///
  /// - Parameters:
  ///   - name: The name in SQL; letters of either case are the same.
  ///   - argumentCount: The number of arguments, or `nil` for any number.
  ///   - deterministic: Whether equal arguments always give equal results.
  ///   - directOnly: Whether views, triggers and other schema may not call it.
  ///   - evaluate: Computes the value. What it throws fails the statement, with
  ///     the error's description as message. It must not use the connection.
  /// - Throws: An error of `SQLITE_MISUSE` for a name or a count SQLite refuses.
  public func createFunction(
    name: String, argumentCount: Int32?, deterministic: Bool = true, directOnly: Bool = true,
    _ evaluate: @escaping ([SQLiteValue]) throws -> SQLiteValue
  ) throws(SQLiteError) {
    var flags = SQLITE_UTF8
    if deterministic { flags |= SQLITE_DETERMINISTIC }
    if directOnly { flags |= SQLITE_DIRECTONLY }
    // SQLite releases the box by the last callback, also when it refuses it.
    let box = Unmanaged.passRetained(FunctionBox(evaluate))
    let code = sqlite3_create_function_v2(
      handle.pointer, name, argumentCount ?? -1, flags, box.toOpaque(),
      { context, count, arguments in callFunction(context, count, arguments) }, nil, nil,
      { state in
        if let state { Unmanaged<FunctionBox>.fromOpaque(state).release() }
      })
    guard code == SQLITE_OK else { throw handle.error(code) }
  }
}

private func callFunction(
  _ context: OpaquePointer?, _ count: Int32,
  _ arguments: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let context, let state = sqlite3_user_data(context) else { return }
  let box = Unmanaged<FunctionBox>.fromOpaque(state).takeUnretainedValue()
  let values = UnsafeBufferPointer(start: arguments, count: Int(count)).map { SQLiteValue($0) }
  do {
    setResult(try box.evaluate(values), of: context)
  } catch {
    var message = "\(error)"
    message.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) {
        sqlite3_result_error(context, $0.baseAddress, Int32(clamping: $0.count))
      }
    }
  }
}

private func setResult(_ value: SQLiteValue, of context: OpaquePointer) {
  switch value {
  case .null: sqlite3_result_null(context)
  case .integer(let integer): sqlite3_result_int64(context, integer)
  case .real(let real): sqlite3_result_double(context, real)
  case .text(var text):
    text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) {
        spoor_result_text_copied(context, $0.baseAddress, UInt64($0.count))
      }
    }
  case .blob(let bytes):
    bytes.withUnsafeBytes {
      spoor_result_blob_copied(context, $0.baseAddress, UInt64($0.count))
    }
  }
}

extension SQLiteValue {
  /// Reads a function's argument.
  fileprivate init(_ argument: OpaquePointer?) {
    switch SQLiteType(code: sqlite3_value_type(argument)) {
    case .null: self = .null
    case .integer: self = .integer(sqlite3_value_int64(argument))
    case .real: self = .real(sqlite3_value_double(argument))
    case .text:
      let start = UnsafeRawPointer(sqlite3_value_text(argument))
      self = .text(String(decoding: Self.bytes(start, of: argument), as: UTF8.self))
    case .blob:
      self = .blob(Array(Self.bytes(sqlite3_value_blob(argument), of: argument)))
    }
  }

  private static func bytes(
    _ start: UnsafeRawPointer?, of argument: OpaquePointer?
  ) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(argument)))
  }
}
