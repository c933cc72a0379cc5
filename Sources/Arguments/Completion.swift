/// What may come next on a command line that is being typed.
public struct Completion: Sendable, Equatable {
  /// A word that may stand there.
  public struct Candidate: Sendable, Equatable {
    /// The whole word.
    public let word: String
    /// What it means, in a line; may be empty.
    public let meaning: String

    /// Makes a candidate.
    public init(_ word: String, _ meaning: String = "") {
      self.word = word
      self.meaning = meaning
    }
  }

  /// What only the program knows.
  public enum Subject: Sendable, Equatable {
    /// Nothing: the grammar says it all.
    case none
    /// Values of the option of this long name.
    case value(of: String)
    /// The operand of this name.
    case operand(String)
  }

  /// The words that the grammar knows of, all that begin as the last word does.
  public private(set) var candidates: [Candidate] = []
  /// What else may stand there.
  public private(set) var subject = Subject.none
  /// The command as far as it is known, without the program's name.
  public let commands: [String]
  /// The operands in front of the last word.
  public let operands: [String]
  /// What the last word begins with that is no part of the value: `--user=`.
  public private(set) var lead = ""
  /// The value that is being typed, as far as it is there.
  public private(set) var beginning: String
  private let given: [(long: String, value: String)]

  /// Finds out what may come.
  ///
  /// - Parameters:
  ///   - program: the grammar.
  ///   - words: what was typed behind the program's name; the last one is not
  ///     finished, and may be empty.
  public init(of program: CommandGrammar, after words: [String]) {
    var reader = TypedWords(program)
    for word in words.dropLast() { reader.read(word) }
    let last = words.last ?? ""
    commands = Array(reader.scope.names.dropFirst())
    operands = reader.operands
    given = reader.given
    beginning = last
    if let option = reader.pending {
      offerValues(of: option)
    } else if reader.hasEnded || !last.hasPrefix("-") {
      offerOperands(reader.scope)
    } else if let equals = last.firstIndex(of: "="), last.hasPrefix("--") {
      lead = String(last[...equals])
      beginning = String(last[last.index(after: equals)...])
      let name = String(lead.dropFirst(2).dropLast())
      if let option = reader.scope.option(long: name) { offerValues(of: option) }
    } else {
      offerOptions(reader.scope)
    }
    let whole = last
    candidates = candidates.filter { $0.word.hasPrefix(whole) }
  }

  /// The values that an option was given in front of the last word.
  public func values(of long: String) -> [String] {
    given.filter { $0.long == long }.map(\.value)
  }

  /// Whether two are the same in everything.
  public static func == (left: Completion, right: Completion) -> Bool {
    left.candidates == right.candidates && left.subject == right.subject
      && left.commands == right.commands && left.operands == right.operands
      && left.lead == right.lead && left.beginning == right.beginning
      && left.given.elementsEqual(right.given) { $0 == $1 }
  }

  private mutating func offerValues(of option: Option) {
    candidates = option.choices.map { Candidate(lead + $0) }
    subject = option.choices.isEmpty && !option.isFlag ? .value(of: option.long) : .none
  }

  private mutating func offerOperands(_ scope: CommandScope) {
    let command = scope.command
    candidates = command?.listedCommands.map { Candidate($0.name, $0.summary) } ?? []
    guard candidates.isEmpty, let allowed = command?.operands, let last = allowed.last else {
      return
    }
    if operands.count < allowed.count {
      subject = .operand(allowed[operands.count].name)
    } else if last.isUnlimited {
      subject = .operand(last.name)
    }
  }

  private mutating func offerOptions(_ scope: CommandScope) {
    let ignored = scope.command?.ignored ?? []
    let options = scope.options.filter { !ignored.contains($0.long) } + [.help]
    candidates = options.map { Candidate("--" + $0.long, $0.summary) }
  }
}

/// The finished words of a command line, read without judging them.
private struct TypedWords {
  private(set) var scope: CommandScope
  private(set) var operands: [String] = []
  private(set) var given: [(long: String, value: String)] = []
  /// The option whose value comes next.
  private(set) var pending: Option?
  private(set) var hasEnded = false

  init(_ program: CommandGrammar) {
    scope = CommandScope(program: program)
  }

  mutating func read(_ word: String) {
    if let option = pending {
      given.append((option.long, word))
      pending = nil
    } else if hasEnded || !word.hasPrefix("-") || word == "-" {
      readOperand(word)
    } else if word == "--" {
      hasEnded = true
    } else if word.hasPrefix("--") {
      readLong(word)
    } else {
      readShorts(word)
    }
  }

  private mutating func readOperand(_ word: String) {
    if let below = scope.subcommand(word), operands.isEmpty {
      scope = below
    } else {
      operands.append(word)
    }
  }

  private mutating func readLong(_ word: String) {
    let halves = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false
    ).map(String.init)
    guard let option = scope.option(long: halves[0]), !option.isFlag else { return }
    if halves.count == 2 {
      given.append((option.long, halves[1]))
    } else {
      pending = option
    }
  }

  private mutating func readShorts(_ word: String) {
    var letters = word.unicodeScalars.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = scope.option(short: letter), !option.isFlag else { continue }
      let rest = String(Substring(letters))
      if rest.isEmpty {
        pending = option
      } else {
        given.append((option.long, rest.hasPrefix("=") ? String(rest.dropFirst()) : rest))
      }
      return
    }
  }
}
