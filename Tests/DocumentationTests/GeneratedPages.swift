import CaseStore
import Foundation
import Testing

/// Pages under `docs/` that are made of the program's own data.
///
/// `RECORD_SNAPSHOTS=1 swift test --filter GeneratedPages` writes them again,
/// and fails, so that a recording is never green.
@Suite struct GeneratedPages {
  @Test func `docs/schema.md is what the schema says`() throws {
    try compare("docs/schema.md", with: SchemaPage.text)
  }

  @Test func `docs/questions.md is what the questions say`() throws {
    try compare("docs/questions.md", with: try QuestionsPage.text())
  }

  @Test func `docs/formats.md is what the tables of formats say`() throws {
    try compare("docs/formats.md", with: FormatsPage.text)
  }

  private func compare(_ path: String, with text: String) throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: path)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: url)
      Issue.record("recorded \(path)")
    }
    let kept = try String(decoding: Data(contentsOf: url), as: UTF8.self)
    #expect(kept == text, "record it again: RECORD_SNAPSHOTS=1 swift test --filter GeneratedPages")
  }
}
