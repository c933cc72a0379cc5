internal import Foundation
internal import SQLite
internal import Testing

/// A new directory that goes away with the test.
final class Scratch {
  let url = FileManager.default.temporaryDirectory.appending(path: "spoor-\(UUID().uuidString)")
  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }
  func path(_ name: String) -> String { url.appending(path: name).path }
}

@Suite struct ConnectionTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  func makeDatabase(_ name: String = "case.db") throws -> String {
    let path = scratch.path(name)
    let connection = try Connection(path: path, mode: .readWriteCreate)
    try connection.execute("CREATE TABLE t(x UNIQUE NOT NULL); INSERT INTO t VALUES (1), (2)")
    return path
  }

  @Test func `the library tells its version`() {
    #expect(Connection.libraryVersion.hasPrefix("3."))
  }

  @Test(arguments: ["a b.db", "100%.db", "q?x=1.db", "h#ash.db", "ünïcödé.db", "file:x.db", ":m:"])
  func `any file name opens in every mode`(name: String) throws {
    let path = try makeDatabase(name)
    #expect(FileManager.default.fileExists(atPath: path))
    for mode in [OpenMode.readOnly, .readWrite, .readWriteCreate, .immutable] {
      let connection = try Connection(path: path, mode: mode)
      #expect(try connection.integer("SELECT count(*) FROM t") == 2)
    }
  }

  @Test(arguments: ["", "no/such/dir/x.db", "nul\0byte.db"])
  func `a file that cannot be opened is an error with its path`(path: String) throws {
    let error = try #require(throws: SQLiteError.self) {
      try Connection(path: path, mode: .readWriteCreate)
    }
    #expect(error.isCannotOpen)
    #expect(error.path == path)
  }

  @Test func `opening a missing file to read does not make it`() throws {
    let path = scratch.path("missing.db")
    for mode in [OpenMode.readOnly, .readWrite, .immutable] {
      #expect(throws: SQLiteError.self) { try Connection(path: path, mode: mode) }
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test(arguments: [OpenMode.readOnly, .immutable])
  func `a reading connection cannot write`(mode: OpenMode) throws {
    let path = try makeDatabase()
    let connection = try Connection(path: path, mode: mode)
    #expect(connection.isReadOnly)
    let error = try #require(throws: SQLiteError.self) {
      try connection.execute("INSERT INTO t VALUES (3)")
    }
    #expect(error.isReadOnly)
    #expect(error.sql == "INSERT INTO t VALUES (3)")
    #expect(error.path == path)
  }

  @Test func `a file of something else is not a database`() throws {
    let path = scratch.path("text.db")
    try Data(repeating: 65, count: 5_000).write(to: URL(filePath: path))
    let connection = try Connection(path: path, mode: .readOnly)
    let error = try #require(throws: SQLiteError.self) { try connection.schemaVersion }
    #expect(error.isNotADatabase)
  }

  @Test func `an error carries the extended code and the statement`() throws {
    let connection = try Connection(path: try makeDatabase(), mode: .readWrite)
    let insert = try connection.prepare("INSERT INTO t VALUES (?1)")
    try insert.bind(1, at: 1)
    let unique = try #require(throws: SQLiteError.self) { try insert.run() }
    #expect(unique.code == 2067 && unique.primaryCode == 19 && unique.isConstraint)
    #expect(unique.sql == "INSERT INTO t VALUES (?1)")
    try insert.bindNull(at: 1)
    let null = try #require(throws: SQLiteError.self) { try insert.run() }
    #expect(null.code == 1299)
    let range = try #require(throws: SQLiteError.self) { try insert.bind(1, at: 9) }
    #expect(range.primaryCode == 25)
    let syntax = try #require(throws: SQLiteError.self) { try connection.prepare("SELEKT 1") }
    #expect(syntax.code == 1 && syntax.message.contains("SELEKT") && syntax.sql == "SELEKT 1")
  }

  @Test func `a locked file is busy`() throws {
    let path = try makeDatabase()
    let first = try Connection(path: path, mode: .readWrite)
    let second = try Connection(path: path, mode: .readWrite, busyTimeoutMilliseconds: 1)
    try first.begin(.immediate)
    let error = try #require(throws: SQLiteError.self) { try second.begin(.immediate) }
    #expect(error.isBusy)
    try first.rollBack()
    try second.transaction(.immediate) { () throws(SQLiteError) in
      try second.execute("INSERT INTO t VALUES (9)")
    }
    #expect(try first.integer("SELECT count(*) FROM t") == 3)
  }

  @Test func `a full database says so`() throws {
    let connection = try Connection.inMemory()
    try connection.execute("PRAGMA max_page_count = 3; CREATE TABLE t(x)")
    let error = try #require(throws: SQLiteError.self) {
      try connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
    }
    #expect(error.isFull)
  }

  struct Stop: Error {}

  @Test func `a transaction whose body throws leaves nothing behind`() throws {
    let connection = try Connection(path: try makeDatabase(), mode: .readWrite)
    #expect(throws: Stop.self) {
      try connection.transaction(.immediate, mapError: { $0 as any Error }) {
        () throws(any Error) -> Void in
        #expect(connection.isInTransaction)
        try connection.execute("DELETE FROM t")
        throw Stop()
      }
    }
    #expect(!connection.isInTransaction)
    #expect(try connection.integer("SELECT count(*) FROM t") == 2)
  }

  @Test func `the header's numbers can be read and written`() throws {
    let path = try makeDatabase()
    let connection = try Connection(path: path, mode: .readWrite)
    try connection.setUserVersion(-7)
    try connection.setApplicationID(0x5350_4f52)
    let other = try Connection(path: path, mode: .readOnly)
    #expect(try other.userVersion == -7)
    #expect(try other.applicationID == 0x5350_4f52)
    #expect(try other.schemaVersion == 1)
  }

  @Test func `a script runs to its end or to its first error`() throws {
    let connection = try Connection.inMemory()
    let error = try #require(throws: SQLiteError.self) {
      try connection.execute("CREATE TABLE a(x); -- one\nCREATE TABLE b(x); BAD; CREATE TABLE c(x)")
    }
    #expect(error.sql == "BAD; CREATE TABLE c(x)")
    #expect(try connection.integer("SELECT count(*) FROM sqlite_schema") == 2)
    #expect(try connection.text("SELECT group_concat(name) FROM sqlite_schema") == "a,b")
  }
}
