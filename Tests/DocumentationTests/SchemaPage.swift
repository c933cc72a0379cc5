import CaseStore

/// The page that describes the tables and views of a case.
enum SchemaPage {
  static var text: String {
    let relations = Schema.description
    let tables = relations.filter { !$0.isView } + relations.filter(\.isView)
    return """
      # The case file

      Made of the comments in `Sources/CaseStore/Schema` (`make docs`).

      A case is one SQLite file of schema version \(Schema.version). Ask the views `events` (one row an audit event) and `requests` (one row a request, its stages merged); their columns are a promise, the tables below them are not. Order by `event_id`, which is order by time; ordering by the text column `time` sorts everything. Any `sqlite3` of version 3.38 or later reads a case, and so does Datasette. The look-ups only accelerate Spoor's own questions.


      """ + tables.map(section).joined(separator: "\n")
  }

  private static func section(_ relation: Schema.Relation) -> String {
    let head =
      "## \(relation.isView ? "View" : "Table") `\(relation.name)`\n\n\(relation.meaning)\n"
    if relation.isView {
      let names = relation.columns.map { "`\($0.name)`" }.joined(separator: ", ")
      return head + "\nColumns: \(names).\n"
    }
    let rows = relation.columns.map { "| `\($0.name)` | \($0.type) | \($0.meaning) |" }
    return head + "\n| column | type | meaning |\n| --- | --- | --- |\n"
      + rows.joined(separator: "\n") + "\n"
  }
}
