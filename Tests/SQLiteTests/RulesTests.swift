internal import Foundation
internal import SQLite
internal import Testing

@Suite struct RulesTests {
  let connection: Connection
  static let endless = """
    WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n
    """

  init() throws {
    connection = try .inMemory()
    try connection.execute("CREATE TABLE t(a, secret); INSERT INTO t VALUES (1, 'x')")
  }

  @Test func `the authoriser denies a statement and blanks a column`() throws {
    var asked: Set<AccessAction> = []
    connection.setAuthoriser { request in
      asked.insert(request.action)
      if request.action == .read, request.second == "secret" { return .ignore }
      return [.select, .read].contains(request.action) ? .allow : .deny
    }
    #expect(try connection.text("SELECT secret FROM t") == nil)
    #expect(try connection.integer("SELECT a FROM t") == 1)
    for sql in ["DELETE FROM t", "ATTACH 'x' AS y", "PRAGMA user_version"] {
      let error = try #require(throws: SQLiteError.self) { try connection.prepare(sql) }
      #expect(error.isDenied && error.sql == sql)
    }
    // SQLite gives a denied function the plain code 1.
    let error = try #require(throws: SQLiteError.self) { try connection.prepare("SELECT abs(1)") }
    #expect(error.message == "not authorized to use function: abs")
    #expect(asked.isSuperset(of: [.select, .read, .delete, .attach, .pragma, .function]))
    connection.setAuthoriser(nil)
    #expect(try connection.text("SELECT secret FROM t") == "x")
  }

  @Test func `an interrupter stops a statement from another thread`() throws {
    let interrupter = connection.interrupter
    let thread = Thread {
      while !Thread.current.isCancelled {
        interrupter.interrupt()
        usleep(1_000)
      }
    }
    thread.start()
    let error = try #require(throws: SQLiteError.self) {
      try connection.integer(Self.endless)
    }
    thread.cancel()
    #expect(error.isInterrupted)
  }

  @Test func `an interrupter outlives its connection`() throws {
    let interrupter = try Connection.inMemory().interrupter
    interrupter.interrupt()
  }

  @Test func `a progress handler stops a statement`() throws {
    var questions = 0
    connection.setProgressHandler(every: 1_000) {
      questions += 1
      return questions == 5
    }
    let error = try #require(throws: SQLiteError.self) { try connection.integer(Self.endless) }
    #expect(error.isInterrupted)
    #expect(questions == 5)
    connection.setProgressHandler(every: 1_000, nil)
    #expect(try connection.integer("SELECT count(*) FROM t") == 1)
    #expect(questions == 5)
  }

  struct Odd: Error, CustomStringConvertible { let description = "odd number of things" }

  @Test func `functions take and give every storage class`() throws {
    try connection.createFunction(name: "same", argumentCount: 1) { $0[0] }
    let values: [SQLiteValue] = [
      .null, .integer(-3), .real(2.5), .text("a\0ü"), .text(""), .blob([0, 1]), .blob([]),
    ]
    let statement = try connection.prepare("SELECT same(?1)")
    for value in values {
      try statement.bind(value, at: 1)
      #expect(try statement.step())
      #expect(statement.value(0) == value)
      statement.reset()
    }
  }

  @Test func `what a function throws is the statement's error`() throws {
    try connection.createFunction(name: "pairs", argumentCount: nil) { values in
      guard values.count.isMultiple(of: 2) else { throw Odd() }
      return .integer(Int64(values.count / 2))
    }
    #expect(try connection.integer("SELECT pairs(1, 2, 3, 4)") == 2)
    #expect(try connection.integer("SELECT pairs()") == 0)
    let error = try #require(throws: SQLiteError.self) { try connection.integer("SELECT pairs(1)") }
    #expect(error.message == "odd number of things")
  }

  @Test func `a direct-only function cannot be called from a view`() throws {
    try connection.createFunction(name: "peek", argumentCount: 0) { _ in .integer(1) }
    try connection.execute("CREATE VIEW v AS SELECT peek() AS x")
    #expect(throws: SQLiteError.self) { try connection.integer("SELECT x FROM v") }
    try connection.createFunction(name: "peek", argumentCount: 0, directOnly: false) { _ in
      .integer(1)
    }
    #expect(try connection.integer("SELECT x FROM v") == 1)
  }

  @Test func `a function SQLite refuses is an error and its closure is freed`() throws {
    final class Token {}
    weak var weakToken: Token?
    do {
      let token = Token()
      weakToken = token
      let error = try #require(throws: SQLiteError.self) {
        try connection.createFunction(name: "f", argumentCount: 4_000) { _ in
          _ = token
          return .null
        }
      }
      #expect(error.primaryCode == 21)
    }
    #expect(weakToken == nil)
  }

  @Test func `closing frees the closures`() throws {
    final class Token { let isStopped = false }
    weak var weakToken: Token?
    do {
      let token = Token()
      weakToken = token
      let other = try Connection.inMemory()
      try other.createFunction(name: "f", argumentCount: 0) { _ in
        _ = token
        return .null
      }
      other.setProgressHandler(every: 1) { token.isStopped }
      other.setAuthoriser { _ in token.isStopped ? .deny : .allow }
      #expect(try other.text("SELECT f()") == nil)
    }
    #expect(weakToken == nil)
  }

  @Test func `limits hold`() throws {
    let before = connection.setLimit(.length, to: 1_000)
    #expect(before >= 1_000_000)
    let statement = try connection.prepare("SELECT ?1")
    let error = try #require(throws: SQLiteError.self) {
      try statement.bind(String(repeating: "x", count: 2_000), at: 1)
    }
    #expect(error.isTooBig)
    connection.setLimit(.expressionDepth, to: 5)
    #expect(throws: SQLiteError.self) { try connection.prepare("SELECT 1+1+1+1+1+1+1+1") }
  }

  @Test func `options hold`() throws {
    try connection.configure(.defensive, to: true)
    try connection.configure(.trustedSchema, to: false)
    try connection.configure(.doubleQuotedStringsInQueries, to: false)
    #expect(throws: SQLiteError.self) { try connection.integer("SELECT \"no such name\"") }
    try connection.configure(.doubleQuotedStringsInQueries, to: true)
    #expect(try connection.text("SELECT \"no such name\"") == "no such name")
    #expect(throws: SQLiteError.self) {
      try connection.execute("PRAGMA writable_schema = 1; DELETE FROM sqlite_schema")
    }
  }
}
