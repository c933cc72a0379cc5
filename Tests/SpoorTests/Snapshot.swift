import Foundation
import Testing

/// Compares a text with the one kept under a name.
///
/// With `RECORD_SNAPSHOTS=1` the text is kept instead, and the test fails, so
/// that a recording is never taken for a passed test.
func expectSnapshot(
  _ text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots").appendingPathComponent(name + ".txt")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name).txt", sourceLocation: sourceLocation)
    return
  }
  let kept = try? String(contentsOf: file, encoding: .utf8)
  #expect(text == kept, "RECORD_SNAPSHOTS=1 keeps it", sourceLocation: sourceLocation)
}
