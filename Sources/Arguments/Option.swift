/// An option of a command: a flag, or a key with a value.
public struct Option: Sendable, Equatable {
  /// The name after `--`.
  public let long: String
  /// The letter after `-`, if it has one.
  public let short: Unicode.Scalar?
  /// What stands for the value in help, in capitals; nil for a flag.
  public let placeholder: String?
  /// What the option does, in one line without a full stop.
  public let summary: String
  /// What only the long help says, in whole sentences.
  public private(set) var detail: String?
  /// Whether it may be given several times, each with a value of its own.
  public private(set) var isRepeatable = false
  /// What holds when it is not given, as help says it.
  public private(set) var defaultText: String?
  /// The only values it takes; empty when any will do.
  public private(set) var choices: [String] = []
  /// Whether the command cannot do without it.
  public private(set) var isRequired = false
  /// Whether it replaces the command, as `--version` does: then no operand
  /// and no command is missed.
  public private(set) var standsAlone = false

  private init(_ long: String, short: Unicode.Scalar?, placeholder: String?, summary: String) {
    self.long = long
    self.short = short
    self.placeholder = placeholder
    self.summary = summary
  }

  /// Makes an option without a value.
  public static func flag(_ long: String, _ summary: String, short: Unicode.Scalar? = nil) -> Option
  {
    Option(long, short: short, placeholder: nil, summary: summary)
  }

  /// Makes an option with a value, which `placeholder` stands for in help.
  public static func value(
    _ long: String, _ placeholder: String, _ summary: String, short: Unicode.Scalar? = nil
  ) -> Option {
    Option(long, short: short, placeholder: placeholder, summary: summary)
  }

  /// Whether the option takes no value.
  public var isFlag: Bool { placeholder == nil }
}

extension Option {
  /// The same option, which may be given several times.
  public func repeating() -> Option {
    changed { $0.isRepeatable = true }
  }

  /// The same option with what holds when it is not given.
  public func defaulting(to text: String) -> Option {
    changed { $0.defaultText = text }
  }

  /// The same option, which takes these values only.
  public func choosing(from choices: [String]) -> Option {
    changed { $0.choices = choices }
  }

  /// The same option with sentences for the long help.
  public func explained(_ detail: String) -> Option {
    changed { $0.detail = detail }
  }

  /// The same option, without which the command cannot do.
  public func required() -> Option {
    changed { $0.isRequired = true }
  }

  /// The same option, which replaces the command.
  public func standingAlone() -> Option {
    changed { $0.standsAlone = true }
  }

  private func changed(_ change: (inout Option) -> Void) -> Option {
    var option = self
    change(&option)
    return option
  }
}

extension Option {
  /// The option that every command has without declaring it.
  static let help = Option.flag("help", "explain this command; -h in short", short: "h")
    .standingAlone()
}

/// Options that help shows together under a heading.
public struct OptionGroup: Sendable, Equatable {
  /// The heading, without a colon.
  public let heading: String
  /// The options in the order of help.
  public let options: [Option]
  /// Whether the subcommands of the command have these options too.
  public let isInherited: Bool

  /// Makes a group.
  public init(_ heading: String, _ options: [Option], isInherited: Bool = false) {
    self.heading = heading
    self.options = options
    self.isInherited = isInherited
  }
}
