import AuditEvents
import LogBytes
import SQLite
import TestSupport

@testable import CaseStore

/// A case written without files: each text is a source, each source a commit.
struct WrittenCase {
  let scratch: Scratch
  let path: String

  init(_ texts: [String] = []) throws {
    scratch = try Scratch()
    path = scratch.path("case.db")
    try add(texts)
  }

  /// Adds sources in one run.
  ///
  /// - Parameter afterCommit: called after each, with their number so far.
  /// - Returns: whether the case is one closed file now.
  @discardableResult
  func add(
    _ texts: [String], afterCommit: (Int) throws -> Void = { _ in }
  ) throws -> Bool {
    var writer = try CaseWriter(
      path: path, tool: "spoor test", holder: "a test", started: "2026-11-23T20:00:00Z")
    var decoder = EventDecoder(first: try writer.firstTupleNumbers())
    for (index, text) in texts.enumerated() {
      var framer = RecordFramer()
      try writer.begin(Self.facts("\(index)", text.utf8.count), known: nil)
      let batch = decoder.decode(framer.frame(Array(text.utf8), isLast: true))
      try writer.add(batch, block: nil)
      _ = try writer.end(
        fileBytes: Int64(text.utf8.count), digest: Array(repeating: 7, count: 32), damage: nil)
      try writer.commit()
      try afterCommit(index + 1)
    }
    return try writer.finish(ended: "2026-11-23T20:00:01Z")
  }

  /// Adds a source whose events are committed, and whose end is not: the run
  /// breaks off there.
  func breakOffAtEnd(of text: String) throws {
    var writer = try CaseWriter(
      path: path, tool: "spoor test", holder: "a test", started: "2026-11-23T20:00:00Z")
    var decoder = EventDecoder(first: try writer.firstTupleNumbers())
    var framer = RecordFramer()
    try writer.begin(Self.facts("0", text.utf8.count), known: nil)
    try writer.add(decoder.decode(framer.frame(Array(text.utf8), isLast: true)), block: nil)
    try writer.commit()
    _ = try writer.end(
      fileBytes: Int64(text.utf8.count), digest: Array(repeating: 7, count: 32), damage: nil)
  }

  private static func facts(_ path: String, _ bytes: Int) -> SourceFacts {
    SourceFacts(
      path: path, fileBytes: Int64(bytes), modified: nil, compression: "none", cluster: "",
      keepsEvidence: false, maxRecord: 1 << 20)
  }

  /// Rows as the `sqlite3` program shows them.
  func rows(_ sql: String) throws -> [String] { try CaseDump.rows(path, sql) }

  /// Changes the case behind our back.
  func tamper(_ sql: String) throws {
    let outcome = try Command.run("sqlite3", [path, sql])
    guard outcome.status == 0 else { throw Command.Failure(name: "sqlite3", outcome: outcome) }
  }
}
