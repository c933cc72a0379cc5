import Foundation
import TestSupport
import Testing

@testable import spoor

/// The manual page, kept as `docs/spoor.1`.
@Suite struct GeneratedPagesManual {
  @Test func `docs/spoor.1 is what the grammar says`() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/spoor.1")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(ManualCommand.page.text.utf8).write(to: url)
      Issue.record("recorded docs/spoor.1")
    }
    let kept = try String(decoding: Data(contentsOf: url), as: UTF8.self)
    #expect(
      kept == ManualCommand.page.text,
      "record it again: RECORD_SNAPSHOTS=1 swift test --filter GeneratedPages")
  }

  @Test func `spoor manual prints it`() throws {
    let consequences = try Tool.run(["manual"])
    #expect(
      consequences == Consequences(status: 0, stdout: ManualCommand.page.text, stderr: ""))
  }
}
