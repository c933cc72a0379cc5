internal import Arguments

// Every sentence about an error of a module is written here, and nowhere else.

extension Diagnostic {
  /// The message of a command line that the grammar does not allow.
  init(_ error: UsageError) {
    let command = error.command.joined(separator: " ")
    let (what, why, tries) = error.problem.sentences(command: command)
    self.init(what, why: why, tries: tries.isEmpty ? [command + " --help"] : tries)
  }

  /// The message of an option's value that cannot be read.
  init(_ error: ValueError, option: String) {
    switch error {
    case .malformed(let text, let kind):
      self.init(
        "\(option) \(SafeText.quoted(text)) is not \(kind.noun)", why: kind.rule,
        tries: kind.examples.map { "\(option) \($0)" })
    case .outOfRange(let text, let kind):
      self.init(
        "\(option) \(SafeText.quoted(text)) is out of range", why: kind.limit,
        tries: kind.examples.map { "\(option) \($0)" })
    }
  }
}

extension UsageProblem {
  fileprivate typealias Sentences = (what: String, why: String?, tries: [String])

  fileprivate func sentences(command: String) -> Sentences {
    switch self {
    case .unknownOption(let option, let suggestion, let owners):
      return Self.unknownOption(option, suggestion, owners, command: command)
    case .missingValue(let option, let placeholder, let found):
      let isText = found.map { $0 != "--" } ?? false
      let why = found.map { "\(SafeText.quoted($0)) behind it is an option" }
      let joined = option.hasPrefix("--") ? "\(option)=" : option
      let literal = isText ? found.map { ["\(joined)\($0) if that is the value"] } ?? [] : []
      return ("\(option) needs a value", why, ["\(option) \(placeholder)"] + literal)
    case .unexpectedValue(let option, let value):
      return ("\(option) takes no value, but got \(SafeText.quoted(value))", nil, [option])
    case .invalidChoice(let option, let value, let choices, let suggestion):
      return (
        "\(option) cannot be \(SafeText.quoted(value))",
        "it is one of " + choices.joined(separator: ", "),
        suggestion.map { ["\(option) \($0)"] } ?? []
      )
    case .givenTwice(let option, let values):
      let list = values.map(SafeText.quoted).joined(separator: " and ")
      return ("\(option) is given more than once", "it takes one value, but got \(list)", [])
    default:
      return operandSentences(command: command)
    }
  }

  private func operandSentences(command: String) -> Sentences {
    switch self {
    case .unknownCommand(let word, let suggestion):
      let tries = suggestion.map { ["\(command) \($0)"] } ?? []
      return ("\(SafeText.quoted(word)) is no command of \(command)", nil, tries)
    case .missingOption(let option, let placeholder):
      return ("\(option) is missing", nil, ["\(command) \(option) \(placeholder)"])
    case .missingCommand(let choices):
      return ("a command is missing", "\(command) has " + choices.joined(separator: ", "), [])
    case .missingOperand(let name):
      return ("\(name) is missing", nil, [])
    case .surplusOperands(let words, let behind):
      let list = words.map(SafeText.quoted).joined(separator: ", ")
      let tries = Self.object(words, behind, of: command).map { ["\(command) \($0)"] } ?? []
      return ("\(command) does not know what to do with \(list)", nil, tries)
    default:
      return ("the command line is wrong", nil, [])
    }
  }

  /// Kind and name as one word, where somebody wrote them as two, as kubectl
  /// takes them; nil where nothing of the kind may be meant.
  private static func object(
    _ words: [String], _ behind: [String], of command: String
  ) -> String? {
    guard ["spoor who", "spoor history"].contains(command), words.count == 1,
      let name = words.first, let kind = behind.last,
      behind.count < 3, (name + kind).utf8.allSatisfy(isPlain)
    else { return nil }
    return (behind.dropLast() + ["\(kind)/\(name)"]).joined(separator: " ")
  }

  /// Letters, digits, and what names of kinds and objects have beside them.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func unknownOption(
    _ option: String, _ suggestion: String?, _ owners: [[String]], command: String
  ) -> Sentences {
    let names = owners.map { $0.joined(separator: " ") }
    let why = names.isEmpty ? nil : "it is an option of " + names.joined(separator: ", ")
    return ("\(command) has no option \(option)", why, suggestion.map { [$0] } ?? [])
  }
}
