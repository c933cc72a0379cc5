internal import CSQLite

/// A table of rows in memory that statements of one connection can read, such as
/// `INSERT INTO t SELECT * FROM rows`.
///
/// Binding a row's values one by one costs more than storing them: this hands
/// SQLite as many rows as there are in one run of a statement. It is an
/// eponymous virtual table (<https://sqlite.org/vtab.html>): no schema names it.
public final class RowTable {
  private let rows: UnsafeMutablePointer<spoor_rows>
  private let module: UnsafeMutablePointer<sqlite3_module>
  private let width: Int

  /// Adds the table to a connection, which keeps it.
  ///
  /// - Parameters:
  ///   - name: Its name in SQL.
  ///   - width: How many columns it has.
  /// - Throws: SQLite's refusal, for example of a name that is taken.
  public static func create(
    _ name: String, width: Int, in connection: Connection
  ) throws(SQLiteError) -> RowTable {
    let table = RowTable(width: width)
    // SQLite lets go of it by the last callback, also when it refuses it.
    let state = Unmanaged.passRetained(table).toOpaque()
    let code = sqlite3_create_module_v2(
      connection.handle.pointer, name, table.module, state,
      { state in
        if let state { Unmanaged<RowTable>.fromOpaque(state).release() }
      })
    guard code == SQLITE_OK else { throw connection.handle.error(code) }
    return table
  }

  private init(width: Int) {
    self.width = width
    rows = .allocate(capacity: 1)
    rows.initialize(to: spoor_rows())
    module = .allocate(capacity: 1)
    module.initialize(to: Self.callbacks)
  }

  deinit {
    rows.deallocate()
    module.deallocate()
  }

  /// Runs a statement that reads the table to its end.
  ///
  /// - Parameters:
  ///   - statement: It may have no row of its own.
  ///   - buffer: The rows that it finds.
  ///   - bytes: What the rows' lent texts and blobs lie in.
  /// - Throws: The failure of the run.
  public func run(
    _ statement: Statement, _ buffer: borrowing RowBuffer, lending bytes: RawSpan
  ) throws(SQLiteError) {
    precondition(buffer.width == width, "a row of another width")
    try buffer.withRows(lending: bytes) { (rows) throws(SQLiteError) in
      self.rows.pointee = rows
      defer { self.rows.pointee = spoor_rows() }
      try statement.run()
    }
  }

  private var declaration: String {
    "CREATE TABLE rows (\((0..<width).map { "c\($0)" }.joined(separator: ", ")))"
  }

  private static var callbacks: sqlite3_module {
    var module = sqlite3_module()
    module.xConnect = { connection, state, _, _, table, _ in
      guard let state else { return SQLITE_MISUSE }
      let rows = Unmanaged<RowTable>.fromOpaque(state).takeUnretainedValue()
      let code = sqlite3_declare_vtab(connection, rows.declaration)
      guard code == SQLITE_OK else { return code }
      let new = UnsafeMutablePointer<spoor_row_table>.allocate(capacity: 1)
      new.initialize(to: spoor_row_table(base: sqlite3_vtab(), source: rows.rows))
      table?.pointee = UnsafeMutableRawPointer(new).assumingMemoryBound(to: sqlite3_vtab.self)
      return SQLITE_OK
    }
    module.xDisconnect = { table in
      UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: spoor_row_table.self).deallocate()
      return SQLITE_OK
    }
    module.xBestIndex = { _, plan in
      plan?.pointee.estimatedCost = 1
      return SQLITE_OK
    }
    addCursor(to: &module)
    return module
  }

  private static func addCursor(to module: inout sqlite3_module) {
    module.xOpen = { table, cursor in
      guard let table = UnsafeMutableRawPointer(table) else { return SQLITE_MISUSE }
      let source = table.assumingMemoryBound(to: spoor_row_table.self).pointee.source
      let new = UnsafeMutablePointer<spoor_row_cursor>.allocate(capacity: 1)
      new.initialize(to: spoor_row_cursor(base: sqlite3_vtab_cursor(), source: source, row: 0))
      cursor?.pointee =
        UnsafeMutableRawPointer(new).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
      return SQLITE_OK
    }
    module.xClose = { cursor in
      UnsafeMutableRawPointer(cursor)?.assumingMemoryBound(to: spoor_row_cursor.self).deallocate()
      return SQLITE_OK
    }
    module.xFilter = { cursor, _, _, _, _ in
      RowTable.own(cursor).pointee.row = 0
      return SQLITE_OK
    }
    module.xNext = { cursor in
      RowTable.own(cursor).pointee.row += 1
      return SQLITE_OK
    }
    module.xEof = { cursor in
      let cursor = RowTable.own(cursor)
      return cursor.pointee.row < cursor.pointee.source.pointee.rows ? 0 : 1
    }
    module.xRowid = { cursor, row in
      row?.pointee = RowTable.own(cursor).pointee.row
      return SQLITE_OK
    }
    module.xColumn = { cursor, context, column in
      RowTable.give(RowTable.own(cursor).pointee, Int(column), to: context)
      return SQLITE_OK
    }
  }

  @inline(__always)
  private static func own(
    _ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?
  ) -> UnsafeMutablePointer<spoor_row_cursor> {
    guard let cursor = UnsafeMutableRawPointer(cursor) else {
      preconditionFailure("SQLite gave no cursor")
    }
    return cursor.assumingMemoryBound(to: spoor_row_cursor.self)
  }

  @inline(__always)
  private static func give(
    _ cursor: spoor_row_cursor, _ column: Int, to context: OpaquePointer?
  ) {
    let rows = cursor.source.pointee
    let cell = rows.cells[Int(cursor.row &* rows.width) &+ column]
    switch cell.kind {
    case RowBuffer.Kind.integer: sqlite3_result_int64(context, cell.value)
    case RowBuffer.Kind.null: sqlite3_result_null(context)
    case RowBuffer.Kind.ownBlob:
      precondition(cell.value + Int64(cell.count) <= rows.own_count)
      spoor_result_blob_static(context, rows.own + Int(cell.value), UInt64(cell.count))
    default:
      precondition(
        cell.value >= 0 && cell.count >= 0 && cell.value + Int64(cell.count) <= rows.lent_count)
      let start = rows.lent.map { $0 + Int(cell.value) }
      if cell.kind == RowBuffer.Kind.lentText {
        spoor_result_text_static(context, start, UInt64(cell.count))
      } else {
        spoor_result_blob_static(context, start, UInt64(cell.count))
      }
    }
  }
}
