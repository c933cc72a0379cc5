/// A question that has a name: SQL, with what is to know about it.
///
/// Its file is runnable in plain `sqlite3`. It asks the views `requests` and
/// `events` for what filters may choose from, and `main.requests` for the whole
/// case, where the past is to be compared with.
public struct NamedQuestion: Sendable, Equatable {
  /// What it is asked by: the file's name without `.sql`.
  public let name: String
  /// What it is about: the folder's name.
  public let subject: String
  /// Where its file lies.
  public let path: String
  /// What it asks, in one line.
  public let title: String
  /// Why anybody would want to know.
  public let why: String
  /// What a row of the answer stands for.
  public let row: String
  /// What may be set.
  public let parameters: [QuestionParameter]
  /// Whether it calls Spoor's own functions, so that plain `sqlite3` cannot run
  /// it.
  public let needsSpoor: Bool
  /// The audit level that what it looks at must have been logged at; nil where
  /// any will do.
  public let level: String?
  /// The kinds, by their plural names, without requests for which the log says
  /// nothing about it; none where any request may answer it.
  public let kinds: [String]
  /// Why it takes no filters; nil where it takes them.
  public let reasonForNoFilters: String?
  /// The text of its file.
  public let sql: String
}

/// Something that may be set in a question: a named parameter of its SQL.
public struct QuestionParameter: Sendable, Equatable {
  /// What its value is written as.
  public enum Kind: String, Sendable, CaseIterable {
    /// Any text.
    case text
    /// A text with `*` and `?`, as SQLite's GLOB takes it.
    case glob
    /// A whole number.
    case integer
    /// A number of seconds, or a duration such as 90s or 2h.
    case duration
  }

  /// The parameter's name, without the colon that it has in SQL.
  public let name: String
  /// What its value is written as.
  public let kind: Kind
  /// What holds when it is not set; nil where it has to be.
  public let defaultText: String?
  /// What it means.
  public let meaning: String

  /// Makes a parameter.
  public init(name: String, kind: Kind, defaultText: String?, meaning: String) {
    self.name = name
    self.kind = kind
    self.defaultText = defaultText
    self.meaning = meaning
  }

  /// Whether the question means nothing without it.
  public var isRequired: Bool { defaultText == nil }
}
