import Arguments
import Testing

@testable import spoor

struct HelpSnapshotTests {
  @Test(arguments: GrammarTests.scopes.map(\.names))
  func `the help of every command is as it was`(names: [String]) throws {
    let words = Array(names.dropFirst())
    for (flag, name) in [("-h", "brief"), ("--help", "full")] {
      let consequences = try Tool.run(words + [flag])
      #expect(consequences.status == 0)
      #expect(consequences.stderr == "")
      try expectSnapshot(
        consequences.stdout, named: "help-\(name)-" + names.joined(separator: "-"))
    }
  }
}
