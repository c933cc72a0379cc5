import Foundation
import SQLite
import TestSupport
import Testing

@testable import CaseStore

@Suite struct CaseFileTests {
  /// Why a case can neither be asked nor written.
  private func refusals(_ path: String) -> [CaseError?] {
    var errors: [CaseError?] = []
    do throws(CaseError) {
      _ = try CaseStatus(path: path)
      errors.append(nil)
    } catch {
      errors.append(error)
    }
    do throws(CaseError) {
      _ = try CaseWriter(path: path, tool: "test", holder: "test", started: "2026")
      errors.append(nil)
    } catch {
      errors.append(error)
    }
    return errors
  }

  private static let event = SampleEvent("a").line

  @Test func `a closed case is one file that only its owner reads`() throws {
    let written = try WrittenCase([Self.event])
    #expect(written.scratch.names == ["case.db"])
    let mode = try FileManager.default.attributesOfItem(atPath: written.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(try written.rows("PRAGMA journal_mode") == ["delete"])
  }

  @Test func `a case that is not there is not made by asking`() throws {
    let scratch = try Scratch()
    let path = scratch.path("none.db")
    #expect(throws: CaseError.notFound(path: path)) { _ = try CaseStatus(path: path) }
    #expect(scratch.names == [])
  }

  @Test(arguments: ["a text file, and rather a long one, to fill the header of a database", "x"])
  func `a file that is no database is refused and left alone`(text: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write("x.db", String(repeating: text, count: 100))
    #expect(refusals(path) == [.notADatabase(path: path), .notADatabase(path: path)])
    #expect(scratch.names == ["x.db"])
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == String(repeating: text, count: 100))
  }

  @Test func `a database of another program is refused and left alone`() throws {
    let scratch = try Scratch()
    let path = scratch.path("x.db")
    try Command.run("sqlite3", [path, "CREATE TABLE t (a); INSERT INTO t VALUES (1)"])
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(refusals(path) == [.notACase(path: path), .notACase(path: path)])
    #expect(scratch.names == ["x.db"])
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test(arguments: [
    ("DROP VIEW events; CREATE VIEW events AS SELECT 1 AS event_id", "events"),
    ("CREATE VIEW evil AS SELECT 1", "evil"), ("CREATE TABLE evil (a)", "evil"),
    ("CREATE TRIGGER evil AFTER INSERT ON source BEGIN SELECT 1; END", "evil"),
    ("CREATE INDEX evil ON event (flags)", "evil"), ("DROP VIEW requests", "requests"),
    ("DROP TABLE chain", "chain"), ("ALTER TABLE source ADD COLUMN evil", "source"),
  ])
  func `a case whose schema was changed is refused`(change: String, name: String) throws {
    let written = try WrittenCase([Self.event])
    try written.tamper(change)
    let error = CaseError.foreignSchema(path: written.path, name: name)
    #expect(refusals(written.path) == [error, error])
  }

  @Test func `a case of a later version is refused`() throws {
    let written = try WrittenCase([Self.event])
    try written.tamper("PRAGMA user_version = \(Schema.version + 1)")
    let error = CaseError.newerSchema(
      path: written.path, found: Schema.version + 1, known: Schema.version)
    #expect(refusals(written.path) == [error, error])
  }

  @Test func `a case of an earlier version is refused, and the error says so`() throws {
    let written = try WrittenCase([Self.event])
    try written.tamper("PRAGMA user_version = 1")
    let error = CaseError.olderSchema(path: written.path, found: 1, known: Schema.version)
    #expect(refusals(written.path) == [error, error])
  }

  @Test func `a case has one writer at a time, who is named`() throws {
    let written = try WrittenCase([Self.event])
    let writer = try CaseWriter(
      path: written.path, tool: "test", holder: "process 7 (spoor ingest)", started: "2026")
    #expect(
      refusals(written.path) == [
        nil, .held(path: written.path, holder: "process 7 (spoor ingest)"),
      ])
    _ = try writer.finish(ended: "2026")
    #expect(refusals(written.path) == [nil, nil])
  }

  @Test func `a lock that a killed process left is taken over`() throws {
    let written = try WrittenCase([Self.event])
    try written.scratch.write("case.db.lock", "process 1 (spoor ingest)")
    try written.add([SampleEvent("b").line])
    #expect(written.scratch.names == ["case.db"])
  }

  @Test func `a folder, or a place that is not there, is no case`() throws {
    let scratch = try Scratch()
    let folder = scratch.folder.path
    #expect(
      refusals(folder + "/no/case.db").last
        == .cannotOpen(path: folder + "/no/case.db", errno: ENOENT))
    try FileManager.default.createDirectory(
      atPath: folder + "/x.db", withIntermediateDirectories: true)
    #expect(refusals(folder + "/x.db").last == .cannotOpen(path: folder + "/x.db", errno: EISDIR))
    #expect(scratch.names == ["x.db"])
  }

  @Test func `a reader sees one state of a case while it is written`() throws {
    let written = try WrittenCase([Self.event])
    var reader: CaseReader?
    let isClosed = try written.add([SampleEvent("b").line, SampleEvent("c").line]) { texts in
      guard texts == 1 else { return }
      let opened = try CaseReader(path: written.path)
      #expect(try opened.connection.integer("SELECT count(*) FROM events") == 2)
      reader = opened
    }
    #expect(!isClosed)
    #expect(try reader?.connection.integer("SELECT count(*) FROM events") == 2)
    #expect(try reader?.connection.integer("SELECT count(*) FROM source") == 2)
    var later: CaseReader? = try CaseReader(path: written.path)
    #expect(try later?.connection.integer("SELECT count(*) FROM events") == 3)
    later = nil
    #expect(written.scratch.names == ["case.db", "case.db-shm", "case.db-wal"])
    reader = nil
    // The next run does what the reader held up.
    #expect(try written.add([]))
    #expect(written.scratch.names == ["case.db"])
  }
}

@Suite struct ReadOnlyMediaTests {
  private static let isRoot = geteuid() == 0

  /// Calls a closure with a folder that holds a closed case and cannot be
  /// written to: a file system mounted read-only, or a folder without the right.
  private func withReadOnlyFolder(_ body: (String) throws -> Void) throws {
    let written = try WrittenCase([SampleEvent("a").line])
    let folder = written.scratch.folder.path
    if Self.isRoot {
      let place = try Scratch()
      let mount = try Command.run(
        "mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", place.folder.path])
      guard mount.status == 0 else {
        print("skipped: cannot mount a tmpfs: \(mount.stderr)")
        return
      }
      defer { _ = try? Command.run("umount", [place.folder.path]) }
      try FileManager.default.copyItem(atPath: written.path, toPath: place.path("case.db"))
      try Command.run("mount", ["-o", "remount,ro", place.folder.path])
      try body(place.folder.path)
    } else {
      chmod(folder, 0o500)
      defer { chmod(folder, 0o700) }
      try body(folder)
    }
  }

  @Test func `a closed case opens where nothing can be written`() throws {
    try withReadOnlyFolder { folder in
      let path = folder + "/case.db"
      let status = try CaseStatus(path: path)
      #expect(status.events == 1)
      #expect(try EvidenceVerification(path: path).differences == [])
      #expect(throws: CaseError.self) {
        _ = try CaseWriter(path: path, tool: "test", holder: "test", started: "2026")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["case.db"])
    }
  }
}
