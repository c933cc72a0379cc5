import TestSupport
import Testing

@testable import CaseStore

@Suite struct PruningTests {
  @Test func `a pruning has a start and an end, each at its time`() throws {
    let written = try WrittenCase([SampleEvent("a").line, SampleEvent("b").line])
    let derived = try WrittenCase([SampleEvent("b").line])
    let pruner = try CasePruner(path: written.path, holder: "a test")
    let record = CasePruner.Record(
      at: "2026-11-24T00:00:00Z", who: "dana@desk", tool: "spoor test", choice: "--source 1")
    try pruner.prune([1], derived: derived.path, as: record) { "2026-11-24T00:00:07Z" }
    let runs = try written.rows("SELECT started, ended FROM ingest WHERE ingest_id = 2")
    #expect(runs == ["2026-11-24T00:00:00Z|2026-11-24T00:00:07Z"])
    #expect(try written.rows("SELECT at FROM pruned") == ["2026-11-24T00:00:00Z"])
  }
}
