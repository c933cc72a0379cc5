internal import Arguments
internal import Inquiry

extension QueryCommand {
  /// Runs the command.
  static func run(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let library = try QuestionFolders.library(arguments)
      let question = try SQLCommand.asking { () throws(AskingError) in
        try library.question(named: arguments.operand(at: 0) ?? "")
      }
      try ask(question, arguments, terminal)
    }
  }

  private static func ask(
    _ question: NamedQuestion, _ arguments: ParsedArguments, _ terminal: Terminal
  ) throws(Diagnostic) {
    let values = try QuestionValues.read(arguments.values(of: "param"), question)
    let filter = try Filters.filter(arguments)
    if let reason = question.reasonForNoFilters, !filter.isEmpty {
      throw Diagnostic(
        "\(question.name) takes no filter", why: reason.isEmpty ? nil : "it takes none, " + reason,
        tries: ["spoor query \(question.name)"]
      ).asUsage
    }
    let session = try SQLCommand.open(arguments)
    let rows = try SQLCommand.asking(question.path) { () throws(AskingError) in
      try session.choose(filter, for: question.sql)
      return try session.rows(question.sql, values)
    }
    let count = try SQLCommand.write(rows, arguments, terminal, file: question.path)
    let missing = try SQLCommand.asking { () throws(AskingError) in
      try session.unrecorded(question.kinds)
    }
    if count == 0 {
      terminal.say(try reasonForNothing(question, filter, session, missing))
      guard missing != question.kinds else { return }
    }
    // What is not recorded is no answer, beside others neither.
    if !missing.isEmpty { terminal.say(EmptyAnswer.kindsNotRecorded(missing).sentence) }
  }

  private static func reasonForNothing(
    _ question: NamedQuestion, _ filter: EventFilter, _ session: SQLSession, _ missing: [String]
  ) throws(Diagnostic) -> String {
    try SQLCommand.asking { () throws(AskingError) in
      let reason = try session.reasonForNothing(filter)
      if reason == .noEvents { return reason.sentence }
      if !missing.isEmpty, missing == question.kinds {
        return EmptyAnswer.kindsNotRecorded(missing).sentence
      }
      if question.level != nil, try session.eventsWithBodies() == 0 {
        return EmptyAnswer.bodiesNotKept.sentence
      }
      return reason == .nothingMatched
        ? "there is no such thing in what was asked" : reason.sentence
    }
  }
}

/// The values of a question's parameters, as `-p` gives them.
enum QuestionValues {
  /// Reads what was given; what SQL is not told is null there.
  static func read(
    _ assignments: [String], _ question: NamedQuestion
  ) throws(Diagnostic) -> [String: Value] {
    var values: [String: Value] = [:]
    for assignment in assignments {
      let halves = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
      guard halves.count == 2, !halves[0].isEmpty else {
        throw Diagnostic(
          "-p \(SafeText.quoted(assignment)) is not KEY=VALUE",
          tries: question.parameters.map { "-p \($0.name)=\($0.kind.example)" }
        ).asUsage
      }
      guard values[halves[0]] == nil else {
        throw Diagnostic("-p \(halves[0]) is given more than once").asUsage
      }
      values[halves[0]] = try value(halves[1], of: halves[0], question)
    }
    for parameter in question.parameters
    where parameter.isRequired && values[parameter.name] == nil {
      throw Diagnostic(.missingParameter(parameter))
    }
    return values
  }

  private static func value(
    _ text: String, of name: String, _ question: NamedQuestion
  ) throws(Diagnostic) -> Value {
    // A file of a user's own need not say what its parameters are.
    guard let parameter = question.parameters.first(where: { $0.name == name }) else {
      return .text(text)
    }
    switch parameter.kind {
    case .text, .glob: return .text(text)
    case .integer:
      guard let number = Int64(text) else { throw .value(text, of: parameter) }
      return .integer(number)
    case .duration:
      if let seconds = Int64(text), seconds >= 0 { return .integer(seconds) }
      do throws(ValueError) {
        return .integer(try DurationArgument.microseconds(text) / 1_000_000)
      } catch {
        throw .value(text, of: parameter)
      }
    }
  }
}
