import TestSupport
import Testing

/// What is absent is null, and so is the cluster of evidence without a name.
@Suite struct UnnamedClusterTests {
  private static func ingested() throws -> SpoorCase {
    let test = try SpoorCase()
    try test.scratch.write("x.log", SampleEvent(SampleEvent.id(1)).line)
    try test.scratch.write("y.log", SampleEvent(SampleEvent.id(2)).line)
    #expect(try test.ingest(["x.log"]).status == 0)
    #expect(try test.ingest(["y.log", "--cluster", "east"]).status == 0)
    return test
  }

  @Test func `the views have no cluster where there is no name`() throws {
    let test = try Self.ingested()
    for view in ["events", "requests"] {
      let rows = try CaseDump.rows(
        test.path, "SELECT source_id, cluster FROM \(view) ORDER BY event_id")
      #expect(Set(rows) == ["1|∅", "2|east"])
    }
  }

  @Test func `answers have null, and filters find it by the empty text`() throws {
    let test = try Self.ingested()
    let json = ["--format", "json", "--columns", "cluster"]
    let listed = try test.run(["timeline", "--profile", "full"] + json)
    #expect(Set(listed.text.split(separator: "\n")).isSuperset(of: ["[", "]"]))
    #expect(listed.text.contains("{\"cluster\":null}") && !listed.text.contains("\"\""))
    let counted = try test.run(["top", "cluster", "--format", "csv"])
    #expect(
      Set(counted.text.split(separator: "\n").dropFirst().map { $0.prefix(5) }) == [
        ",1", "east,",
      ])
    #expect(try test.run(["top", "cluster", "--format", "json"]).text.contains("\"cluster\":null"))
    let unnamed = try test.run(["timeline", "--cluster", "", "--columns", "audit_id"])
    #expect(unnamed.text == "audit_id\n\(SampleEvent.id(1))\n")
    let named = try test.run(["timeline", "--cluster", "*", "--columns", "audit_id"])
    #expect(named.text == "audit_id\n\(SampleEvent.id(2))\n")
  }

  @Test func `status names the clusters that have a name`() throws {
    let test = try Self.ingested()
    let status = try test.run(["status", "--format", "json"]).text
    #expect(status.contains("\"clusters\": [\n    \"east\"\n  ],"))
    #expect(status.contains("\"cluster\": null,") && status.contains("\"cluster\": \"east\","))
  }
}
