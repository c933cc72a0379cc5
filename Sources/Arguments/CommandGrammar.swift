/// All that is to know about a command: what it is for, what it takes, and
/// the commands below it.
///
/// The program itself is the outermost command. A command either has
/// subcommands or takes operands, not both.
public struct CommandGrammar: Sendable, Equatable {
  /// The word that names it.
  public let name: String
  /// What it answers or does, in one line without a full stop.
  public let summary: String
  /// Its operands in order; required ones first, an unlimited one last.
  public let operands: [Operand]
  /// Its options under their headings.
  public let groups: [OptionGroup]
  /// The commands below it, under their headings.
  public let commands: [CommandGroup]
  /// What only the long help says: paragraphs of whole sentences.
  public private(set) var discussion: [String] = []
  /// Command lines that work as they are.
  public private(set) var examples: [Example] = []

  /// The long names of inherited options that mean nothing to it: they are
  /// accepted, so that they can stand in an alias, but not shown.
  public private(set) var ignored: Set<String> = []
  /// Whether help does not list it: it is for programs, not for people.
  public private(set) var isHidden = false

  /// Makes a command.
  public init(
    name: String, summary: String, operands: [Operand] = [], groups: [OptionGroup] = [],
    commands: [CommandGroup] = []
  ) {
    self.name = name
    self.summary = summary
    self.operands = operands
    self.groups = groups
    self.commands = commands
  }

  /// The same command with paragraphs and examples for its help.
  public func explained(_ discussion: [String] = [], examples: [Example]) -> CommandGrammar {
    var command = self
    command.discussion = discussion
    command.examples = examples
    return command
  }

  /// The same command, to which these inherited options mean nothing.
  public func ignoring(_ names: [String]) -> CommandGrammar {
    var command = self
    command.ignored = Set(names)
    return command
  }

  /// The same command, left out of the help of the one above it.
  public func hidden() -> CommandGrammar {
    var command = self
    command.isHidden = true
    return command
  }

  /// The commands right below it, in the order of help, hidden ones too.
  public var subcommands: [CommandGrammar] { commands.flatMap(\.commands) }

  /// The commands right below it that help lists.
  public var listedCommands: [CommandGrammar] { subcommands.filter { !$0.isHidden } }
}

/// Commands that help shows together under a heading.
public struct CommandGroup: Sendable, Equatable {
  /// The heading, without a colon.
  public let heading: String
  /// The commands in the order of help.
  public let commands: [CommandGrammar]

  /// Makes a group.
  public init(_ heading: String, _ commands: [CommandGrammar]) {
    self.heading = heading
    self.commands = commands
  }
}

/// A command line that shows what a command is good for.
public struct Example: Sendable, Equatable {
  /// What one learns from it, in one line without a full stop.
  public let purpose: String
  /// The line as it is typed into a shell.
  public let line: String

  /// Makes an example.
  public init(_ purpose: String, _ line: String) {
    self.purpose = purpose
    self.line = line
  }
}
