/// A command at its place: its names from the program's on, and every option
/// that it understands, the inherited ones included.
public struct CommandScope: Sendable, Equatable {
  /// The program, the command below it, and so on down to this one.
  public let path: [CommandGrammar]
  /// Every option, its own first; where it redeclares an inherited one, only
  /// its own is there.
  public let groups: [OptionGroup]

  init(path: [CommandGrammar]) {
    self.path = path
    var taken: Set<String> = []
    var groups: [OptionGroup] = []
    for (level, command) in path.enumerated().reversed() {
      let isOwn = level == path.count - 1
      for group in command.groups where isOwn || group.isInherited {
        let options = group.options.filter { !taken.contains($0.long) }
        guard !options.isEmpty else { continue }
        groups.append(OptionGroup(group.heading, options, isInherited: group.isInherited))
      }
      taken.formUnion(command.groups.flatMap(\.options).map(\.long))
    }
    self.groups = groups
  }

  /// The scope of the program itself.
  public init(program: CommandGrammar) {
    self.init(path: [program])
  }

  /// The scope of the command of this name below, if there is one.
  public func subcommand(_ name: String) -> CommandScope? {
    guard let found = command?.subcommands.first(where: { $0.name == name }) else { return nil }
    return CommandScope(path: path + [found])
  }

  /// The names from the program's on: `["spoor", "export", "evidence"]`.
  public var names: [String] { path.map(\.name) }

  /// Every option, without its heading and without `--help`.
  public var options: [Option] { groups.flatMap(\.options) }

  /// This scope and those of all commands below it, in the order of help.
  public var everyScope: [CommandScope] {
    let below = command?.subcommands ?? []
    return [self] + below.flatMap { CommandScope(path: path + [$0]).everyScope }
  }

  /// The command itself; a path always has one.
  var command: CommandGrammar? { path.last }

  func option(long name: String) -> Option? {
    name == Option.help.long ? .help : options.first { $0.long == name }
  }

  func option(short letter: Unicode.Scalar) -> Option? {
    letter == Option.help.short ? .help : options.first { $0.short == letter }
  }
}
