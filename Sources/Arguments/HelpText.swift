/// What a command says about itself.
public struct HelpText: Sendable {
  /// The command.
  public let scope: CommandScope
  /// The number of characters of a line.
  public let width: Int

  /// Prepares the help of a command.
  public init(of scope: CommandScope, width: Int = 80) {
    self.scope = scope
    self.width = max(40, width)
  }

  /// Prepares the help of the command of these names below a program, if
  /// there is such a command.
  public init?(of commands: [String], in program: CommandGrammar, width: Int = 80) {
    var scope = CommandScope(program: program)
    for name in commands {
      guard let below = scope.subcommand(name) else { return nil }
      scope = below
    }
    self.init(of: scope, width: width)
  }

  /// Writes the help, a line break at its end.
  ///
  /// In brief: a line per operand, own option and subcommand. In full: also
  /// what there is to discuss, inherited options and every example.
  public func text(_ request: HelpRequest) -> String {
    var sections = [summary, usage]
    if request == .full { sections += discussion }
    sections += [operands] + commands + options(request)
    sections += request == .full ? [examples] : [hint]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  /// The usage line alone: `spoor who VERB RESOURCE[/NAME] [OPTION...]`.
  public var usageLine: String {
    var words = scope.names
    if scope.command?.subcommands.isEmpty == false { words.append("COMMAND") }
    words += scope.command?.operands.map(\.usage) ?? []
    for option in scope.options where option.isRequired {
      words += ["--" + option.long] + (option.placeholder.map { [$0] } ?? [])
    }
    return (words + ["[OPTION...]"]).joined(separator: " ")
  }

  private var summary: [String] {
    wrapped(scope.command.map { "\($0.name): \($0.summary)" } ?? "", width: width)
  }

  private var usage: [String] {
    ["Usage: " + usageLine]
  }

  private var discussion: [[String]] {
    scope.command?.discussion.map { wrapped($0, width: width) } ?? []
  }

  private var operands: [String] {
    let operands = scope.command?.operands ?? []
    return section("Operands", operands.map { .init($0.name, [$0.summary]) })
  }

  private var commands: [[String]] {
    let groups = scope.command?.commands ?? []
    let entries = groups.map { group in
      group.commands.filter { !$0.isHidden }.map { EntryList.Entry($0.name, [$0.summary]) }
    }
    let column = EntryList.column(for: entries.flatMap { $0 })
    return zip(groups, entries).map { section($0.heading, $1, column: column) }
  }

  private var examples: [String] {
    let examples = scope.command?.examples ?? []
    guard !examples.isEmpty else { return [] }
    return ["Examples:"] + examples.flatMap { ["  \($0.purpose):", "    \($0.line)"] }
  }

  private var hint: [String] {
    let more = scope.names.joined(separator: " ") + " --help"
    let example = scope.command?.examples.first.map { ["Example: " + $0.line] } ?? []
    return example + ["More: " + more]
  }

  /// Entries under a heading; nothing where there are none.
  func section(_ heading: String, _ entries: [EntryList.Entry], column: Int? = nil) -> [String] {
    guard !entries.isEmpty else { return [] }
    var list = EntryList(width: width, column: column ?? EntryList.column(for: entries))
    entries.forEach { list.add($0) }
    return [heading + ":"] + list.lines
  }
}
