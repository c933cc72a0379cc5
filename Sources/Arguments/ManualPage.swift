/// The manual page of a program, in the language of `man`.
public struct ManualPage: Sendable {
  /// A section that the grammar does not know.
  public struct Section: Sendable {
    /// Its heading, in capitals.
    public let heading: String
    /// What is explained, and how.
    public let entries: [(term: String, meaning: String)]

    /// Makes a section.
    public init(_ heading: String, _ entries: [(term: String, meaning: String)]) {
      self.heading = heading
      self.entries = entries
    }
  }

  private let program: CommandGrammar
  private let version: String
  private let sections: [Section]
  private var lines: [String] = []

  /// Prepares the page of a program.
  ///
  /// - Parameters:
  ///   - program: its grammar.
  ///   - version: its version, for the foot of the page.
  ///   - sections: what else is to say, in order.
  public init(of program: CommandGrammar, version: String, sections: [Section]) {
    self.program = program
    self.version = version
    self.sections = sections
  }

  /// The page.
  public var text: String {
    var page = self
    page.write()
    return page.lines.joined(separator: "\n") + "\n"
  }

  private mutating func write() {
    let name = program.name
    lines = [".TH \(name.uppercased()) 1 \"\" \"\(name) \(version)\" \"\""]
    heading("NAME")
    text("\(name) - \(program.summary)")
    heading("SYNOPSIS")
    lines.append(".B \(Self.escaped(name))")
    text("COMMAND [OPTION...]")
    heading("DESCRIPTION")
    paragraphs(program.discussion)
    heading("COMMANDS")
    for scope in CommandScope(program: program).everyScope.dropFirst() where isListed(scope) {
      command(scope)
    }
    heading("OPTIONS OF EVERY COMMAND")
    for group in program.groups { options(group) }
    heading("EXAMPLES")
    examples(program.examples)
    for section in sections {
      heading(section.heading)
      for entry in section.entries { tagged(entry.term, [entry.meaning]) }
    }
  }

  private func isListed(_ scope: CommandScope) -> Bool {
    !scope.path.contains(where: \.isHidden)
  }

  private mutating func command(_ scope: CommandScope) {
    guard let command = scope.command else { return }
    lines.append(".SS \"\(Self.escaped(HelpText(of: scope).usageLine))\"")
    text(command.summary + ".")
    paragraphs(command.discussion)
    for operand in command.operands { tagged(operand.name, [operand.summary + "."]) }
    for group in command.groups { options(group) }
    examples(command.examples)
  }

  private mutating func options(_ group: OptionGroup) {
    lines += [".PP", ".I \"\(Self.escaped(group.heading))\""]
    for option in group.options {
      let facts =
        (option.choices.isEmpty ? [] : ["One of " + option.choices.joined(separator: ", ") + "."])
        + (option.defaultText.map { ["Default: " + $0 + "."] } ?? [])
      tagged(
        option.synopsis.split(separator: " ").joined(separator: " "),
        [option.summary + "."] + facts + (option.detail.map { [$0] } ?? []))
    }
  }

  private mutating func examples(_ examples: [Example]) {
    for example in examples {
      lines += [".PP", Self.escaped(example.purpose) + ":", ".PP", ".EX"]
      lines += [Self.escaped("    " + example.line), ".EE"]
    }
  }

  private mutating func heading(_ heading: String) {
    lines.append(".SH \(Self.escaped(heading))")
  }

  private mutating func paragraphs(_ paragraphs: [String]) {
    for paragraph in paragraphs {
      lines.append(".PP")
      text(paragraph)
    }
  }

  private mutating func tagged(_ term: String, _ sentences: [String]) {
    lines += [".TP", ".B \(Self.escaped(term))"]
    for sentence in sentences { text(sentence) }
  }

  private mutating func text(_ text: String) {
    lines.append(Self.escaped(text))
  }

  /// Text as itself: roff reads a meaning into backslashes, into dots and
  /// quotes at a line's beginning, and makes hyphens of minus signs.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "\"": escaped += "\\(dq"
      default: escaped.append(character)
      }
    }
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}
