internal import Patterns

/// Reads the words of a command line one by one.
struct ArgumentReader {
  /// The command as far as it is known.
  private(set) var scope: CommandScope
  private let program: CommandScope
  private var words: ArraySlice<String>
  private(set) var occurrences: [ParsedArguments.Occurrence] = []
  private(set) var operands: [String] = []
  private var help: HelpRequest?
  private var optionsHaveEnded = false

  init(program: CommandGrammar, words: [String]) {
    self.program = CommandScope(program: program)
    self.scope = self.program
    self.words = words[...]
  }

  /// What was read.
  var arguments: ParsedArguments {
    ParsedArguments(
      commands: Array(scope.names.dropFirst()), operands: operands, help: help,
      occurrences: occurrences)
  }

  /// Reads every word; what the words mean together is not judged yet.
  mutating func readAll() throws(UsageError) {
    while let word = words.popFirst() {
      if optionsHaveEnded || !word.looksLikeOption {
        try readOperand(word)
      } else if word == "--" {
        optionsHaveEnded = true
      } else if word.utf8.starts(with: "--".utf8) {
        try readLong(word)
      } else {
        try readShorts(word)
      }
    }
  }

  private mutating func readOperand(_ word: String) throws(UsageError) {
    guard let command = scope.command, !command.subcommands.isEmpty else {
      operands.append(word)
      return
    }
    guard let below = scope.subcommand(word) else {
      let names = command.listedCommands.map(\.name)
      throw problem(
        .unknownCommand(word, suggestion: EditDistance.closestMatch(to: word, in: names)))
    }
    scope = below
  }

  /// Reads `--key`, `--key=value` or `--key` and the word behind it.
  private mutating func readLong(_ word: String) throws(UsageError) {
    let equals = word.utf8.firstIndex(of: UInt8(ascii: "="))
    let spelling = String(word[..<(equals ?? word.endIndex)])
    let attached = equals.map { String(word[word.utf8.index(after: $0)...]) }
    guard let option = scope.option(long: String(spelling.dropFirst(2))) else {
      throw unknownOption(spelling)
    }
    try read(option, spelling: spelling, attached: attached)
  }

  /// Reads `-A`, `-Av`, `-nvalue`, `-n=value` or `-n` and the word behind it.
  private mutating func readShorts(_ word: String) throws(UsageError) {
    var letters = word.unicodeScalars.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = scope.option(short: letter) else {
        throw unknownOption("-\(letter)")
      }
      var attached: String?
      let isValue = !option.isFlag && !letters.isEmpty
      if isValue || letters.first == "=" {
        attached = String(letters.first == "=" ? letters.dropFirst() : letters)
        letters = letters[letters.endIndex...]
      }
      try read(option, spelling: "-\(letter)", attached: attached)
    }
  }

  private mutating func read(
    _ option: Option, spelling: String, attached: String?
  ) throws(UsageError) {
    if let placeholder = option.placeholder {
      var value = attached
      if value == nil { value = try nextValue(for: spelling, placeholder: placeholder) }
      occurrences.append(.init(option: option, spelling: spelling, value: value))
    } else if let attached {
      throw problem(.unexpectedValue(option: spelling, value: attached))
    } else if option == .help {
      help = help ?? (spelling == "-h" ? .brief : .full)
    } else {
      occurrences.append(.init(option: option, spelling: spelling, value: nil))
    }
  }

  private mutating func nextValue(
    for spelling: String, placeholder: String
  ) throws(UsageError) -> String {
    guard let word = words.first, !word.looksLikeOption else {
      throw problem(
        .missingValue(option: spelling, placeholder: placeholder, found: words.first))
    }
    words.removeFirst()
    return word
  }

  private func unknownOption(_ spelling: String) -> UsageError {
    let name = String(spelling.drop { $0 == "-" })
    let owners = program.everyScope.filter { other in
      other.options.contains {
        $0.long == name || $0.short.map(String.init) == name
      }
    }
    let known = scope.options.map(\.long) + [Option.help.long]
    let nearest = EditDistance.closestMatch(to: name, in: known).map { "--" + $0 }
    return problem(
      .unknownOption(
        spelling, suggestion: name.utf8.count > 1 ? nearest : nil, owners: owners.map(\.names)))
  }

  func problem(_ problem: UsageProblem) -> UsageError {
    UsageError(problem: problem, command: scope.names)
  }
}

extension String {
  /// Whether the word begins as an option does: not `-`, not a number.
  fileprivate var looksLikeOption: Bool {
    guard utf8.count > 1, utf8.first == UInt8(ascii: "-") else { return false }
    let second = utf8[utf8.index(after: utf8.startIndex)]
    return !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(second)
  }
}
