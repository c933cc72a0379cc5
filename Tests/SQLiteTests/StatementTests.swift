internal import SQLite
internal import Testing

@Suite struct StatementTests {
  let connection: Connection

  init() throws {
    connection = try .inMemory()
    try connection.execute("CREATE TABLE t(a, b)")
  }

  func echo(_ bind: (Statement) throws -> Void) throws -> (SQLiteValue, SQLiteType, [UInt8]) {
    let statement = try connection.prepare("SELECT ?1")
    try bind(statement)
    #expect(try statement.step())
    return (statement.value(0), statement.type(0), statement.blob(0))
  }

  @Test func `every storage class comes back as it was bound`() throws {
    let values: [SQLiteValue] = [
      .null, .integer(.min), .integer(.max), .integer(0), .real(-0.5), .real(.infinity),
      .text(""), .text("naïve 🦔"), .text("a\0b\0"), .blob([]), .blob([0, 255, 0]),
      .blob(Array(repeating: 7, count: 100_000)),
    ]
    for value in values {
      #expect(try echo { try $0.bind(value, at: 1) }.0 == value)
    }
  }

  @Test func `an error of the text knows its place`() throws {
    let cases: [(String, Int?)] = [
      ("SELECT a, é, c FROM t", 10), ("SELECT a FORM t", 14), ("SELECT * FROM u", nil),
      ("SELECT a FROM t WHERE nothing(a)", 22),
    ]
    for (sql, offset) in cases {
      let error = try #require(throws: SQLiteError.self) { try connection.prepare(sql) }
      #expect(error.offset == offset, "\(sql)")
    }
    let late = try connection.prepare("SELECT abs(-9223372036854775808)")
    #expect(try #require(throws: SQLiteError.self) { try late.step() }.offset == nil)
  }

  @Test func `optionals bind NULL for nil`() throws {
    #expect(try echo { try $0.bind(nil as String?, at: 1) }.0 == .null)
    #expect(try echo { try $0.bind(nil as Int64?, at: 1) }.0 == .null)
    #expect(try echo { try $0.bind("x" as String?, at: 1) }.0 == .text("x"))
    #expect(try echo { try $0.bind(4 as Int64?, at: 1) }.0 == .integer(4))
    #expect(try echo { try $0.bindDouble(.nan, at: 1) }.0 == .null)
  }

  @Test func `text that is not UTF-8 is repaired as text and kept as bytes`() throws {
    let bytes: [UInt8] = [0x61, 0xff, 0xc3, 0x28, 0x00, 0x62]
    let (value, type, stored) = try echo { try $0.bindText(bytes, at: 1) }
    #expect(value == .text("a\u{fffd}\u{fffd}(\0b"))
    #expect(type == .text)
    #expect(stored == bytes)
  }

  @Test func `spans bind as text and as blob, empty ones too`() throws {
    let bytes: [UInt8] = Array("pods".utf8)
    #expect(try echo { try $0.bindText(bytes.span.bytes, at: 1) }.0 == .text("pods"))
    #expect(try echo { try $0.bindBlob(bytes.span.bytes, at: 1) }.0 == .blob(bytes))
    let none: [UInt8] = []
    #expect(try echo { try $0.bindText(none.span.bytes, at: 1) }.0 == .text(""))
    #expect(try echo { try $0.bindBlob(none.span.bytes, at: 1) }.0 == .blob([]))
  }

  @Test func `bytes are lent for one run, and gone from the parameters after it`() throws {
    let insert = try connection.prepare("INSERT INTO t VALUES (?1, ?2)")
    for text in ["pods", "sérvices", ""] {
      let bytes = Array("<\(text)\0>".utf8)
      try insert.run(lending: bytes.span.bytes) { () throws(SQLiteError) in
        try insert.bindLentText(0..<bytes.count, at: 1)
        try insert.bindLentText(1..<bytes.count - 2, at: 2)
      }
    }
    try insert.run()
    let none: [UInt8] = []
    try insert.run(lending: none.span.bytes) { () throws(SQLiteError) in
      try insert.bindLentText(0..<0, at: 1)
    }
    let rows = try connection.prepare("SELECT a, b FROM t ORDER BY rowid")
    var found: [[SQLiteValue]] = []
    while try rows.step() { found.append([rows.value(0), rows.value(1)]) }
    #expect(
      found == [
        [.text("<pods\0>"), .text("pods")], [.text("<sérvices\0>"), .text("sérvices")],
        [.text("<\0>"), .text("")], [.null, .null], [.text(""), .null],
      ])
  }

  @Test func `a refused run takes lent bytes back as well`() throws {
    try connection.execute("CREATE TABLE once(a TEXT NOT NULL UNIQUE)")
    let insert = try connection.prepare("INSERT INTO once VALUES (?1)")
    let bytes = Array("pods".utf8)
    func run() throws(SQLiteError) {
      try insert.run(lending: bytes.span.bytes) { () throws(SQLiteError) in
        try insert.bindLentText(0..<4, at: 1)
      }
    }
    try run()
    #expect(throws: SQLiteError.self) { try run() }
    #expect(throws: SQLiteError.self) { try insert.run() }
    #expect(try connection.integer("SELECT count(*) FROM once WHERE a = 'pods'") == 1)
  }

  @Test func `a column lends its bytes without a copy`() throws {
    let statement = try connection.prepare("SELECT 'abc', x'00ff', NULL, 42")
    #expect(try statement.step())
    let sums = (0..<4).map { column in
      statement.withBytes(column) { bytes in
        (0..<bytes.byteCount).map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
      }
    }
    #expect(sums == [Array("abc".utf8), [0, 255], [], Array("42".utf8)])
  }

  @Test func `a statement runs again and again with new bindings`() throws {
    let insert = try connection.prepare("INSERT INTO t VALUES (?1, ?2)", persistent: true)
    for number in 0..<1_000 as Range<Int64> {
      try insert.bind(number, at: 1)
      try insert.bind("row \(number)", at: 2)
      try insert.run()
    }
    #expect(connection.changes == 1)
    #expect(connection.totalChanges == 1_000)
    #expect(connection.lastInsertRowID == 1_000)
    let select = try connection.prepare("SELECT a, b FROM t ORDER BY a")
    var rows: [String] = []
    while try select.step() { rows.append("\(select.integer(0)) \(select.text(1))") }
    #expect(rows == (0..<1_000).map { "\($0) row \($0)" })
    insert.clearBindings()
    try insert.run()
    #expect(try connection.integer("SELECT count(*) FROM t WHERE a IS NULL AND b IS NULL") == 1)
  }

  @Test func `parameters have names`() throws {
    let statement = try connection.prepare("SELECT :verb, @user, ?, $since, :verb")
    #expect(statement.parameterNames == [":verb", "@user", "$since"])
    #expect(statement.parameterCount == 4)
    try statement.bind("get", named: ":verb")
    try statement.bind(7, named: "$since")
    #expect(try statement.step())
    #expect(statement.text(0) == "get")
    #expect(statement.integer(3) == 7)
    #expect(statement.text(4) == "get")
    #expect(statement.optionalText(1) == nil)
    statement.reset()
    let error = try #require(throws: SQLiteError.self) {
      try statement.bind(1, named: ":nobody")
    }
    #expect(error.primaryCode == 25 && error.message == "no such parameter: :nobody")
  }

  @Test func `columns have names`() throws {
    let statement = try connection.prepare("SELECT a AS \"first one\", b FROM t")
    #expect(statement.columnNames == ["first one", "b"])
    #expect(statement.columnCount == 2)
    #expect(statement.columnName(9) == "")
  }

  @Test func `a statement tells whether it only reads`() throws {
    #expect(try connection.prepare("SELECT 1").isReadOnly)
    #expect(try !connection.prepare("DELETE FROM t").isReadOnly)
    #expect(try connection.prepare("EXPLAIN DELETE FROM t").isExplain)
  }

  @Test(arguments: [
    ("SELECT 1", ""), ("SELECT 1;", ""), ("SELECT 1 ; -- done\n /* and */ ;", ""),
    ("SELECT 1; DROP TABLE t", "DROP TABLE t"), ("SELECT 1;/* open ; DROP TABLE t", ""),
    ("SELECT ';'; -- x\nSELECT 2; SELECT 3", "SELECT 2; SELECT 3"), ("SELECT 1; - x", "- x"),
    ("SELECT 'ü'; ü", "ü"),
  ])
  func `what follows the first statement is its tail`(sql: String, tail: String) throws {
    #expect(try connection.prepare(sql).tail == tail)
  }

  @Test(arguments: ["", "  ", ";", "-- nothing", "/* */ ;", "SELECT 1\0; DROP TABLE t"])
  func `an SQL text without a statement is refused`(sql: String) {
    #expect(throws: SQLiteError.self) { try connection.prepare(sql) }
  }

  @Test func `a statement keeps its connection open`() throws {
    var connection: Connection? = try Connection.inMemory()
    let statement = try #require(try connection?.prepare("SELECT 5"))
    connection = nil
    #expect(try statement.step())
    #expect(statement.integer(0) == 5)
  }

  @Test func `UTF-16 databases give UTF-8`() throws {
    let other = try Connection.inMemory()
    try other.execute("PRAGMA encoding = 'UTF-16'; CREATE TABLE u(x); INSERT INTO u VALUES('hé')")
    let statement = try other.prepare("SELECT x FROM u")
    #expect(try statement.step())
    #expect(statement.text(0) == "hé")
    #expect(statement.blob(0) == Array("hé".utf8))
  }
}
