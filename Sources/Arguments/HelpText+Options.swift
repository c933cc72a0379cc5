extension HelpText {
  /// The sections of the options, `--help` the last of them.
  func options(_ request: HelpRequest) -> [[String]] {
    let isProgram = scope.path.count == 1
    let isNamed = { (group: OptionGroup) in request == .brief && group.isInherited && !isProgram }
    let named = groups.filter(isNamed).flatMap(\.options)
    let shown = groups.filter { !isNamed($0) } + [OptionGroup("Help", [.help])]
    let listed = named.isEmpty ? shown : shown.dropLast()
    let entries = listed.map { group in group.options.map { entry($0, request) } }
    let column = EntryList.column(for: entries.flatMap { $0 })
    let sections = zip(listed, entries).map { section($0.heading, $1, column: column) }
    return named.isEmpty ? sections : sections + [names(of: named + [.help])]
  }

  /// The options that mean something to the command.
  private var groups: [OptionGroup] {
    let ignored = scope.command?.ignored ?? []
    return scope.groups.compactMap { group in
      let options = group.options.filter { !ignored.contains($0.long) }
      let isLeft = !options.isEmpty
      return isLeft ? OptionGroup(group.heading, options, isInherited: group.isInherited) : nil
    }
  }

  /// Inherited options by their names alone, for the brief help.
  private func names(of options: [Option]) -> [String] {
    let names = options.map { "--" + $0.long }.joined(separator: ", ")
    return wrapped("Everywhere: " + names, width: width)
  }

  private func entry(_ option: Option, _ request: HelpRequest) -> EntryList.Entry {
    var right = [([option.summary] + facts(of: option)).joined(separator: " ")]
    if request == .full, let detail = option.detail { right.append(detail) }
    return EntryList.Entry(option.synopsis, right)
  }

  /// What is to know besides the summary, in brackets.
  private func facts(of option: Option) -> [String] {
    var facts: [String] = []
    if !option.choices.isEmpty { facts.append("one of " + option.choices.joined(separator: ", ")) }
    if let text = option.defaultText { facts.append("default " + text) }
    return facts.isEmpty ? [] : ["(\(facts.joined(separator: "; ")))"]
  }
}

extension Option {
  /// The option as help writes it: `-n, --namespace NAME`.
  public var synopsis: String {
    let names = (short.map { "-\($0), " } ?? "    ") + "--" + long
    return placeholder.map { "\(names) \($0)" } ?? names
  }
}
