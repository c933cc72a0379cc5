import CaseStore
import Foundation
import TestSupport
import Testing

@testable import LogIngest

/// Files that have to do with audit events and are no log of them.
@Suite struct OtherTextTests {
  private func expectSkipped(_ path: String, in test: IngestCase, as reason: String) throws {
    let report = try test.ingest(path)
    #expect(Counts(report) == Counts(sources: 0, skipped: 1), "\(path)")
    #expect(report.addsUp)
    let source = try #require(try test.status().sources.last)
    #expect(source.isSkipped)
    #expect(source.notes == [reason], "\(path)")
    #expect(
      report.notices == [.skipped(path: source.path, reason: reason), .noEvents], "\(path)")
    try test.expectSound()
  }

  private static let yaml = "YAML: its audit events are not read; as JSON they would be"
  private static let policy = "an audit policy, which is no log"

  @Test(.enabled(if: Corpora.arePresent, "\(Corpora.reason)"))
  func `audit events in YAML are one skipped source that says so`() throws {
    let files = Corpora.files("public", endingIn: [".yaml"])
    #expect(files.count >= 6)
    for file in files {
      try expectSkipped(try Shop.absolute(file), in: try IngestCase(), as: Self.yaml)
    }
  }

  @Test(arguments: [
    (
      "- insertId: x\n  logName: y\n  protoPayload:\n    methodName: io.k8s.core.v1.pods.get\n",
      yaml
    ),
    ("---\nitems:\n- auditID: x\n  stage: Panic\n", yaml),
    ("apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n- level: Metadata\n", policy),
    (#"{"kind":"Policy","apiVersion":"audit.k8s.io/v1","rules":[{"level":"None"}]}"#, policy),
  ])
  func `other YAML, and policies`(_ text: String, _ reason: String) throws {
    let test = try IngestCase()
    try test.scratch.write("audit.yaml", text)
    try expectSkipped("audit.yaml", in: test, as: reason)
  }

  @Test func `a log that has such a line is a log`() throws {
    let test = try IngestCase()
    try test.scratch.write("audit.log", "auditID: x\n\(SampleEvent(SampleEvent.id(1)).line)")
    let report = try test.ingest("audit.log")
    #expect(Counts(report) == Counts(events: 1, requests: 1, rejected: 1))
    #expect(try test.status().sources.map(\.notes) == [[]])
  }
}
