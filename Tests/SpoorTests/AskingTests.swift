import Foundation
import TestSupport
import Testing

/// `query`, `catalog` and `sql` as a user meets them.
@Suite struct AskingTests {
  private let test: SpoorCase

  init() throws {
    test = try SpoorCase()
    let logs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "sample-logs/shop-incident").path
    #expect(try test.ingest([logs]).status == 0)
  }

  private func run(_ words: String...) throws -> Consequences {
    let outcome = try test.run(words)
    return Consequences(status: outcome.status, stdout: outcome.text, stderr: outcome.stderr)
  }

  @Test func `a question is answered in any format, with filters and parameters`() throws {
    #expect(
      try run(
        "query", "images", "-p", "registry=quay.io", "--user", "kubernetes-admin", "--columns",
        "repository,tag,name", "--format", "json")
        == Consequences(
          status: 0,
          stdout: """
            [
            {"repository":"argoproj/argocd","tag":"v2.13.2","name":"argocd-application-controller"}
            ]

            """, stderr: ""))
  }

  @Test func `a wrong name or parameter is said with what to try`() throws {
    #expect(
      try run("query", "imags")
        == Consequences(
          status: 64, stdout: "",
          stderr: """
            error: there is no question "imags"
              why: did you mean images?
              try: spoor query images
              try: spoor catalog list

            """))
    #expect(
      try run("query", "images", "-p", "registri=x")
        == Consequences(
          status: 64, stdout: "",
          stderr: """
            error: the question has no parameter "registri"
              why: it has image, registry, controllers
              try: -p registry=…

            """))
    #expect(
      try run("query", "place")
        == Consequences(
          status: 64, stdout: "",
          stderr: """
            error: the parameter audit is missing
              why: it is the audit ID
              try: -p audit=TEXT

            """))
    #expect(
      try run("query", "server-failures", "-p", "code=many")
        == Consequences(
          status: 64, stdout: "",
          stderr: """
            error: -p code=many is not a whole number
              why: it is the lowest code
              try: -p code=1

            """))
    #expect(
      try run("query", "sources", "--user", "alice")
        == Consequences(
          status: 64, stdout: "",
          stderr: """
            error: sources takes no filter
              why: it takes none, as it is about files
              try: spoor query sources

            """))
    for words in [["-p", "x"], ["-p", "=x"], ["-p", "image=a", "-p", "image=b"]] {
      #expect(try test.run(["query", "images"] + words).status == 64)
    }
  }

  @Test func `a duration is a number of seconds or has a unit`() throws {
    let minute = try run("query", "silences", "-p", "longer=1m", "--format", "csv")
    #expect(minute == (try run("query", "silences", "-p", "longer=60", "--format", "csv")))
    #expect(
      minute.stdout == """
        start,end,seconds
        2026-11-23T18:58:29.370669Z,2026-11-23T19:00:19.965258Z,110

        """)
  }

  @Test(
    arguments: [
      ["timeline"], ["who", "deleted", "pods"], ["history", "deploy/web", "-n", "staging"],
      ["what", "alice@example.com"], ["sessions"], ["top", "verb"], ["query", "images"],
      ["sql", "SELECT audit_id FROM events"],
    ])
  func `a case with damaged pages is an error that says so`(words: [String]) throws {
    let file = try FileHandle(forUpdating: URL(filePath: test.path))
    let pages = try file.seekToEnd() / 4096
    for page in pages / 2..<pages * 6 / 10 {
      try file.seek(toOffset: page * 4096)
      try file.write(contentsOf: Data(repeating: 0xff, count: 4096))
    }
    try file.close()
    let outcome = try test.run(words)
    #expect(outcome.status == 1, "\(outcome.stderr)")
    #expect(
      outcome.stderr.hasPrefix("error: the case cannot be used\n  why: SQLite error"),
      "\(outcome.stderr)")
    #expect(outcome.stderr.contains("try: spoor verify\n"), "\(outcome.stderr)")
  }

  @Test func `a value that SQLite cannot hold is an error of the SQL`() throws {
    #expect(
      try run("sql", "SELECT zeroblob(4000000000)")
        == Consequences(
          status: 64, stdout: "",
          stderr: """
            error: the SQL cannot be run
              why: string or blob too big
              try: spoor sql --schema

            """))
  }

  @Test func `columns that name none are wrong usage`() throws {
    for nothing in ["", ",", ",,"] {
      let outcome = try run("sql", "SELECT 1 AS one, 2 AS two", "--columns", nothing)
      #expect(
        outcome
          == Consequences(
            status: 64, stdout: "",
            stderr: """
              error: --columns names no column
                why: the columns are one,two
                try: --columns one

              """))
    }
  }

  @Test func `an empty answer says why`() throws {
    #expect(
      try run("query", "images", "--user", "nobody", "--format", "csv").stderr
        == "no request in this case has the user nobody\n")
    #expect(
      try run("timeline", "--ip", "9.9.9.9").stderr
        == "no request in this case has the address 9.9.9.9\n")
    let plain = try SpoorCase()
    let logs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "sample-logs/shop-benign").path
    #expect(try plain.ingest([logs]).status == 0)
    #expect(
      try plain.run(["query", "images"]).stderr
        == "what would tell stands in bodies, and none was kept of such requests\n")
  }

  @Test func `a folder of one's own goes before what is built in`() throws {
    try test.scratch.write("own/images.sql", "SELECT 'mine' AS answer")
    try test.scratch.write("own/deep/more.sql", "-- More\nSELECT :x AS x")
    #expect(
      try run("query", "images", "--queries", "own", "--format", "csv").stdout
        == "answer\nmine\n")
    #expect(
      try run("query", "more", "--queries", "own", "-p", "x=1", "--format", "csv").stdout
        == "x\n1\n")
    let missing = try run("query", "images", "--queries", "none")
    #expect(missing.status == 1)
    #expect(missing.stderr.contains("cannot read the folder of questions none"))
    try test.scratch.write("own/images.sql", "SELECT\n  nme FROM requests")
    #expect(
      try run("query", "images", "--queries", "own")
        == Consequences(
          status: 64, stdout: "",
          stderr: """
            error: the SQL cannot be run
              why: no such column: nme
              where: own/images.sql:2:3
                |   nme FROM requests
                |   ^
              try: name, if that was meant
              try: spoor sql --schema

            """))
  }

  @Test func `SQL that is wrong is said with its place`() throws {
    #expect(
      try run("sql", "SELECT user, vrb FROM requests")
        == Consequences(
          status: 64, stdout: "",
          stderr: """
            error: the SQL cannot be run
              why: no such column: vrb
              where: SQL:1:14
                | SELECT user, vrb FROM requests
                |              ^
              try: verb, if that was meant
              try: spoor sql --schema

            """))
    for sql in ["", "  ", "-- nothing", "DELETE FROM event", "SELECT 1; SELECT 2"] {
      #expect(try run("sql", sql).status == 64, "\(sql)")
    }
  }

  @Test func `time and memory are limited`() throws {
    let endless =
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    let slow = try run("sql", endless, "--timeout", "200ms")
    #expect(slow.status == 1 && slow.stderr.contains("the time limit was reached (--timeout)"))
    let large = try run(
      "sql", "SELECT length(group_concat(printf('%1000d', event_id))) FROM events", "--memory",
      "4MiB")
    #expect(large.status == 1 && large.stderr.contains("the memory limit was reached (--memory)"))
    #expect(try run("sql", "SELECT 1", "--timeout", "soon").status == 64)
    #expect(try run("sql", "SELECT 1", "--memory", "much").status == 64)
  }

  @Test func `the body of an event hides secrets unless told otherwise`() throws {
    let file = try test.scratch.write(
      "secret.log",
      """
      {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse",\
      "auditID":"00000000-0000-4000-8000-000000000001","stage":"ResponseComplete",\
      "requestURI":"/api/v1/namespaces/prod/secrets","verb":"create","user":{"username":"eve"},\
      "objectRef":{"resource":"secrets","namespace":"prod","name":"db"},\
      "requestObject":{"kind":"Secret","data":{"password":"aHVudGVyMg=="}},\
      "responseStatus":{"code":201},"requestReceivedTimestamp":"2026-11-23T20:00:00.000000Z",\
      "stageTimestamp":"2026-11-23T20:00:00.000000Z"}

      """)
    #expect(try test.ingest([file]).status == 0)
    let sql = "SELECT event_json(event_id) AS body FROM requests WHERE user = 'eve'"
    #expect(try !run("sql", sql).stdout.contains("aHVudGVyMg=="))
    #expect(try run("sql", sql).stdout.contains("(redacted"))
    #expect(try run("sql", sql, "--no-redact").stdout.contains("aHVudGVyMg=="))
  }

  @Test func `an event in a shipper's record is taken out of it`() throws {
    let event = SampleEvent(SampleEvent.id(7)).line.replacing("\n", with: "")
    let quoted = String(decoding: try JSONEncoder().encode(event), as: UTF8.self)
    let shipped = try SpoorCase()
    try shipped.scratch.write("docker.log", "{\"log\":\(quoted),\"stream\":\"stdout\"}\n")
    #expect(try shipped.ingest(["docker.log"]).tally?.events == 1)
    let outcome = try shipped.run([
      "sql", "SELECT event_json(event_id) AS e FROM events", "--no-redact", "--format", "ndjson",
    ])
    let row = try JSONDecoder().decode([String: String].self, from: Data(outcome.stdout))
    #expect(row["e"] == event)
  }

  @Test func `words are completed from the grammar, the case and the questions`() throws {
    func complete(_ words: String...) throws -> [String] {
      try Tool.run(["complete", "--"] + words, environment: ["SPOOR_CASE": test.path]).stdout
        .split(separator: "\n").map { String($0.split(separator: "\t")[0]) }
    }
    #expect(try complete("time") == ["timeline"])
    #expect(try complete("timeline", "--user", "al") == ["alice@example.com"])
    #expect(try complete("timeline", "--user=bo") == ["--user=bob@example.com"])
    #expect(try complete("timeline", "--resource", "networkp") == ["networkpolicies"])
    #expect(try complete("query", "secret-re") == ["secret-readers", "secret-refusals"])
    #expect(
      try complete("query", "images", "-p", "") == ["registry=", "image=", "controllers="])
    #expect(try complete("ingest", "x") == [":files"])
    #expect(try complete("timeline", "--outc") == ["--outcome"])
    #expect(try complete("timeline", "--outcome", "d") == ["denied"])
    #expect(try complete("who", "deleted", "pods/backup-v") == ["pods/backup-verify"])
    #expect(try complete("complet") == ["completions"])
  }

  @Test func `words within words are completed too`() throws {
    func complete(_ words: String...) throws -> [String] {
      try Tool.run(["complete", "--"] + words, environment: ["SPOOR_CASE": test.path]).stdout
        .split(separator: "\n").map { String($0.split(separator: "\t")[0]) }
    }
    #expect(try complete("who", "--columns", "actor,actor_k") == ["actor,actor_kind"])
    #expect(try complete("timeline", "--columns", "time,tim").isEmpty)
    #expect(
      try complete("timeline", "--profile", "ecs", "--columns", "@") == ["@timestamp"])
    #expect(try complete("timeline", "--exclude", "outc") == ["outcome="])
    #expect(try complete("timeline", "--exclude", "outcome=den") == ["outcome=denied"])
    #expect(try complete("timeline", "--exclude", "user=al") == ["user=alice@example.com"])
    #expect(try complete("who", "evic") == ["evict", "evicted"])
    #expect(
      try complete("who", "deleted", "deployments.apps/paym") == ["deployments.apps/payments"])
    #expect(try complete("what", "198.51") == ["198.51.100.23"])
    #expect(
      try complete("what", "JTI=6f80") == ["JTI=6f80a211-f588-4c7c-9a18-8f19c9e5cb97"])
    #expect(try complete("what", "ops/backup-o") == ["ops/backup-operator"])
  }
}
