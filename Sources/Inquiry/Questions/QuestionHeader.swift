/// The comments at the head of a question's file.
///
/// The first line is the title. Then come `-- why:`, `-- row:`, `-- needs: spoor`,
/// `-- level:`, `-- kinds:`, `-- filters: none, …` and, for each parameter,
/// `-- param NAME KIND = DEFAULT: meaning`, without `= DEFAULT` where it has to
/// be set. A line that begins with three spaces goes on with the one above it.
struct QuestionHeader {
  private(set) var title = ""
  private(set) var remarks: [String: String] = [:]
  private(set) var parameters: [QuestionParameter] = []

  /// Reads a file's head.
  ///
  /// Anybody's SQL may begin with comments, so only a parameter that cannot be
  /// understood is an error.
  init(_ text: String, path: String) throws(QuestionFileError) {
    for entry in Self.entries(text) {
      if entry.text.hasPrefix("param ") {
        guard let parameter = Self.parameter(entry.text.dropFirst(6)) else {
          throw QuestionFileError(path: path, line: entry.line, text: entry.text)
        }
        parameters.append(parameter)
      } else if entry.line == 1 {
        title = entry.text
      } else if let (key, value) = Self.halves(entry.text[...], at: ": ") {
        remarks[key] = value
      }
    }
  }

  private static func entries(_ text: String) -> [(line: Int, text: String)] {
    var entries: [(line: Int, text: String)] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard line.hasPrefix("--") else { break }
      let words = trimmed(line.dropFirst(2))
      if line.hasPrefix("--   "), let last = entries.indices.last {
        entries[last].text += " " + words
      } else {
        entries.append((index + 1, words))
      }
    }
    return entries
  }

  private static func parameter(_ text: Substring) -> QuestionParameter? {
    guard let (head, meaning) = halves(text, at: ": "), !meaning.isEmpty else { return nil }
    let assignment = halves(head[...], at: " = ")
    let parts = (assignment?.0 ?? head).split(separator: " ").map(String.init)
    guard parts.count == 2, let kind = QuestionParameter.Kind(rawValue: parts[1]) else {
      return nil
    }
    return QuestionParameter(
      name: parts[0], kind: kind, defaultText: assignment.map { withoutQuotes($0.1) },
      meaning: meaning)
  }

  private static func withoutQuotes(_ text: String) -> String {
    guard text.count >= 2, text.hasPrefix("'"), text.hasSuffix("'") else { return text }
    return String(text.dropFirst().dropLast())
  }

  private static func halves(_ text: Substring, at mark: String) -> (String, String)? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(mark) {
        let end = text.index(start, offsetBy: mark.count)
        return (trimmed(text[..<start]), trimmed(text[end...]))
      }
      start = text.index(after: start)
    }
    return nil
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\r" }
    while text.last == " " || text.last == "\r" { text.removeLast() }
    return String(text)
  }
}

/// A line at the head of a question's file that cannot be understood.
public struct QuestionFileError: Error, Sendable, Equatable {
  /// The file.
  public let path: String
  /// Its line, counted from 1.
  public let line: Int
  /// What stands there.
  public let text: String

  /// Names a line.
  public init(path: String, line: Int, text: String) {
    self.path = path
    self.line = line
    self.text = text
  }
}

extension NamedQuestion {
  /// Reads a question's file.
  ///
  /// - Parameters:
  ///   - text: what it holds.
  ///   - path: where it lies; its name and its folder's are the question's.
  public init(text: String, path: String) throws(QuestionFileError) {
    let header = try QuestionHeader(text, path: path)
    let parts = path.split(separator: "/").map(String.init)
    let file = parts.last ?? path
    name = file.hasSuffix(".sql") ? String(file.dropLast(4)) : file
    subject = parts.count > 1 ? parts[parts.count - 2] : ""
    self.path = path
    title = header.title.isEmpty ? name : header.title
    why = header.remarks["why"] ?? ""
    row = header.remarks["row"] ?? ""
    parameters = header.parameters
    needsSpoor = header.remarks["needs"] == "spoor"
    level = header.remarks["level"]
    kinds = (header.remarks["kinds"] ?? "").split(separator: " ").map(String.init)
    let filters = header.remarks["filters"] ?? ""
    let reason = filters.drop { $0 != "," }.dropFirst().drop { $0 == " " }
    reasonForNoFilters = filters.hasPrefix("none") ? String(reason) : nil
    sql = text
  }
}
