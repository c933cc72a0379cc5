internal import Arguments
internal import Inquiry

/// The words for what the grammar does not know: from the case, from the
/// questions, from the commands.
struct CompletionWords {
  /// Whether a file may stand there.
  private(set) var areFiles = false
  private(set) var candidates: [Completion.Candidate] = []

  private let completion: Completion
  private let casePath: String
  /// What is being typed: of several values in one word, the last.
  private var beginning: String
  /// What stands in front of it in its word.
  private var front = ""

  init(_ completion: Completion, casePath: String) {
    self.completion = completion
    self.casePath = casePath
    beginning = completion.beginning
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
      candidates = ["allowed", "denied", "failed", "pending"].map { .init(front + $0) }
    case "param": readParameters()
    case "columns": readColumns()
    case "exclude": readExclusion()
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
    case "VERB":
      read(.verbs)
      let known = Set(candidates.map(\.word))
      candidates += WhoQuestion.verbs.filter { !known.contains($0) }.map { .init($0) }
    case "COLUMN": candidates = Top.names.map { .init($0) }
    case "RESOURCE[/NAME]", "RESOURCE/NAME": read(.objects)
    case "COMMAND":
      let below = completion.operands.isEmpty ? Grammar.program.listedCommands : []
      candidates = below.map { .init($0.name, $0.summary) }
    default:
      guard name.contains("ACTOR") else { return }
      for kind in [CaseWords.Kind.actors, .serviceAccounts, .addresses, .credentials] {
        read(kind)
      }
    }
  }

  private mutating func read(_ kind: CaseWords.Kind) {
    let words = CaseWords.beginning(with: beginning, kind, inCaseAt: casePath)
    candidates += words.map { .init(front + $0) }
  }

  /// The columns of the command, behind a comma those not yet named.
  private mutating func readColumns() {
    let named = beginning.split(separator: ",", omittingEmptySubsequences: false).dropLast()
    front = named.map { $0 + "," }.joined()
    candidates = columns.map(\.name).filter { !named.contains($0[...]) }
      .map { .init(front + $0) }
  }

  private var columns: [Column] {
    switch completion.commands.last {
    case "who": Who.columns
    case "what": What.columns
    case "history": History.columns
    case "sessions": Sessions.columns
    case "timeline":
      (completion.values(of: "profile").last.flatMap(TimelineProfile.init(rawValue:))
        ?? .standard).columns
    default: []
    }
  }

  /// `KEY=VALUE`: the filters' names, then what each of them takes.
  private mutating func readExclusion() {
    guard let equals = beginning.firstIndex(of: "=") else {
      candidates = FilterKey.allCases.map { .init($0.rawValue + "=") }
      return
    }
    let key = String(beginning[..<equals])
    front = key + "="
    beginning = String(beginning[beginning.index(after: equals)...])
    guard key != "exclude" else { return }
    readValues(of: key)
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
