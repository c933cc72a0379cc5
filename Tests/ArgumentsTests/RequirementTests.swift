import Arguments
import Testing

struct RequirementTests {
  private let program = CommandGrammar(
    name: "tool", summary: "keep tracks",
    groups: [
      OptionGroup(
        "Everywhere", [.value("limit", "N", "at most"), .flag("quiet", "say nothing")],
        isInherited: true)
    ],
    commands: [
      CommandGroup(
        "All",
        [
          CommandGrammar(
            name: "export", summary: "take out",
            groups: [OptionGroup("Options", [.value("source", "N", "which").required()])]
          ).ignoring(["limit"])
        ])
    ])

  @Test func `a required option is missed and shown in the usage`() throws {
    let problem = UsageProblem.missingOption(option: "--source", placeholder: "N")
    #expect(throws: UsageError(problem: problem, command: ["tool", "export"])) {
      try program.parse(["export"])
    }
    #expect(try program.parse(["export", "--source", "1"]).value(of: "source") == "1")
    let help = try #require(HelpText(of: ["export"], in: program))
    #expect(help.usageLine == "tool export --source N [OPTION...]")
  }

  @Test func `an ignored option is accepted but not shown`() throws {
    #expect(try program.parse(["export", "--source=1", "--limit=2"]).isSet("limit"))
    let help = try #require(HelpText(of: ["export"], in: program))
    #expect(!help.text(.full).contains("--limit"))
    #expect(!help.text(.brief).contains("--limit"))
    #expect(help.text(.full).contains("--quiet"))
  }
}
