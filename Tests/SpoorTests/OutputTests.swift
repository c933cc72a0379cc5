import Foundation
import TestSupport
import Testing

/// Where answers go, and which of their columns.
@Suite struct OutputTests {
  private let test: SpoorCase

  init() throws {
    test = try SpoorCase()
    let log = try test.scratch.write(
      "audit.log", Array((SampleEvent(SampleEvent.id(1)).json + "\n").utf8))
    #expect(try test.ingest([log]).status == 0)
  }

  private static let question = ["timeline", "--format", "csv", "--columns", "verb,resource"]

  @Test func `a named pipe is written to, with --force too, and stays one`() throws {
    let pipe = test.scratch.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let stdout = try test.run(Self.question).stdout
    for force in [[], ["--force"]] {
      let running = try test.start(Self.question + ["--output", pipe] + force)
      let read = try Command.run("cat", [pipe]).stdout
      #expect(try running.wait().status == 0)
      #expect(read == stdout)
    }
    var facts = stat()
    #expect(stat(pipe, &facts) == 0 && facts.st_mode & S_IFMT == S_IFIFO)
  }

  @Test func `a device that is full is a failure and stays a device`() throws {
    let full = try test.run(Self.question + ["--output", "/dev/full", "--force"])
    #expect(full.status == 1)
    #expect(
      full.stderr == "error: cannot write /dev/full\n  why: No space left on device\n")
    var facts = stat()
    #expect(stat("/dev/full", &facts) == 0 && facts.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func `a folder is no file, with --force neither`() throws {
    let outcome = try test.run(Self.question + ["--output", ".", "--force"])
    #expect(outcome.status == 1)
    #expect(
      outcome.stderr == """
        error: cannot write .
          why: it is a folder
          try: --output with the name of a file in it

        """)
  }

  @Test func `a dash is stdout`() throws {
    let plain = try test.run(Self.question)
    let dashed = try test.run(Self.question + ["--output", "-"])
    #expect(dashed.stdout == plain.stdout && dashed.status == 0)
    #expect(!FileManager.default.fileExists(atPath: test.scratch.path("-")))
  }

  @Test func `a file that may not grow is a failure, and nothing is left of it`() throws {
    let words = Self.question + ["--case", test.path, "--output", "big.csv"]
    let outcome = try Command.run(
      "bash",
      [
        "-c", #"cd "$0" && (ulimit -f 0; exec "$@") 2>&1 | cat; exit "${PIPESTATUS[0]}""#,
        test.scratch.folder.path, SpoorCase.executable.path,
      ] + words)
    #expect(outcome.status == 1)
    #expect(outcome.text == "error: cannot write big.csv\n  why: File too large\n")
    let left = try FileManager.default.contentsOfDirectory(atPath: test.scratch.folder.path)
    #expect(left.filter { $0.hasPrefix("big") }.isEmpty)
  }

  @Test func `a column that is named twice is wrong usage`() throws {
    let outcome = try test.run(["timeline", "--columns", "time,verb,time", "--format", "json"])
    #expect(outcome.status == 64 && outcome.stdout.isEmpty)
    #expect(
      outcome.stderr == """
        error: --columns names time more than once
          why: in JSON a key stands once
          try: --columns with each column once

        """)
  }

  @Test(
    arguments: [
      ("timeline --columns tme", "try: --columns time"),
      ("timeline --columns stage", "try: --profile full"),
      ("timeline --outcome bad", "try: --outcome denied"),
      ("timeline --within 5m", "try: --around TIME|AUDIT-ID"),
      ("timeline --since 2026-11-23T20:00:00Z --until 2026-11-23T19:00:00Z", "try: --since with"),
      ("timeline --since 2026-11-23T20:00:00Z --until 2026-11-23T20:00:00Z", "try: --since with"),
      ("history /x", "try: deploy/web"), ("who read pod/a/b/c", "try: deploy/web"),
      ("who top pods", "try: spoor who read pods.metrics.k8s.io"),
      ("query refusals -p unknown=1", "try: spoor catalog show"),
    ])
  func `wrong usage says what to try`(line: String, hint: String) throws {
    let outcome = try test.run(line.split(separator: " ").map(String.init))
    #expect(outcome.status == 64 && outcome.stdout.isEmpty)
    #expect(outcome.stderr.contains(hint), "\(outcome.stderr)")
  }

  @Test func `verbose says how much was answered, from where`() throws {
    let plain = try test.run(Self.question)
    let talk = try test.run(Self.question + ["--verbose"])
    #expect(talk.stdout == plain.stdout && plain.stderr.isEmpty)
    #expect(talk.stderr.hasPrefix("1 rows of \(test.path), written in "))
  }

  @Test func `a question about what the log does not record says so`() throws {
    let roles = try test.run(["query", "powerful-roles"])
    #expect(roles.status == 0)
    #expect(
      roles.stderr == """
        not recorded in this evidence: roles, clusterroles; nobody asked for them, or the audit \
        policy leaves them out

        """)
    #expect(try test.run(["query", "powerful-roles", "--quiet"]).stderr.isEmpty)
  }
}
