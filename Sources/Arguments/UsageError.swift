/// A command line that the grammar does not allow.
public struct UsageError: Error, Sendable, Equatable {
  /// What is wrong.
  public let problem: UsageProblem
  /// The names of the command as far as it was understood, the program's
  /// first: whose help to read.
  public let command: [String]

  /// Makes an error.
  public init(problem: UsageProblem, command: [String]) {
    self.problem = problem
    self.command = command
  }
}

/// What is wrong with a command line.
///
/// Options are carried as typed, with their dashes.
public enum UsageProblem: Sendable, Equatable {
  /// No such option; `suggestion` is the nearest one, `owners` the names of
  /// the commands that do have it.
  case unknownOption(String, suggestion: String?, owners: [[String]])
  /// The option needs a value and has none; `found` is the word that was
  /// there instead, an option itself.
  case missingValue(option: String, placeholder: String, found: String?)
  /// The flag takes no value.
  case unexpectedValue(option: String, value: String)
  /// The value is none of those the option takes.
  case invalidChoice(option: String, value: String, choices: [String], suggestion: String?)
  /// The option takes one value and was given several.
  case givenTwice(option: String, values: [String])
  /// The command cannot do without the option.
  case missingOption(option: String, placeholder: String)
  /// No such command below this one.
  case unknownCommand(String, suggestion: String?)
  /// One of these commands has to follow.
  case missingCommand(choices: [String])
  /// The operand of this name is missing.
  case missingOperand(String)
  /// Words are left over behind the last operand.
  case surplusOperands([String], behind: [String])
}
