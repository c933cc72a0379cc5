internal import Arguments

/// `spoor completions`: what a shell needs to complete words.
enum CompletionsCommand {
  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "completions", summary: "a script that lets a shell complete words",
    operands: [Operand("SHELL", "bash, zsh or fish")]
  ).explained(
    ["Commands and options are completed, and actors, resources and questions from the case."],
    examples: [
      Example(
        "For every bash",
        "spoor completions bash --output ~/.local/share/bash-completion/completions/spoor"),
      Example(
        "For every fish", "spoor completions fish --output ~/.config/fish/completions/spoor.fish"),
    ]
  ).ignoring([
    "case", "format", "limit", "columns", "time-zone", "no-redact", "all-namespaces", "no-color",
  ])

  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let name = arguments.operand(at: 0) ?? ""
      guard let shell = CompletionShell(rawValue: name) else {
        let known = CompletionShell.allCases.map(\.rawValue)
        throw Diagnostic(
          "there is no completion for \(SafeText.quoted(name))",
          why: "the shells are " + known.joined(separator: ", "),
          tries: ["spoor completions bash"]
        ).asUsage
      }
      let script = CompletionScript(program: Grammar.program.name).text(shell)
      try Document.write(Array(script.utf8), arguments, terminal)
    }
  }
}
