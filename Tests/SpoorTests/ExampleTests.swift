import Arguments
import Foundation
import TestSupport
import Testing

@testable import spoor

/// Every example of every help, run by a shell.
@Suite struct ExampleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A folder like a user's: a case, logs, and places for completions.
  private static func folder() throws -> Scratch {
    let scratch = try Scratch()
    let logs = root.appending(path: "sample-logs/shop-incident")
    try FileManager.default.copyItem(at: logs, to: scratch.folder.appending(path: "logs"))
    let plain = try FileManager.default.contentsOfDirectory(atPath: logs.path).sorted()
    let packed = try #require(plain.first { $0.hasSuffix(".log.gz") })
    try FileManager.default.copyItem(
      at: logs.appending(path: packed), to: scratch.folder.appending(path: "audit.log.gz"))
    for place in [".config/fish/completions", ".local/share/bash-completion/completions"] {
      try FileManager.default.createDirectory(
        at: scratch.folder.appending(path: place), withIntermediateDirectories: true)
    }
    return scratch
  }

  private func run(_ line: String, in scratch: Scratch) throws -> Command.Outcome {
    let programs = SpoorCase.executable.deletingLastPathComponent().path
    return try Command.run(
      "env",
      [
        "-C", scratch.folder.path, "HOME=\(scratch.folder.path)", "PATH=\(programs):/usr/bin:/bin",
        "MANPAGER=cat", "bash", "-o", "pipefail", "-c", line,
      ])
  }

  @Test func `every example of every help works as it is`() throws {
    let scratch = try Self.folder()
    let first = try run("spoor ingest logs", in: scratch)
    #expect(first.status == 0, "\(first.stderr)")
    for scope in GrammarTests.scopes {
      for example in scope.path.last?.examples ?? [] {
        // The one place that is not the test's own.
        let line = example.line.replacing("/var/log/kubernetes/audit", with: "logs")
        let outcome = try run(line, in: scratch)
        #expect(outcome.status == 0, "\(line): \(outcome.stderr)")
        #expect(!outcome.stderr.contains("error:"), "\(line): \(outcome.stderr)")
      }
    }
  }
}
