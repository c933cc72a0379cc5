/// A command line that the grammar allows, taken apart.
public struct ParsedArguments: Sendable, Equatable {
  /// The names of the command below the program: `["export", "evidence"]`;
  /// empty where the program itself was asked, as by `--version`.
  public let commands: [String]
  /// The words that are no options, in order.
  public let operands: [String]
  /// Whether help was asked for instead of the command, and which.
  public let help: HelpRequest?
  /// The options as they were given, in order, by their long names.
  let occurrences: [Occurrence]

  /// An option as it was given.
  struct Occurrence: Sendable, Equatable {
    let option: Option
    /// The name as it was typed, with its dashes.
    let spelling: String
    let value: String?
  }

  /// The values of an option in the order they were given, by its long name.
  public func values(of long: String) -> [String] {
    occurrences.compactMap { $0.option.long == long ? $0.value : nil }
  }

  /// The value of an option that is given once at most, by its long name.
  public func value(of long: String) -> String? {
    values(of: long).last
  }

  /// Whether an option was given, by its long name.
  public func isSet(_ long: String) -> Bool {
    occurrences.contains { $0.option.long == long }
  }

  /// The word at a place among the operands, if there are that many.
  public func operand(at index: Int) -> String? {
    operands.indices.contains(index) ? operands[index] : nil
  }
}

/// Which help was asked for.
public enum HelpRequest: Sendable, Equatable {
  /// By `-h`: what fits a screen.
  case brief
  /// By `--help`: everything.
  case full
}
