import CaseStore

/// The page that describes the tables and views of a case.
enum SchemaPage {
  static var text: String {
    """
    # The case file

    Made of the comments in `Sources/CaseStore/Schema` (`make docs`).

    A case is one SQLite file of schema version \(Schema.version). Ask the views `events` (one row an audit event) and `requests` (one row a request, its stages merged); their columns are a promise, the tables below them are not. Order by `event_id`, which is order by time; ordering by the text column `time` sorts everything. Any `sqlite3` of version 3.38 or later reads a case, and so does Datasette. The look-ups only accelerate Spoor's own questions.


    """
      + Schema.statements.filter { !$0.hasPrefix("CREATE INDEX") }.map(section).joined(
        separator: "\n")
  }

  private static func section(_ statement: String) -> String {
    let lines = statement.split(separator: "\n").map(String.init)
    let comment = lines.prefix { $0.hasPrefix("--") }.map { $0.dropFirst(3) }.joined(separator: " ")
    let code = lines.drop { $0.hasPrefix("--") }
    let words = (code.first ?? "").split(separator: " ")
    let kind = words[1] == "VIEW" ? "View" : "Table"
    let head = "## \(kind) `\(words[2])`\n\n\(comment)\n"
    return words[1] == "VIEW" ? head + viewColumns(code) : head + tableColumns(code)
  }

  private static func tableColumns(_ code: ArraySlice<String>) -> String {
    var rows: [String] = []
    for line in code.dropFirst() where line.hasPrefix("  ") {
      let parts = line.split(separator: "--", maxSplits: 1).map(String.init)
      let definition = parts[0].trimmed
      let remark = parts.count > 1 ? parts[1].trimmed : ""
      if definition.isEmpty {
        rows[rows.count - 1] = rows[rows.count - 1].dropLast(2) + " \(remark) |"
      } else if !definition.hasPrefix("PRIMARY KEY") {
        let words = definition.split(separator: " ", maxSplits: 1).map(String.init)
        let type = words.count > 1 ? words[1].replacing(",", with: "") : ""
        rows.append("| `\(words[0].replacing(",", with: ""))` | \(type) | \(remark) |")
      }
    }
    return "\n| column | type | meaning |\n| --- | --- | --- |\n" + rows.joined(separator: "\n")
      + "\n"
  }

  /// The names behind `AS`, and the plain columns.
  private static func viewColumns(_ code: ArraySlice<String>) -> String {
    let text = code.joined(separator: " ")
    let names = text.matches(of: /\bAS ([a-z_]+)/).map { String($0.1) }
    let columns = ["event_id"] + names
    return "\nColumns: " + columns.map { "`\($0)`" }.joined(separator: ", ") + ".\n"
  }
}

extension String {
  fileprivate var trimmed: String {
    let isSpace: (Character) -> Bool = { $0 == " " }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
