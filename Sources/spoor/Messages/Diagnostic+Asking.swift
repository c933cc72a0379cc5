internal import CaseStore
internal import Inquiry
internal import SQLite

extension Diagnostic {
  /// The message of SQL, or a named question, that has no answer.
  ///
  /// - Parameter file: where the SQL was read from; nil for the command line.
  init(_ error: AskingError, file: String? = nil) {
    switch error {
    case .inquiry(let error): self.init(error)
    case .unknownQuestion(let name, let suggestion):
      self = Self.unknownQuestion(name, suggestion)
    case .sql(let error, let suggestion): self = Self.sql(error, suggestion, file: file)
    case .noStatement:
      self =
        Diagnostic(
          "there is no SQL to run", tries: ["spoor sql \"SELECT count(*) FROM requests\""]
        ).asUsage
    case .severalStatements(let rest):
      self =
        Diagnostic(
          "there is more than one statement",
          why: "the first one is followed by "
            + SafeText.quoted(String(rest.prefix(40))),
          tries: ["one SELECT a call"]
        ).asUsage
    case .notReading:
      self =
        Diagnostic(
          "the statement is not run", why: "SQL can read a case and do nothing else",
          tries: ["SELECT …", "sqlite3 on a copy of the case, for anything else"]
        ).asUsage
    case .unknownParameter, .missingParameter: self = Self.parameter(error)
    case .tookTooLong:
      self.init(
        "the statement took too long", why: "the time limit was reached (--timeout)",
        tries: [
          "--timeout 1h, or --timeout 0 for none", "--since, --until and other filters",
          "ORDER BY event_id: by time everything is sorted",
        ])
    case .tookTooMuchMemory:
      self.init(
        "the statement needs too much memory", why: "the memory limit was reached (--memory)",
        tries: ["--memory 1GiB", "fewer columns, a LIMIT, or filters"])
    }
  }

  private static func unknownQuestion(_ name: String, _ suggestion: String?) -> Diagnostic {
    Diagnostic(
      "there is no question \(SafeText.quoted(name))",
      why: suggestion.map { "did you mean \($0)?" },
      tries: (suggestion.map { ["spoor query \($0)"] } ?? []) + ["spoor catalog list"]
    ).asUsage
  }

  private static func parameter(_ error: AskingError) -> Diagnostic {
    switch error {
    case .unknownParameter(let name, let suggestion, let known):
      let list = known.joined(separator: ", ")
      return Diagnostic(
        "the question has no parameter \(SafeText.quoted(name))",
        why: known.isEmpty ? "it has none" : "it has " + list,
        tries: suggestion.map { ["-p \($0)=…"] } ?? ["spoor catalog show NAME"]
      ).asUsage
    case .missingParameter(let parameter):
      return Diagnostic(
        "the parameter \(parameter.name) is missing", why: "it is " + parameter.meaning,
        tries: ["-p \(parameter.name)=\(parameter.kind.example)"]
      ).asUsage
    default: return Diagnostic("the parameters are wrong").asUsage
    }
  }

  private static func sql(
    _ error: SQLiteError, _ suggestion: String?, file: String?
  ) -> Diagnostic {
    let isAboutText = error.primaryCode == 1 || error.isTooBig
    guard isAboutText, let sql = error.sql else { return Diagnostic(CaseError.database(error)) }
    let tries = (suggestion.map { ["\($0), if that was meant"] } ?? []) + ["spoor sql --schema"]
    guard let offset = error.offset else {
      return Diagnostic("the SQL cannot be run", why: error.message, tries: tries).asUsage
    }
    let place = SQLPlace(offset, in: sql)
    return Diagnostic(
      "the SQL cannot be run", why: error.message,
      places: [.file(file ?? "SQL", line: place.line, column: place.column)], tries: tries
    ).showing(place.excerpt).asUsage
  }

  /// The message of a question's file that cannot be understood.
  init(_ error: QuestionFileError) {
    self.init(
      "a question's parameter cannot be read", why: SafeText.quoted(error.text),
      places: [.file(error.path, line: error.line)],
      tries: ["-- param NAME text|glob|integer|duration = DEFAULT: what it means"])
  }

  /// The message of a parameter's value that cannot be read.
  static func value(_ text: String, of parameter: QuestionParameter) -> Diagnostic {
    Diagnostic(
      "-p \(parameter.name)=\(text) is not \(parameter.kind.noun)",
      why: "it is "
        + parameter.meaning,
      tries: ["-p \(parameter.name)=\(parameter.kind.example)"]
    ).asUsage
  }
}

extension QuestionParameter.Kind {
  /// What a value is.
  var noun: String {
    switch self {
    case .text: "a text"
    case .glob: "a pattern"
    case .integer: "a whole number"
    case .duration: "a duration"
    }
  }

  /// A value that would do.
  var example: String {
    switch self {
    case .text: "TEXT"
    case .glob: "'*'"
    case .integer: "1"
    case .duration: "90s"
    }
  }
}
