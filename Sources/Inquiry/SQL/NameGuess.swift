internal import SQLite

/// What was likely meant by a name that SQLite does not know.
struct NameGuess {
  let connection: Connection

  init(_ connection: Connection) {
    self.connection = connection
  }

  /// The nearest known name, if the error is about an unknown one.
  func guess(_ error: SQLiteError) -> String? {
    let kinds = ["no such column: ", "no such table: ", "no such function: "]
    guard let kind = kinds.first(where: error.message.hasPrefix) else { return nil }
    let name = error.message.dropFirst(kind.utf8.count).split(separator: ".").last.map(String.init)
    guard let name else { return nil }
    let known = kind == kinds[0] ? columns : kind == kinds[1] ? tables : functions
    return Suggestion.of(name, among: known)
  }

  private var columns: [String] {
    names("SELECT name FROM pragma_table_info('requests') ORDER BY cid")
  }

  private var tables: [String] {
    names("SELECT name FROM sqlite_schema WHERE type IN ('view', 'table') ORDER BY name")
  }

  private let functions = [
    "event_json", "cidr_match", "glob_match", "time_us", "time_text", "event_id_at",
  ]

  private func names(_ sql: String) -> [String] {
    var names: [String] = []
    do {
      let rows = try connection.prepare(sql)
      while try rows.step() { names.append(rows.text(0)) }
    } catch {
      return []
    }
    return names
  }
}
