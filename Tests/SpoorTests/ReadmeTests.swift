import Foundation
import TestSupport
import Testing

/// The sessions shown in the README are what the program says.
struct ReadmeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let path = root.appending(path: "README.md")

  /// Lines that no two runs share.
  private static func isStable(_ line: Substring) -> Bool {
    !line.hasPrefix("took ") && !line.hasPrefix("head ")
  }

  /// Runs the commands of a session in a folder, and gives it with their output.
  private static func replay(_ session: some Sequence<Substring>, in folder: URL) throws
    -> [Substring]
  {
    var lines: [Substring] = []
    for line in session where line.hasPrefix("$ ") {
      let outcome = try Command.run(
        "bash",
        [
          "-c", "unset SPOOR_CASE; cd \"$0\" && PATH=\"$1:$PATH\" && eval \"$2\"",
          folder.path, Tool.executable.deletingLastPathComponent().path, String(line.dropFirst(2)),
        ])
      lines.append(line)
      lines += outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast().filter(isStable)
      #expect(outcome.stderr == "" && outcome.status == 0, "\(line)\n\(outcome.stderr)")
    }
    return lines
  }

  @Test func `every console session of the README is what the program answers`() throws {
    let scratch = try Scratch()
    try FileManager.default.createSymbolicLink(
      at: scratch.folder.appending(path: "sample-logs"),
      withDestinationURL: Self.root.appending(path: "sample-logs"))
    let text = try String(contentsOf: Self.path, encoding: .utf8)
    var result: [Substring] = []
    var session: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```console" {
        result.append(line)
        session = []
      } else if line == "```", let commands = session {
        result += try Self.replay(commands, in: scratch.folder) + [line]
        session = nil
      } else if session != nil {
        session?.append(line)
      } else {
        result.append(line)
      }
    }
    let replayed = result.joined(separator: "\n")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try replayed.write(to: Self.path, atomically: true, encoding: .utf8)
      Issue.record("recorded README.md")
    } else {
      #expect(replayed == text, "RECORD_SNAPSHOTS=1 swift test --filter ReadmeTests writes it anew")
    }
  }
}
