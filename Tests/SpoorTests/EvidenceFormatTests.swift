import Foundation
import TestSupport
import Testing

/// The formats of what the commands that collect say.
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

  /// What the commands say that are not a list of rows by themselves, in one format.
  private static func answers(_ format: String) throws -> [String: String] {
    let test = try ingested()
    try test.scratch.write("y.log", SampleEvent(SampleEvent.id(2)).line)
    let commands = [
      ["ingest", "y.log"], ["ingest", "--dry-run", "y.log"], ["status"], ["verify"],
      ["prune", "--older-than", "10000d", "--yes"], ["prune", "--source", "2", "--yes"],
      ["catalog", "show", "images"],
    ]
    var answers: [String: String] = [:]
    for words in commands {
      let told = try test.run(words + ["--format", format])
      #expect(told.status == 0, "\(words): \(told.stderr)")
      answers[words.joined(separator: " ")] = told.text
    }
    return answers
  }

  private static func keys(_ document: String) throws -> Set<String> {
    let object = try JSONSerialization.jsonObject(with: Data(document.utf8))
    return Set(try #require(object as? [String: Any]).keys)
  }

  @Test func `what is one object in JSON is one line in NDJSON`() throws {
    let (documents, lines) = (try Self.answers("json"), try Self.answers("ndjson"))
    for (command, document) in documents {
      let line = try #require(lines[command])
      #expect(line.last == "\n" && line.filter { $0 == "\n" }.count == 1, "\(command): \(line)")
      #expect(try Self.keys(line) == Self.keys(document), "\(command)")
    }
    let nothing = try #require(documents["prune --older-than 10000d --yes"])
    #expect(nothing.contains("\"pruned\": [],") && nothing.contains("\"at\": null,"))
    #expect(try Self.keys(nothing) == Self.keys(documents["prune --source 2 --yes"] ?? ""))
  }

  @Test(arguments: [("csv", ","), ("tsv", "\t")])
  func `in formats of rows it is the list in it`(format: String, separator: String) throws {
    let answers = try Self.answers(format)
    func cells(_ command: String) throws -> [[String]] {
      try #require(answers[command]).split(separator: "\n").map {
        $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
      }
    }
    let tally = try cells("ingest y.log")
    #expect(tally.count == 2 && tally[0].prefix(2) == ["sources", "skipped"])
    #expect(tally[1].prefix(2) == ["1", "0"] && tally[1].count == tally[0].count)
    for command in ["status", "ingest --dry-run y.log"] {
      let sources = try cells(command)
      #expect(sources[0].prefix(4) == ["id", "path", "cluster", "bytes"])
      #expect(
        sources.dropFirst().map { $0[1] } == (command == "status" ? ["x.log", "y.log"] : ["y.log"]))
    }
    let verified = try cells("verify").map { $0.dropLast() }
    #expect(
      verified == [
        ["kind", "path", "state"], ["head", "", ""], ["file", "x.log", "same"],
        ["file", "y.log", "same"],
      ])
    let header = ["id", "path", "events", "bytes_json", "at", "by"]
    #expect(try cells("prune --older-than 10000d --yes") == [header])
    let pruned = try cells("prune --source 2 --yes")
    #expect(pruned.count == 2 && pruned[0] == header && pruned[1].prefix(3) == ["2", "y.log", "1"])
    #expect(try cells("catalog show images")[0].prefix(2) == ["name", "subject"])
  }

  @Test func `Markdown, columns, limit and output hold for them as for other rows`() throws {
    let test = try Self.ingested()
    let listed = try test.run([
      "status", "--format", "markdown", "--columns", "path,events", "--limit", "1",
    ])
    #expect(listed.text == "| path | events |\n| --- | ---: |\n| x.log | 1 |\n")
    try test.scratch.write("x.log", SampleEvent(SampleEvent.id(2)).line)
    let differing = try test.run(["verify", "--format", "csv", "--columns", "kind,detail"])
    #expect(differing.status == 1)
    #expect(differing.text.hasSuffix("difference,x.log: the file was changed\n"))
    try test.scratch.write("y.log", SampleEvent(SampleEvent.id(3)).line)
    let words = ["ingest", "y.log", "--format", "csv", "--columns", "events,requests"]
    let written = try test.run(words + ["--output", "tally.csv"])
    #expect(written == Command.Outcome(status: 0, stdout: [], stderr: ""))
    let file = try Data(contentsOf: test.scratch.folder.appending(path: "tally.csv"))
    #expect(String(decoding: file, as: UTF8.self) == "events,requests\n1,1\n")
    let wrong = try test.run(["status", "--format", "xml"])
    #expect(wrong.status == 64 && wrong.stderr.contains("markdown"))
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
