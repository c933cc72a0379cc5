import CaseStore
import Foundation
import LogIngest
import TestSupport
import Testing

/// A case of a test's own, and files for it.
struct IngestCase {
  let scratch: Scratch
  let path: String

  init(_ name: String = "case.db", in scratch: Scratch? = nil) throws {
    self.scratch = try scratch ?? Scratch()
    path = self.scratch.path(name)
  }

  /// Ingests files of the folder, by name, or any by path.
  @discardableResult
  func ingest(
    _ names: String..., change: (inout IngestOptions) -> Void = { _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) throws -> IngestReport {
    try ingest(names, change: change, isCancelled: isCancelled)
  }

  @discardableResult
  func ingest(
    _ names: [String], change: (inout IngestOptions) -> Void = { _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) throws -> IngestReport {
    var options = IngestOptions(casePath: path, tool: "spoor test")
    change(&options)
    let paths = names.map { $0.hasPrefix("/") ? $0 : scratch.path($0) }
    return try Ingest.run(
      paths, options, holder: "a test", progress: { _ in }, isCancelled: isCancelled)
  }

  func dump(sources: Bool = true) throws -> CaseDump { try CaseDump(path, sources: sources) }

  /// Expects that verification finds nothing.
  ///
  /// - Parameter isDeep: whether to derive the case anew, too.
  func expectSound(
    _ comment: String = "", isDeep: Bool = true,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let verification = try EvidenceVerification(path: path)
    var problems = verification.differences.map { "\($0)" }
    problems += try verification.integrityProblems()
    if isDeep { problems += try DeepComparison(path: path, status()).problems }
    #expect(problems == [], "\(comment)", sourceLocation: location)
  }

  func status() throws -> CaseStatus { try CaseStatus(path: path) }
}

/// How much a run, or a case, holds of each.
struct Counts: Equatable {
  var sources: Int64 = 1
  var skipped: Int64 = 0
  var events: Int64 = 0
  var requests: Int64 = 0
  var duplicates: Int64 = 0
  var conflicts: Int64 = 0
  var rejected: Int64 = 0
}

extension Counts {
  /// Of a run.
  init(_ report: IngestReport) {
    self.init(
      sources: report.sources, skipped: report.skipped, events: report.tally.events,
      requests: report.tally.requests, duplicates: report.tally.duplicates,
      conflicts: report.tally.conflicts, rejected: report.tally.rejected)
  }
}

/// How many rows the views of a case have, and its conflicts.
struct Rows: Equatable {
  var events: Int
  var requests: Int
  var conflicts = 0

  init(events: Int, requests: Int, conflicts: Int = 0) {
    self.events = events
    self.requests = requests
    self.conflicts = conflicts
  }

  init(_ test: IngestCase) throws {
    let counted = try CaseDump.rows(
      test.path,
      """
      SELECT (SELECT count(*) FROM events) || ' ' || (SELECT count(*) FROM requests) || ' ' ||
      (SELECT count(*) FROM events WHERE conflict)
      """)
    let numbers = counted[0].split(separator: " ").compactMap { Int($0) }
    self.init(events: numbers[0], requests: numbers[1], conflicts: numbers[2])
    // What the status says without counting rows is what the views have.
    let status = try test.status()
    #expect([status.events, status.requests] == [Int64(events), Int64(requests)])
    #expect(status.levels.reduce(0) { $0 + $1.events } == Int64(events))
    #expect(status.stages.reduce(0) { $0 + $1.events } == Int64(events))
  }
}

extension IngestReport {
  /// Whether every unpacked byte is in one of the six counters, none negative.
  var addsUp: Bool {
    let parts = [
      tally.bytesEvents, tally.bytesDuplicates, tally.bytesSalvaged, tally.bytesRejected,
      bytesSkipped, tally.bytesOther,
    ]
    return parts.allSatisfy { $0 >= 0 } && parts.reduce(0, +) == bytesJSON
  }
}

/// The recorded logs of one small cluster.
enum Shop {
  static func incident() throws -> [String] { try files("recorded/shop-incident") }
  static func benign() throws -> [String] { try files("recorded/shop-benign") }

  /// The batches of the webhook backend.
  static func batches() throws -> String {
    try absolute("recorded/shop-incident/webhook-batches.jsonl.gz")
  }

  static func absolute(_ path: String) throws -> String {
    try #require(Corpora.place(of: path)).path
  }

  /// The files of the log backend, oldest first.
  private static func files(_ folder: String) throws -> [String] {
    let names = Corpora.files(folder, endingIn: [".log.gz", "audit.log"])
    return try names.map { try absolute($0) }
  }

  /// The files' unpacked texts.
  static func texts(_ paths: [String]) throws -> [[UInt8]] {
    try paths.map { try Corpora.read(URL(filePath: $0)) }
  }
}
