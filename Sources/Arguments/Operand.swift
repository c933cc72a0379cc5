/// A word of a command line that is no option: what the command works on.
public struct Operand: Sendable, Equatable {
  /// How many words an operand takes.
  public enum Count: Sendable, Equatable {
    /// Exactly one.
    case one
    /// One or none.
    case atMostOne
    /// One or more; only the last operand may.
    case oneOrMore
    /// Any number, none too; only the last operand may.
    case any
  }

  /// What stands for the word in help, in capitals.
  public let name: String
  /// What the word is, in one line without a full stop.
  public let summary: String
  /// How many words it takes.
  public let count: Count

  /// Makes an operand.
  public init(_ name: String, _ summary: String, count: Count = .one) {
    self.name = name
    self.summary = summary
    self.count = count
  }

  /// Whether the command cannot do without it.
  public var isRequired: Bool { count == .one || count == .oneOrMore }

  /// Whether it takes any number of words.
  public var isUnlimited: Bool { count == .oneOrMore || count == .any }

  /// The operand in a usage line: `PATH...`, `[COMMAND...]`.
  var usage: String {
    let name = isUnlimited ? self.name + "..." : self.name
    return isRequired ? name : "[\(name)]"
  }
}
