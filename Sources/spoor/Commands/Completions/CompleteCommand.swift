internal import Arguments
internal import Inquiry

/// `spoor complete`: what may come next, for the scripts of `spoor completions`.
enum CompleteCommand {
  /// More candidates help nobody.
  private static let mostCandidates = 500

  /// What the command takes.
  static let grammar = CommandGrammar(
    name: "complete", summary: "what may come next on a command line, for shells",
    operands: [Operand("WORD", "the words behind spoor, the last one unfinished", count: .any)]
  ).explained(
    ["A candidate a line, its meaning behind a tab; :files where a file may stand."],
    examples: [Example("Which commands begin with st", "spoor complete -- st")]
  ).ignoring([
    "format", "output", "force", "limit", "columns", "time-zone", "no-redact", "all-namespaces",
    "no-color",
  ]).hidden()

  /// Runs the command: silently, for it answers while somebody types.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    let completion = Completion(of: Grammar.program, after: arguments.operands)
    var candidates = completion.candidates
    if completion.subject != .none {
      let words = CompletionWords(completion, casePath: casePath(completion, arguments))
      if words.areFiles { terminal.answer(":files\n") }
      candidates += words.candidates.filter { $0.word.hasPrefix(completion.beginning) }
        .map { .init(completion.lead + $0.word, $0.meaning) }
    }
    for candidate in candidates.prefix(mostCandidates) {
      // A word with a control character in it could not be typed anyway.
      guard SafeText.escaped(candidate.word) == candidate.word else { continue }
      let meaning = candidate.meaning.isEmpty ? "" : "\t" + SafeText.escaped(candidate.meaning)
      terminal.answer("\(candidate.word)\(meaning)\n")
    }
    return .done
  }

  private static func casePath(_ completion: Completion, _ arguments: ParsedArguments) -> String {
    completion.values(of: "case").last ?? arguments.casePath
  }
}

/// The words for what the grammar does not know: from the case, from the
/// questions, from the commands.
struct CompletionWords {
  /// Whether a file may stand there.
  private(set) var areFiles = false
  private(set) var candidates: [Completion.Candidate] = []

  private let completion: Completion
  private let casePath: String

  init(_ completion: Completion, casePath: String) {
    self.completion = completion
    self.casePath = casePath
    switch completion.subject {
    case .none: break
    case .value(let option): readValues(of: option)
    case .operand(let name): readOperand(name)
    }
  }

  private mutating func readValues(of option: String) {
    switch option {
    case "case", "output", "queries", "notes", "rules", "expect": areFiles = true
    case "user", "impersonated": read(.actors)
    case "service-account": read(.serviceAccounts)
    case "group": read(.groups)
    case "ip": read(.addresses)
    case "credential": read(.credentials)
    case "verb": read(.verbs)
    case "resource": read(.resources)
    case "namespace": read(.namespaces)
    case "name": read(.names)
    case "cluster": read(.clusters)
    case "outcome":
      candidates = ["allowed", "denied", "failed", "pending"].map { .init($0) }
    case "param": readParameters()
    default: break
    }
  }

  private mutating func readOperand(_ name: String) {
    switch name {
    case "PATH": areFiles = true
    case "NAME": readQuestions()
    case "SUBJECT":
      candidates = Set(questions.map(\.subject)).sorted().map { .init($0) }
    case "SHELL": candidates = CompletionShell.allCases.map { .init($0.rawValue) }
    case "VERB": read(.verbs)
    case "COLUMN": candidates = Top.names.map { .init($0) }
    case "RESOURCE[/NAME]", "RESOURCE/NAME": read(.objects)
    case "COMMAND":
      let below = completion.operands.isEmpty ? Grammar.program.listedCommands : []
      candidates = below.map { .init($0.name, $0.summary) }
    default:
      if name.contains("ACTOR") { read(.actors) }
    }
  }

  private mutating func read(_ kind: CaseWords.Kind) {
    let words = CaseWords.beginning(with: completion.beginning, kind, inCaseAt: casePath)
    candidates += words.map { .init($0) }
  }

  private var questions: [NamedQuestion] {
    (try? QuestionFolders.library(completion.values(of: "queries")))?.questions ?? []
  }

  private mutating func readQuestions() {
    candidates = questions.map { .init($0.name, $0.title) }
  }

  private mutating func readParameters() {
    let question = questions.first { $0.name == completion.operands.first }
    candidates = question?.parameters.map { .init($0.name + "=", $0.meaning) } ?? []
  }
}
