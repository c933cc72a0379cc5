import Foundation
import TestSupport
import Testing

/// A CSV timeline is written by a way of its own, which copies what was written
/// of a tuple before; naming the columns takes the usual way, value by value.
@Suite struct TimelineBytesTests {
  private static let profiles = ["minimal", "standard", "full", "timesketch", "ecs"]

  private func expectSame(_ test: SpoorCase, _ words: [String]) throws {
    let quick = try test.run(["timeline"] + words)
    #expect(quick.status == 0 && quick.stdout.count > 1000, "\(words): \(quick.stderr)")
    let separator: Character = words.contains("tsv") ? "\t" : ","
    // A header is guarded, too: '@timestamp.
    let names = quick.text.prefix { $0 != "\n" }.replacing("'", with: "")
      .split(separator: separator)
    let slow = try test.run(["timeline", "--columns", names.joined(separator: ",")] + words)
    #expect(slow.status == 0 && slow.stdout == quick.stdout, "\(words)")
  }

  @Test func `the recorded incident is the same, cell by cell and value by value`() throws {
    let test = try SpoorCase()
    let (folder, _) = try RawLog.incident()
    _ = try test.ingest([folder.path])
    for profile in Self.profiles {
      for words in [["--format", "csv"], ["--format", "tsv"], ["--stages", "--limit", "1500"]] {
        try expectSame(test, ["--profile", profile] + words)
      }
    }
    try expectSame(test, ["--no-redact"])
    try expectSame(test, ["--verb", "create"])
  }

  @Test func `hostile texts, audit IDs that are no UUID, and moments that are none, too`() throws {
    let hostile = [
      "=1+1", "'quoted", "a,b", "say \\\"x\\\"", "\\u001b[31m", "a\\tb", "\\u202e", "", "日本語",
    ]
    let lines = (0..<600).map { number in
      let text = hostile[number % hostile.count]
      return SampleEvent(number % 3 == 0 ? "\(text)-\(number)" : SampleEvent.id(number)) {
        $0.user = text
        $0.verb = number % 7 == 0 ? "list" : "patch"
        $0.uri = "/api/v1/namespaces/prod/pods/\(number % 50)?labelSelector=\(text)&dryRun=All"
        $0.code = number % 5 == 0 ? 403 : 200
        $0.received = number % 40 == 0 ? nil : "2026-11-23T19:0\(number % 10):00.000\(number % 9)Z"
        $0.more = #","annotations":{"\#(text)":"\#(text)"}"#
      }.line.replacing("kubectl/v1.35.0", with: text)
    }
    let test = try SpoorCase()
    let file = try test.scratch.write("hostile.log", Array(lines.joined().utf8))
    #expect(try test.ingest([file]).status == 0)
    for profile in Self.profiles {
      try expectSame(test, ["--profile", profile])
      try expectSame(test, ["--profile", profile, "--format", "tsv"])
    }
  }

  @Test func `a limit ends it, at whatever row`() throws {
    let test = try SpoorCase()
    let (folder, _) = try RawLog.incident()
    _ = try test.ingest([folder.path])
    for limit in [0, 1, 2, 64, 65, 66, 500] {
      let outcome = try test.run(["timeline", "--limit", String(limit)])
      #expect(outcome.text.count { $0 == "\n" } == limit + 1, "\(limit)")
    }
  }
}
