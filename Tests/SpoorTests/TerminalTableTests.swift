import Foundation
import TestSupport
import Testing

/// Tables as people see them: at a terminal of some width.
@Suite(
  .enabled(if: Shell.exists("script"), "there is no script here (apt-get install bsdutils)"))
struct TerminalTableTests {
  @Test(arguments: [80, 100, 130, 200])
  func `a timeline keeps what matters at any width`(width: Int) throws {
    let text = try seen(
      "timeline --no-color --ip 198.51.100.23 --since 2026-11-23T19:14:00Z --limit 12", width)
    let rows = text.split(separator: "\n").prefix { !$0.hasPrefix("not shown") }
    #expect(rows.count == 13 && rows.allSatisfy { $0.count <= width })
    try expectSnapshot(text, named: "timeline-at-\(width)-columns")
  }

  @Test(arguments: [80, 130])
  func `who did it tells who failed, at any width`(width: Int) throws {
    let text = try seen("who deleted pod/backup-verify -n ops --no-color", width)
    let rows = text.split(separator: "\n").prefix { !$0.hasPrefix("not shown") }
    #expect(rows.count == 4 && rows.allSatisfy { $0.count <= width })
    #expect(rows[0].contains("allowed"))
    try expectSnapshot(text, named: "who-at-\(width)-columns")
  }

  /// What a command writes on a terminal.
  private func seen(_ command: String, _ width: Int) throws -> String {
    let test = try SpoorCase("spoor.db")
    let (folder, _) = try RawLog.incident()
    #expect(try test.ingest([folder.path]).status == 0)
    let words = "stty cols \(width); exec spoor \(command)"
    let outcome = try Command.run(
      "bash",
      [
        "-c",
        """
        unset SPOOR_CASE; cd "$0" && PATH="$1:$PATH" script --quiet --return --command "$2" /dev/null
        """,
        test.scratch.folder.path, Tool.executable.deletingLastPathComponent().path, words,
      ])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    return String(decoding: outcome.stdout.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
  }
}
