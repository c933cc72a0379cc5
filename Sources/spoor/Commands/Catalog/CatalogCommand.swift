internal import Arguments
internal import Inquiry
internal import Rendering

extension CatalogCommand {
  /// Runs `spoor catalog list`.
  static func runList(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let questions = try QuestionFolders.library(arguments).questions
      let chosen = try choose(arguments.operand(at: 0), questions)
      var answer = try Answer(
        [
          Column("subject"), Column("name"), Column("title"), Column("parameters"),
          Column("needs"), Column("path"),
        ], arguments, terminal)
      for question in chosen {
        try answer.write([
          .text(question.subject), .text(question.name), .text(question.title),
          .list(question.parameters.map(\.name)), needs(question), .text(question.path),
        ])
      }
      try answer.end()
    }
  }

  private static func choose(
    _ subject: String?, _ questions: [NamedQuestion]
  ) throws(Diagnostic) -> [NamedQuestion] {
    guard let subject else { return questions }
    let chosen = questions.filter { $0.subject == subject }
    guard chosen.isEmpty else { return chosen }
    let subjects = Set(questions.map(\.subject)).sorted()
    throw Diagnostic(
      "there is no subject \(SafeText.quoted(subject))",
      why: "the subjects are " + subjects.joined(separator: ", "), tries: ["spoor catalog list"]
    ).asUsage
  }

  private static func needs(_ question: NamedQuestion) -> Value {
    let needs = [
      question.needsSpoor ? "spoor" : nil, question.level.map { "level \($0)" },
    ].compactMap(\.self)
    return needs.isEmpty ? .null : .text(needs.joined(separator: ", "))
  }

  /// Runs `spoor catalog show`.
  static func runShow(_ arguments: ParsedArguments, terminal: Terminal) -> ExitStatus {
    terminal.run { () throws(Diagnostic) in
      let library = try QuestionFolders.library(arguments)
      let question = try SQLCommand.asking { () throws(AskingError) in
        try library.question(named: arguments.operand(at: 0) ?? "")
      }
      try Overview(members(question)).write(arguments, terminal) { () throws(Diagnostic) in
        text(question)
      }
    }
  }

  private static func text(_ question: NamedQuestion) -> String {
    var block = KeyValueBlock()
    block.add("question", "\(question.subject)/\(question.name): \(question.title)")
    block.add("why", question.why)
    block.add("row", question.row)
    for parameter in question.parameters {
      let value = parameter.defaultText.map { "default '\($0)'" } ?? "has to be set"
      block.add(
        "-p \(parameter.name)", "\(parameter.meaning) (\(parameter.kind.rawValue), \(value))")
    }
    if !question.kinds.isEmpty { block.add("kinds", question.kinds.joined(separator: " ")) }
    if case .text(let needs) = needs(question) { block.add("needs", needs) }
    block.add("file", question.path)
    return block.text() + "\n" + SafeText.lines(question.sql)
  }

  private static func members(
    _ question: NamedQuestion
  ) -> [(key: String, value: JSONDocument)] {
    [
      ("name", .text(question.name)), ("subject", .text(question.subject)),
      ("title", .text(question.title)), ("why", .text(question.why)), ("row", .text(question.row)),
      (
        "parameters",
        .array(
          question.parameters.map { parameter in
            .object([
              ("name", .text(parameter.name)), ("kind", .text(parameter.kind.rawValue)),
              ("default", .optional(parameter.defaultText)), ("meaning", .text(parameter.meaning)),
            ])
          })
      ),
      ("needs_spoor", .flag(question.needsSpoor)), ("level", .optional(question.level)),
      ("takes_filters", .flag(question.reasonForNoFilters == nil)), ("path", .text(question.path)),
      ("sql", .text(question.sql)),
    ]
  }
}

extension SafeText {
  /// A text of several lines with each of them made harmless.
  static func lines(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      escaped(String($0))
    }
    let joined = lines.joined(separator: "\n")
    return joined.hasSuffix("\n") ? joined : joined + "\n"
  }
}
