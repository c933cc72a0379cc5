internal import SQLite
internal import Testing

@Suite struct RowTableTests {
  private static let text = Array("alpha beta".utf8)

  /// A table of rows of three cells, and a table to copy them to.
  private struct Tables {
    let connection: Connection
    let rows: RowTable
    let insert: Statement

    init() throws {
      connection = try .inMemory()
      rows = try RowTable.create("rows", width: 3, in: connection)
      try connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)")
      insert = try connection.prepare("INSERT OR ROLLBACK INTO t SELECT * FROM rows")
    }

    func all() throws -> [[SQLiteValue]] {
      let statement = try connection.prepare("SELECT id, a, b FROM t ORDER BY id")
      var rows: [[SQLiteValue]] = []
      while try statement.step() { rows.append((0..<3).map { statement.value($0) }) }
      return rows
    }
  }

  @Test func `cells of every kind arrive as they were appended`() throws {
    let tables = try Tables()
    var buffer = RowBuffer(width: 3)
    buffer.append(1)
    buffer.appendLentText(start: 0, count: 5)
    buffer.appendNull()
    buffer.append(.max)
    buffer.appendBlob(0x0102_0304_0506_0708, 0xF1F2_F3F4_F5F6_F7F8)
    buffer.append(.min)
    buffer.append(3)
    buffer.appendLentBlob(start: 6, count: 4)
    buffer.appendLentText(start: 10, count: 0)
    try tables.rows.run(tables.insert, buffer, lending: Self.text.span.bytes)
    let uuid: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 241, 242, 243, 244, 245, 246, 247, 248]
    #expect(
      try tables.all() == [
        [.integer(1), .text("alpha"), .null],
        [.integer(3), .blob(Array("beta".utf8)), .text("")],
        [.integer(.max), .blob(uuid), .integer(.min)],
      ])
  }

  @Test func `a buffer that was cleared gives only what came after`() throws {
    let tables = try Tables()
    var buffer = RowBuffer(width: 3)
    for first in [1, 100] as [Int64] {
      buffer.clear()
      for id in first..<first + 50 {
        buffer.append(id)
        buffer.append(-id)
        buffer.appendNull()
      }
      try tables.rows.run(tables.insert, buffer, lending: Self.text.span.bytes)
    }
    let expected = (Array(1...50) + Array(100...149)).map { id -> [SQLiteValue] in
      [.integer(Int64(id)), .integer(-Int64(id)), .null]
    }
    #expect(try tables.all() == expected)
  }

  @Test func `without a run the table is empty, and it cannot be written`() throws {
    let tables = try Tables()
    #expect(try tables.connection.integer("SELECT count(*) FROM rows") == 0)
    #expect(throws: SQLiteError.self) {
      try tables.connection.execute("INSERT INTO rows VALUES (1, 2, 3)")
    }
  }

  @Test func `a row that is there already ends the transaction`() throws {
    let tables = try Tables()
    var buffer = RowBuffer(width: 3)
    for id in [1, 2, 1] as [Int64] {
      buffer.append(id)
      buffer.appendNull()
      buffer.appendNull()
    }
    try tables.connection.begin(.immediate)
    var failure: SQLiteError?
    do throws(SQLiteError) {
      try tables.rows.run(tables.insert, buffer, lending: Self.text.span.bytes)
    } catch {
      failure = error
    }
    #expect(failure?.message == "UNIQUE constraint failed: t.id")
    #expect(!tables.connection.isInTransaction)
    #expect(try tables.all() == [])
  }
}
