import Foundation
import TestSupport
import Testing

@testable import spoor

struct FrameTests {
  @Test func `the version is one line`() throws {
    #expect(
      try Tool.run(["--version"])
        == Consequences(status: 0, stdout: "spoor \(Version.number)\n", stderr: ""))
    let verbose = try Tool.run(["--version", "--verbose"])
    #expect(verbose.stdout.hasPrefix("spoor \(Version.number)\n"))
    let parts = verbose.stdout.split(separator: "\n").dropFirst().map(String.init)
    #expect(parts == Version.parts.map { "\($0.name): \($0.version)" })
    let names = [
      "commit", "queries", "SQLite", "zlib", "zstd", "libarchive", "libcrypto", "platform",
    ]
    #expect(Version.parts.map(\.name).filter { $0 != "ISA-L" } == names)
    #expect(verbose.stdout.firstMatch(of: /\nSQLite: 3\.[0-9]+/) != nil)
    let root = URL(filePath: #filePath).deletingLastPathComponent().path
    if let commit = Version.commit, try Command.run("git", ["-C", root, "status"]).status == 0 {
      let known = try Command.run("git", ["-C", root, "cat-file", "-t", commit])
      #expect(known.text == "commit\n", "\(commit)")
    }
  }

  @Test func `wrong usage ends with 64 and says what was meant`() throws {
    #expect(
      try Tool.run(["who", "deleted", "pods", "--namspace", "prod"])
        == Consequences(
          status: 64, stdout: "",
          stderr: """
            error: spoor who has no option --namspace
              try: --namespace

            """))
  }

  @Test func `no command at all is answered with the commands there are`() throws {
    let nothing = try Tool.run([])
    let help = try Tool.run(["-h"])
    #expect(nothing == Consequences(status: 64, stdout: "", stderr: help.stdout))
  }

  @Test func `help of a command is the same in every way it is asked for`() throws {
    let asked = try Tool.run(["help", "export", "evidence"])
    #expect(asked == (try Tool.run(["export", "evidence", "--help"])))
    #expect(asked == (try Tool.run(["--help", "export", "evidence"])))
    #expect(try Tool.run(["help"]) == (try Tool.run(["--help"])))
    #expect(try Tool.run(["help", "bogus"]).status == 64)
  }

  @Test func `a format given as an output is pointed out`() throws {
    #expect(
      try Tool.run(["status", "--output", "json"])
        == Consequences(
          status: 64, stdout: "",
          stderr: """
            error: --output json names a file
              why: "json" is a format
              try: --format json
              try: --output ./json if that is the file

            """))
  }

  @Test func `a limit that is no number is wrong usage`() throws {
    #expect(try Tool.run(["rejected", "--limit", "many"]).status == 64)
    #expect(try Tool.run(["rejected", "--limit", "-1"]).status == 64)
  }

  @Test func `control characters of an argument do not reach the terminal`() throws {
    let stderr = try Tool.run(["\u{1b}[31m\u{202e}"]).stderr
    #expect(stderr.hasPrefix(#"error: "\u{1b}[31m\u{202e}" is no command of spoor"#))
  }

  @Test func `a reader that has gone away ends the program quietly`() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let consequences = try Tool.run(["--help"], stdout: pipe.fileHandleForWriting)
    #expect(consequences == Consequences(status: 0, stdout: "", stderr: ""))
  }

  @Test func `an answer that cannot be written is a failure`() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    #expect(
      try Tool.run(["--help"], stdout: full)
        == Consequences(
          status: 1, stdout: "",
          stderr: """
            error: cannot write the answer
              why: No space left on device

            """))
  }
}
