/// A message: what failed, why, where, and what to try.
///
/// The parts are plain sentences without a full stop. What they quote may come
/// from anywhere: writing the message makes it harmless.
struct Diagnostic: Error, Sendable, Equatable {
  /// How grave it is.
  enum Severity: String, Sendable {
    /// The program could not do what it was asked.
    case error
    /// It could, but something deserves attention.
    case warning
  }

  /// Where to look.
  enum Place: Sendable, Equatable {
    /// A file that a person edits; lines and columns count from 1.
    case file(String, line: Int? = nil, column: Int? = nil)
    /// A record of a source of evidence; lines count from 1, bytes of the
    /// decompressed source from 0.
    case record(source: String, line: Int? = nil, offset: Int64? = nil)
  }

  let severity: Severity
  /// Whether the words of the command line are to blame.
  private(set) var isUsage = false
  let what: String
  let why: String?
  let places: [Place]
  /// Lines that show the place: a line of what was written, and a mark below it.
  private(set) var excerpt: [String] = []
  let tries: [String]

  init(
    _ what: String, why: String? = nil, places: [Place] = [], tries: [String] = [],
    severity: Severity = .error
  ) {
    self.what = what
    self.why = why
    self.places = places
    self.tries = tries
    self.severity = severity
  }

  /// The same message, about the words of the command line.
  var asUsage: Diagnostic {
    var diagnostic = self
    diagnostic.isUsage = true
    return diagnostic
  }

  /// The same message with lines that show the place.
  func showing(_ excerpt: [String]) -> Diagnostic {
    var diagnostic = self
    diagnostic.excerpt = excerpt
    return diagnostic
  }

  /// The exit status that goes with the message.
  var exitStatus: ExitStatus { isUsage ? .usage : .failed }

  /// The message as it is printed, a line break at its end.
  func text(hasColor: Bool = false) -> String {
    let color = severity == .error ? "\u{1b}[1;31m" : "\u{1b}[1;33m"
    let label = "\(severity.rawValue):"
    var text = hasColor ? "\(color)\(label)\u{1b}[0m " : "\(label) "
    text += SafeText.escaped(what) + "\n"
    let parts = [("why", why.map { [$0] } ?? []), ("where", places.map(\.text))]
    for (label, lines) in parts {
      text += Self.lines(label, lines, hasColor: hasColor)
    }
    for line in excerpt { text += "    | \(SafeText.escaped(line))\n" }
    return text + Self.lines("try", tries, hasColor: hasColor)
  }

  private static func lines(_ label: String, _ lines: [String], hasColor: Bool) -> String {
    lines.map { line in
      let label = hasColor ? "  \u{1b}[1m\(label):\u{1b}[0m " : "  \(label): "
      return label + SafeText.escaped(line) + "\n"
    }.joined()
  }
}

extension Diagnostic.Place {
  /// `rules/exec.yml:14:3`, or `audit.log, line 12, byte 3456`.
  var text: String {
    switch self {
    case .file(let path, let line, let column):
      ([path] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
    case .record(let source, let line, let offset):
      ([source] + [line.map { "line \($0)" }, offset.map { "byte \($0)" }].compactMap { $0 })
        .joined(separator: ", ")
    }
  }
}
