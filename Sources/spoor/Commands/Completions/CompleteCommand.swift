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
