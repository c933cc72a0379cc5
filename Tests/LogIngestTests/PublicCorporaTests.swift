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

/// OCSF's own sample of EKS.
@Suite(.enabled(if: Corpora.arePresent, "\(Corpora.reason)")) struct OCSFSampleTests {
  private static let columns = Dialect.columns + ["credential_id", "node_name"]

  private func row(_ text: String, _ columns: [String]) throws -> [String] {
    let test = try IngestCase()
    try test.scratch.write("eks.json", text)
    let report = try test.ingest("eks.json")
    #expect(Counts(report) == Counts(events: 1, requests: 1))
    try test.expectSound()
    // The original is spread over lines.
    let pairs = columns.map { name in
      ["user_groups", "source_ips"].contains(name)
        ? "'\(name)', json(\(name))" : "'\(name)', \(name)"
    }.joined(separator: ", ")
    return try CaseDump.rows(test.path, "SELECT json_object(\(pairs)) FROM events")
  }

  @Test(arguments: [
    ("1.2.0", Set<String>()),
    ("1.5.0", Set(["time", "stage_time", "annotations", "decision", "refused_by"])),
  ])
  func `an API Activity agrees with the event that it is made of`(
    _ version: String, _ lost: Set<String>
  ) throws {
    let raw = String(
      decoding: try Corpora.read("public/ocsf-eks/markdown-v1.5.0-samples/eks.raw"), as: UTF8.self)
    let decoded = try JSONSerialization.jsonObject(with: Data(raw.utf8))
    let event = try #require(decoded as? NativeEvents.Event)
    let mapped = NativeEvents.json(OCSFMapping(version: version).mapped(event))
    let columns = Self.columns.filter { !lost.contains($0) }
    let (found, expected) = (try row(mapped, columns), try row(raw, columns))
    #expect(found == expected)
    if version == "1.5.0" {
      #expect(
        try row(mapped, ["time", "stage_time"])
          == [#"{"time":"2021-09-07T20:37:30.502Z","stage_time":"2021-09-07T20:37:30.642Z"}"#])
    }
  }

  @Test func `an API Activity of another service is no event`() throws {
    let test = try IngestCase()
    try test.scratch.write(
      "trail.json",
      """
      {"class_uid":6003,"api":{"operation":"PutObject","request":{"uid":"x"}},"time":1,
      "metadata":{"product":{"name":"CloudTrail"}},"message":"ok"}
      """)
    #expect(Counts(try test.ingest("trail.json")) == Counts(sources: 0, skipped: 1))
  }
}
