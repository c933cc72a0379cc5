import CaseStore
import Foundation
import LogIngest
import TestSupport
import Testing

/// The public samples of wrappers and dialects.
@Suite(.enabled(if: Corpora.arePresent, "\(Corpora.reason)")) struct PublicCorporaTests {
  /// What the manifest says of a file.
  private struct Sample: Decodable {
    let file: String
    let events: Int64
  }

  @Test func `every public sample gives the events that its manifest counts`() throws {
    let manifest = try #require(Corpora.folder).appending(path: "manifest.json")
    let samples = try JSONDecoder().decode([Sample].self, from: Data(contentsOf: manifest))
    for sample in samples where !sample.file.hasSuffix(".yaml") {
      let test = try IngestCase()
      let report = try test.ingest(try Shop.absolute(sample.file))
      #expect(report.tally.events + report.tally.duplicates == sample.events, "\(sample.file)")
      #expect(report.addsUp, "\(sample.file)")
      let isNamed = try test.status().sources.allSatisfy { $0.isSkipped || !$0.format.isEmpty }
      #expect(isNamed, "\(sample.file)")
      try test.expectSound(sample.file)
    }
  }

  /// The columns that hold something for an entry of Cloud Logging.
  private static let columns = """
    audit_id, time, stage, verb, user, actor_kind, source_ip, source_ips, user_agent, api_group,
    api_version, resource, subresource, namespace, name, code, status_reason, status_message,
    outcome, decision, decision_reason, level, request_uri, annotations
    """

  private func row(_ path: String) throws -> [String: String] {
    let test = try IngestCase()
    try test.ingest(try Shop.absolute(path))
    let names = Self.columns.split { $0 == "," || $0 == " " || $0 == "\n" }.map(String.init)
    let pairs = names.map { "'\($0)', \($0)" }.joined(separator: ", ")
    let rows = try CaseDump.rows(test.path, "SELECT json_object(\(pairs)) FROM events")
    let json = try JSONSerialization.jsonObject(with: Data(try #require(rows.first).utf8))
    let values = try #require(json as? [String: Any])
    return values.compactMapValues { $0 is NSNull ? nil : "\($0)" }
  }

  @Test func `an entry of Cloud Logging agrees with the event that it stands for`() throws {
    let folder = "public/gke-stackdriver-webhook-bridge"
    let entries = Corpora.files("\(folder)/log_entries")
    #expect(entries.count == 17)
    for entry in entries {
      let name = try #require(entry.split(separator: "/").last)
      let found = try row(entry)
      let expected = try row("\(folder)/k8s_audit_events/\(name)")
      let common = Set(found.keys).intersection(expected.keys)
      #expect(common.count >= 14)
      for key in common.sorted() { #expect(found[key] == expected[key], "\(name): \(key)") }
    }
  }

  @Test func `a process log named audit.log is skipped, not rejected line by line`() throws {
    let test = try IngestCase()
    let path = "public/negative/PisklovCor-klog-stdout-not-audit/audit.log"
    let report = try test.ingest(try Shop.absolute(path))
    #expect(Counts(report) == Counts(sources: 0, skipped: 1))
    #expect(report.addsUp)
  }
}
