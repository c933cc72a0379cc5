import Foundation
import TestSupport
import Testing

/// The formats of what `verify` and `show` say.
@Suite struct EvidenceFormatTests {
  private static func ingested() throws -> SpoorCase {
    let test = try SpoorCase()
    try test.scratch.write("x.log", SampleEvent(SampleEvent.id(1)).line)
    #expect(try test.ingest(["x.log"]).status == 0)
    return test
  }

  private struct Verdict: Decodable, Equatable {
    struct File: Decodable, Equatable {
      var path: String
      var state: String
    }
    var head: String
    var entries: Int
    var blocks: Int
    var bytes: Int
    var files: [File]
    var differences: [String]
  }

  @Test func `verify gives programs an object, into a file too`() throws {
    let test = try Self.ingested()
    let size = SampleEvent(SampleEvent.id(1)).line.utf8.count
    let status = try test.run(["status", "--format", "json"])
    let head = try #require(status.text.firstMatch(of: /"head": "([0-9a-f]{64})"/)).output.1
    var expected = Verdict(
      head: String(head), entries: 2, blocks: 1, bytes: size,
      files: [.init(path: "x.log", state: "same")], differences: [])
    let written = try test.run(["verify", "--format", "json", "--output", "v.json"])
    #expect(written == Command.Outcome(status: 0, stdout: [], stderr: ""))
    let file = try Data(contentsOf: test.scratch.folder.appending(path: "v.json"))
    #expect(try JSONDecoder().decode(Verdict.self, from: file) == expected)

    try test.scratch.write("x.log", SampleEvent(SampleEvent.id(2)).line)
    let changed = try test.run(["verify", "--deep", "--format", "json"])
    expected.files[0].state = "changed"
    expected.differences = ["x.log: the file was changed"]
    #expect(changed.status == 1)
    #expect(try JSONDecoder().decode(Verdict.self, from: Data(changed.stdout)) == expected)
  }

  @Test func `show gives spreadsheets a row an event`() throws {
    let test = try Self.ingested()
    let line = SampleEvent(SampleEvent.id(1)).line
    let shown = try test.run(["show", SampleEvent.id(1), "--format", "csv"])
    let rows = shown.text.split(separator: "\n").map(String.init)
    #expect(rows.count == 2)
    #expect(
      rows[0] == """
        event_id,audit_id,time,stage_time,stage,level,conflict,salvaged,source,source_id,line,\
        byte_offset,byte_length,event
        """)
    let event = line.dropLast().replacing("\"", with: "\"\"")
    #expect(rows[1].contains(",false,false,x.log,1,1,0,\(line.utf8.count - 1),\"\(event)\""))
  }

  @Test(arguments: ["csv", "json", "table"])
  func `raw bytes are raw in any format`(format: String) throws {
    let test = try Self.ingested()
    let shown = try test.run(["show", SampleEvent.id(1), "--raw", "--format", format])
    #expect(shown.text == SampleEvent(SampleEvent.id(1)).line)
  }
}
