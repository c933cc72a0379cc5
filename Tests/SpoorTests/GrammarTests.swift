import Arguments
import Testing

@testable import spoor

struct GrammarTests {
  static let scopes = CommandScope(program: Grammar.program).everyScope

  private var commands: [CommandGrammar] { Self.scopes.compactMap(\.path.last) }

  @Test func `no command has two options of one name`() {
    for scope in Self.scopes {
      let options = scope.options
      #expect(Set(options.map(\.long)).count == options.count, "\(scope.names)")
      let shorts = options.compactMap(\.short)
      #expect(Set(shorts).count == shorts.count, "\(scope.names)")
      #expect(!options.contains { $0.long == "help" || $0.short == "h" }, "\(scope.names)")
    }
  }

  @Test func `an option is a flag everywhere or nowhere`() {
    // Before its command, an option is read as the outer command declares it.
    var kinds: [String: Bool] = [:]
    for option in Self.scopes.flatMap(\.options) {
      #expect(kinds[option.long, default: option.isFlag] == option.isFlag, "--\(option.long)")
      kinds[option.long] = option.isFlag
    }
  }

  @Test func `names are words in lower case and placeholders in upper case`() {
    for option in Self.scopes.flatMap(\.options) {
      #expect(option.long.allSatisfy { $0.isLowercase || $0 == "-" }, "--\(option.long)")
      #expect(option.long.first?.isLowercase == true, "--\(option.long)")
      guard let placeholder = option.placeholder else { continue }
      #expect(!placeholder.isEmpty && placeholder == placeholder.uppercased(), "--\(option.long)")
    }
    for operand in commands.flatMap(\.operands) {
      #expect(!operand.name.isEmpty && operand.name == operand.name.uppercased(), "\(operand.name)")
    }
  }

  @Test func `summaries are one line in lower case without a full stop`() {
    let summaries =
      commands.map(\.summary) + commands.flatMap(\.operands).map(\.summary)
      + Self.scopes.flatMap(\.options).map(\.summary)
    for summary in summaries {
      #expect(!summary.isEmpty && !summary.contains("\n") && summary.count <= 80, "\(summary)")
      #expect(!summary.hasSuffix(".") || summary.hasSuffix("..."), "\(summary)")
      #expect(summary.first?.isLowercase == true || summary.hasPrefix("RFC"), "\(summary)")
    }
  }

  @Test func `what only the long help says is whole sentences`() {
    let sentences =
      Self.scopes.flatMap(\.options).compactMap(\.detail) + commands.flatMap(\.discussion)
    for sentence in sentences {
      #expect(sentence.hasSuffix(".") && !sentence.contains("  "), "\(sentence)")
    }
  }

  @Test func `required operands come first and an unlimited one last`() {
    for command in commands {
      let operands = command.operands
      #expect(command.subcommands.isEmpty || operands.isEmpty, "\(command.name)")
      #expect(operands.dropLast().allSatisfy { !$0.isUnlimited }, "\(command.name)")
      let optional = operands.drop { $0.isRequired }
      #expect(optional.allSatisfy { !$0.isRequired }, "\(command.name)")
    }
  }

  @Test func `only inherited options are ignored`() {
    for scope in Self.scopes {
      guard let command = scope.path.last else { continue }
      let inherited = Everywhere.groups.flatMap(\.options).map(\.long)
      #expect(command.ignored.isSubset(of: inherited), "\(scope.names)")
    }
  }

  @Test func `every command at the end of a path has a body`() {
    for scope in Self.scopes where scope.path.last?.subcommands.isEmpty == true {
      #expect(Grammar.body(of: Array(scope.names.dropFirst())) != nil, "\(scope.names)")
    }
  }

  @Test func `every command has an example, and every example is allowed`() throws {
    for scope in Self.scopes {
      let examples = scope.path.last?.examples ?? []
      #expect(!examples.isEmpty, "\(scope.names)")
      for example in examples {
        let typed = try #require(words(of: example.line), "\(example.line)")
        let arguments = try Grammar.program.parse(typed)
        #expect(arguments.commands.starts(with: scope.names.dropFirst()), "\(example.line)")
        #expect(Everywhere.misuse(in: arguments) == nil)
      }
    }
  }

  /// The words behind `spoor` in a pipeline, as a shell reads them.
  private func words(of line: String) -> [String]? {
    var commands: [[String]] = [[]]
    var word: String?
    var quote: Character?
    for character in line + " " {
      switch (character, quote) {
      case (let mark, let open) where mark == open: quote = nil
      case ("'", nil), ("\"", nil):
        quote = character
        word = word ?? ""
      case (" ", nil), ("|", nil):
        if let whole = word { commands[commands.count - 1].append(whole) }
        word = nil
        if character == "|" { commands.append([]) }
      default: word = (word ?? "") + String(character)
      }
    }
    return commands.first { $0.first == "spoor" }.map { Array($0.dropFirst()) }
  }
}
