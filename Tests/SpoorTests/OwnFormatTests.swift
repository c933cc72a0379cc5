import Foundation
import TestSupport
import Testing

/// Tables of formats of a user's own, through the program.
@Suite struct OwnFormatTests {
  /// A folder as `queries` is, with a kind of event that nobody knows.
  private func folder(_ test: SpoorCase) throws {
    let folder = test.scratch.folder.appending(path: "own/formats")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try test.scratch.write("own/formats/kinds.csv", "kind,all,any\nacme,acme_id what,\n")
    try test.scratch.write(
      "own/formats/fields.csv",
      """
      # How Acme calls them.
      kind,from,to
      acme,acme_id,auditID
      acme,what,verb
      acme,who,user.username
      acme,path,requestURI
      acme,when,requestReceivedTimestamp
      acme,step,stage
      """)
    try test.scratch.write(
      "own/formats/wrappers.csv", "format,path,marks,each\nacme-export,entries[].entry,,record\n")
    try test.scratch.write(
      "own/formats/recognised.csv", "format,recognised\nacme-export,`entry` of `entries`\n")
    let events = (0..<3).map { number in
      """
      {"entry":{"acme_id":"\(SampleEvent.id(number))","what":"get","who":"eve","step":\
      "ResponseComplete","path":"/healthz","when":"2026-11-23T19:00:0\(number).000000Z"}}
      """
    }
    try test.scratch.write("acme.json", "{\"entries\":[\(events.joined(separator: ","))]}\n")
  }

  @Test func `own tables are used, noted, and needed to verify`() throws {
    let test = try SpoorCase()
    try folder(test)
    let without = try test.run(["ingest", "acme.json", "--dry-run"])
    #expect(without.stderr.contains("no audit event was found"))
    let dry = try test.run(["ingest", "acme.json", "--dry-run", "--queries", "own"])
    #expect(dry.text.contains("acme-export + acme") && dry.text.contains("note: read with own"))
    #expect(try test.ingest(["acme.json"]).tally?.skipped == 1)
    let with = try test.ingest(["acme.json", "--queries", "own", "--source-format", "acme-export"])
    #expect(with.tally?.events == 3)
    #expect(!with.stderr.contains("warning"))
    let status = try test.run(["status"]).text
    #expect(status.contains("acme-export + acme"))
    let note =
      "read with own tables of formats: fields.csv, kinds.csv, recognised.csv, wrappers.csv"
    #expect(status.contains("note: \(note) (SHA-256 "))
    let users = try test.run(["sql", "SELECT DISTINCT user, verb FROM events", "--format", "csv"])
    #expect(users.text == "user,verb\neve,get\n")
    let sound = try test.run(["verify", "--deep", "--queries", "own"])
    #expect(sound.status == 0)
    #expect(!sound.stderr.contains("--queries"))
    let other = try test.run(["verify", "--deep"])
    #expect(other.status == 1)
    #expect(
      other.stderr.contains(
        "acme.json was read with other tables of formats: name their folder (--queries DIR)"))
  }

  @Test func `an event in a string is shown, and asked for, by the own tables it came by`() throws {
    let test = try SpoorCase()
    try folder(test)
    let id = SampleEvent.id(7)
    let event = "{\"acme_id\":\"\(id)\",\"what\":\"get\",\"when\":\"2026-11-23T19:00:00Z\"}"
    let text = String(decoding: try JSONEncoder().encode(event), as: UTF8.self)
    let record = "{\"entry\":\(text)}"
    try test.scratch.write("acme.json", "{\"entries\":[\(record)]}\n")
    #expect(try test.ingest(["acme.json", "--queries", "own"]).tally?.events == 1)
    let commands = [
      ["show", id, "--format", "csv", "--no-redact"],
      ["sql", "SELECT event_json(event_id) AS event FROM events", "--format", "csv"],
    ]
    for command in commands {
      let known = try test.run(command + ["--queries", "own"])
      #expect(known.status == 0)
      #expect(known.text.hasSuffix("\(Self.field(event))\n"), "\(known.text)")
      let unknown = try test.run(command)
      #expect(unknown.status == 0)
      #expect(unknown.text.hasSuffix("\(Self.field(record))\n"), "\(unknown.text)")
      let named = try Tool.run(
        command + ["--case", test.path],
        environment: ["SPOOR_QUERIES": test.scratch.path("own")])
      #expect(named.stdout == known.text)
    }
    let raw = ["show", id, "--raw"]
    #expect(try test.run(raw + ["--queries", "own"]).text == record + "\n")
  }

  private static func field(_ text: String) -> String {
    "\"\(text.replacing("\"", with: "\"\""))\""
  }

  @Test func `own formats are listed before the others, and again by the variable`() throws {
    let test = try SpoorCase()
    try folder(test)
    let listed = try test.run(["formats", "--queries", "own", "--format", "csv"]).text
    let lines = listed.split(separator: "\n")
    #expect(lines.prefix(2) == ["format,recognised,lost", "acme-export,`entry` of `entries`,"])
    let shipped = try test.run(["formats", "--format", "csv"]).text
    #expect(lines.count == shipped.split(separator: "\n").count + 1)
    let named = try Tool.run(
      ["formats", "--format", "csv"],
      environment: ["SPOOR_QUERIES": test.scratch.path("own")])
    #expect(named.stdout == listed)
  }

  @Test func `a table that cannot be used is an error that names the line`() throws {
    let test = try SpoorCase()
    try folder(test)
    try test.scratch.write("own/formats/prefixes.csv", "format,pattern\n\nacme\n")
    let ingested = try test.run(["ingest", "acme.json", "--queries", "own"])
    #expect(ingested.status == 1)
    #expect(
      ingested.stderr == """
        error: cannot use the table of formats own/formats/prefixes.csv
          why: line 3 has not the columns format,pattern
          where: own/formats/prefixes.csv:3
          try: the table of the same name in queries/formats as an example

        """)
    try test.scratch.write("own/formats/prefixes.csv", "format,pattern\n")
    try test.scratch.write("own/formats/kinds.csv", "kind,all,any\neverything,,a\n")
    #expect(try test.run(["formats", "--queries", "own"]).stderr.contains("has no key"))
    try test.scratch.write("own/formats/kind.csv", "kind,all,any\n")
    let unknown = try test.run(["formats", "--queries", "own"])
    #expect(unknown.status == 1)
    #expect(unknown.stderr.contains("try: the name kinds.csv"))
    let missing = try test.run(["ingest", "acme.json", "--queries", "elsewhere"])
    #expect(missing.status == 1)
    #expect(missing.stderr.hasPrefix("error: cannot read the folder elsewhere\n"))
  }
}
