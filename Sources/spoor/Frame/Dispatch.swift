internal import Arguments

/// From the words of the command line to the command.
enum Dispatch {
  /// Runs what the words ask for.
  static func run(_ words: [String], terminal: Terminal) -> ExitStatus {
    do throws(UsageError) {
      let arguments = try Grammar.program.parse(words)
      return run(arguments, terminal: terminal.obeying(arguments))
    } catch {
      let terminal = words.contains("--no-color") ? terminal.withoutColor() : terminal
      explain(error, terminal: terminal)
      return .usage
    }
  }

  /// Says what is wrong; to someone who named no command, what there is.
  private static func explain(_ error: UsageError, terminal: Terminal) {
    let commands = Array(error.command.dropFirst())
    if case .missingCommand = error.problem,
      let help = HelpText(of: commands, in: Grammar.program, width: HelpCommand.width(terminal))
    {
      terminal.say(block: help.text(.brief))
    } else {
      terminal.report(Diagnostic(error))
    }
  }

  private static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    if let request = arguments.help {
      return HelpCommand.explain(arguments.commands, request, terminal: terminal)
    }
    if arguments.isSet("version") {
      return Version.run(arguments, terminal: terminal)
    }
    if let misuse = Everywhere.misuse(in: arguments) {
      terminal.report(misuse)
      return .usage
    }
    guard let body = Grammar.body(of: arguments.commands) else {
      preconditionFailure("no body of \(arguments.commands)")
    }
    return body(arguments, terminal)
  }
}
