internal import Knowledge

/// Every named question there is.
public struct QuestionLibrary: Sendable {
  /// A file that holds a question.
  public struct File: Sendable {
    /// Where it lies.
    public let path: String
    /// What it holds.
    public let text: String

    /// Names a file.
    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// The questions by subject, then by name.
  public let questions: [NamedQuestion]

  /// The questions that are built into the program, and those of some folders.
  ///
  /// - Parameter folders: the files of each folder, the foremost first: a
  ///   question takes the place of one of the same name behind it.
  public init(folders: [[File]] = []) throws(QuestionFileError) {
    var found: [String: NamedQuestion] = [:]
    for folder in [Self.shippedFiles] + folders.reversed() {
      for file in folder {
        let question = try NamedQuestion(text: file.text, path: file.path)
        found[question.name] = question
      }
    }
    questions = found.values.sorted { ($0.subject, $0.name) < ($1.subject, $1.name) }
  }

  /// The question of a name, with or without its subject in front.
  ///
  /// - Throws: `unknownQuestion` with what was likely meant.
  public func question(named text: String) throws(AskingError) -> NamedQuestion {
    let found = questions.first { $0.name == text || "\($0.subject)/\($0.name)" == text }
    if let found { return found }
    let names = questions.map(\.name)
    throw .unknownQuestion(
      text, suggestion: Suggestion.of(text, among: names) ?? names.first { $0.contains(text) })
  }

  private static var shippedFiles: [File] {
    ShippedFiles.paths.filter { $0.hasPrefix("questions/") && $0.hasSuffix(".sql") }.map {
      File(path: "queries/" + $0, text: ShippedFiles.text(at: $0) ?? "")
    }
  }
}
