import Foundation
import Testing

@testable import Arguments

struct CompletionTests {
  private let program = CommandGrammar(
    name: "tool", summary: "does things",
    groups: [
      OptionGroup(
        "All", [.value("case", "FILE", "the case"), .flag("loud", "loudly", short: "l")],
        isInherited: true)
    ],
    commands: [
      CommandGroup(
        "Do",
        [
          CommandGrammar(
            name: "show", summary: "shows one",
            operands: [Operand("ID", "which"), Operand("WHERE", "places", count: .any)],
            groups: [
              OptionGroup(
                "Show",
                [
                  .value("format", "F", "how").choosing(from: ["json", "csv"]),
                  .value("user", "NAME", "who", short: "u"),
                ])
            ]),
          CommandGrammar(name: "secret", summary: "is hidden").hidden(),
        ])
    ])

  private func words(_ typed: String...) -> [String] {
    Completion(of: program, after: typed).candidates.map(\.word)
  }

  private func subject(_ typed: String...) -> Completion.Subject {
    Completion(of: program, after: typed).subject
  }

  @Test func `commands and options are known from the grammar, but for hidden ones`() {
    #expect(words("") == ["show"])
    #expect(words("s") == ["show"])
    #expect(words("x") == [])
    #expect(words("show", "--") == ["--format", "--user", "--case", "--loud", "--help"])
    #expect(words("show", "--fo") == ["--format"])
    #expect(words("show", "--format", "") == ["json", "csv"])
    #expect(words("show", "--format=j") == ["--format=json"])
  }

  @Test func `what only the program knows is named`() {
    #expect(subject("show", "--user", "a") == .value(of: "user"))
    #expect(subject("show", "--user=a") == .value(of: "user"))
    #expect(subject("show", "-u", "a") == .value(of: "user"))
    #expect(subject("show", "-lu", "a") == .value(of: "user"))
    #expect(subject("show", "-ubob", "") == .operand("ID"))
    #expect(subject("show", "") == .operand("ID"))
    #expect(subject("show", "1", "x", "") == .operand("WHERE"))
    #expect(subject("show", "--", "-") == .operand("ID"))
    #expect(subject("") == .none)
  }

  @Test func `what was given before is at hand`() {
    let completion = Completion(of: program, after: ["--case", "a.db", "show", "-u=b", "1", "x"])
    #expect(completion.values(of: "case") == ["a.db"] && completion.values(of: "user") == ["b"])
    #expect(completion.commands == ["show"] && completion.operands == ["1"])
    #expect(completion.beginning == "x" && completion.lead == "")
  }

  @Test(arguments: CompletionShell.allCases)
  func `a shell accepts its script`(shell: CompletionShell) throws {
    let text = CompletionScript(program: "tool").text(shell)
    #expect(text.contains("tool complete -- "))
    let file = FileManager.default.temporaryDirectory.appending(path: "spoor-\(UUID()).\(shell)")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [shell.rawValue, "-n", file.path]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    // 127: there is no such shell here.
    #expect([0, 127].contains(process.terminationStatus))
  }

  @Test func `bash completes words with colons in them`() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "bash", "-c",
      """
      tool() { [[ $4 == ns:a ]] && printf 'ns:alpha\\tfirst\\nns:a b\\n'; }
      \(CompletionScript(program: "tool").text(.bash))
      COMP_LINE='tool show ns:a'; COMP_POINT=${#COMP_LINE}; _tool
      printf '%s|' "${COMPREPLY[@]}"
      """,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    #expect(String(decoding: bytes ?? Data(), as: UTF8.self) == "alpha|a\\ b|")
  }
}

struct ManualPageTests {
  @Test func `the page holds what the grammar holds, and no word is taken for a request`() {
    let program = CommandGrammar(
      name: "tool", summary: "does things",
      groups: [OptionGroup("All", [.flag("loud", "loudly", short: "l")], isInherited: true)],
      commands: [
        CommandGroup(
          "Do",
          [
            CommandGrammar(name: "show", summary: "shows").explained(
              [".starts with a dot, has \\ and \"quotes\"."],
              examples: [Example("Try", "tool show | jq '.'")]),
            CommandGrammar(name: "secret", summary: "is hidden").hidden(),
          ])
      ]
    ).explained(["It does."], examples: [Example("Again", "tool")])
    #expect(
      ManualPage(
        of: program, version: "1", sections: [.init("FILES", [("a.db", "The case.")])]
      ).text == #"""
        .TH TOOL 1 "" "tool 1" ""
        .SH NAME
        tool \- does things
        .SH SYNOPSIS
        .B tool
        COMMAND [OPTION...]
        .SH DESCRIPTION
        .PP
        It does.
        .SH COMMANDS
        .SS "tool show [OPTION...]"
        shows.
        .PP
        \&.starts with a dot, has \e and \(dqquotes\(dq.
        .PP
        Try:
        .PP
        .EX
            tool show | jq '.'
        .EE
        .SH OPTIONS OF EVERY COMMAND
        .PP
        .I "All"
        .TP
        .B \-l, \-\-loud
        loudly.
        .SH EXAMPLES
        .PP
        Again:
        .PP
        .EX
            tool
        .EE
        .SH FILES
        .TP
        .B a.db
        The case.

        """#)
  }
}
