extension Schema {
  /// A table or view, as the comments of its statement describe it.
  public struct Relation: Sendable, Equatable {
    /// One of its columns.
    public struct Column: Sendable, Equatable {
      /// Its name.
      public let name: String
      /// Its type and constraints as they were declared; empty for a view's.
      public let type: String
      /// What the comment beside it says.
      public internal(set) var meaning: String
    }

    /// Its name.
    public let name: String
    /// Whether it is a view.
    public let isView: Bool
    /// What stands in it.
    public let meaning: String
    /// Its columns in order.
    public let columns: [Column]
  }

  /// Every view and table, the views first.
  public static var description: [Relation] {
    let all = statements.filter { !$0.hasPrefix("CREATE INDEX") }.map(relation)
    return all.filter(\.isView) + all.filter { !$0.isView }
  }

  private static func relation(_ statement: String) -> Relation {
    let lines = statement.split(separator: "\n").map(String.init)
    let comment = lines.prefix { $0.hasPrefix("--") }.map { $0.dropFirst(3) }
    let code = lines.drop { $0.hasPrefix("--") }
    let words = (code.first ?? "").split(separator: " ")
    let isView = words.count > 1 && words[1] == "VIEW"
    return Relation(
      name: words.count > 2 ? String(words[2]) : "", isView: isView,
      meaning: comment.joined(separator: " "),
      columns: isView ? viewColumns(code) : tableColumns(code))
  }

  private static func tableColumns(_ code: ArraySlice<String>) -> [Relation.Column] {
    var columns: [Relation.Column] = []
    for line in code.dropFirst() where line.hasPrefix("  ") {
      let (definition, remark) = halves(line)
      if definition.isEmpty, let last = columns.indices.last {
        columns[last].meaning += " " + remark
      } else if !definition.isEmpty, !definition.hasPrefix("PRIMARY KEY") {
        let words = definition.split(separator: " ", maxSplits: 1).map(withoutComma)
        columns.append(
          Relation.Column(
            name: words[0], type: words.count > 1 ? words[1] : "", meaning: remark))
      }
    }
    return columns
  }

  /// A line's code, and the comment behind it.
  private static func halves(_ line: String) -> (code: String, remark: String) {
    var code = line[...]
    var remark = line[line.endIndex...]
    var index = line.startIndex
    while index < line.endIndex {
      if line[index...].hasPrefix("--") {
        code = line[..<index]
        remark = line[index...].dropFirst(2)
        break
      }
      index = line.index(after: index)
    }
    return (trimmed(code), trimmed(remark))
  }

  /// The names behind `AS`, and the plain ones.
  private static func viewColumns(_ code: ArraySlice<String>) -> [Relation.Column] {
    let words = code.joined(separator: " ").split { $0 == " " || $0 == "," || $0 == ")" }
    var names = ["event_id"]
    for (index, word) in words.enumerated().dropFirst(4)
    where word == "AS" && index + 1 < words.count {
      names.append(String(words[index + 1]))
    }
    return names.map { Relation.Column(name: $0, type: "", meaning: "") }
  }

  private static func withoutComma(_ word: Substring) -> String {
    String(word.filter { $0 != "," })
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
