import Inquiry

/// The page that lists the named questions.
enum QuestionsPage {
  static func text() throws -> String {
    let questions = try QuestionLibrary().questions
    let subjects = Set(questions.map(\.subject)).sorted()
    return head(questions.count) + index(questions)
      + subjects.map { subject in
        "\n## \(subject)\n" + questions.filter { $0.subject == subject }.map(section).joined()
      }.joined()
  }

  private static func head(_ count: Int) -> String {
    """
    # Named questions

    Made of the files under `queries/questions` (`make docs`): \(count) questions. Each is a SQL file that says why it matters, what it takes and what a row means.

    With Spoor: `spoor query NAME`, with `-p KEY=VALUE` for parameters and any filter (`--since`, `--user`, `-n`, `--ip` …). `spoor catalog list` and `spoor catalog show NAME` say what there is. An answer can be had in every format: `spoor query images --format csv --output images.csv`.

    With plain SQLite: `sqlite3 -readonly spoor.db < queries/questions/images/images.sql`. A parameter that is not set has its default; `.parameter set :registry "'quay.io'"` sets one. Questions that need Spoor say so: they read bodies by `event_json(event_id)`.

    Filters choose what the view `requests` (or `events`) shows to a question. Questions about what is new compare with `main.requests`, which stays whole. In plain SQLite a view of your own does the same:

    ```sql
    CREATE TEMP VIEW requests AS SELECT * FROM main.requests
    WHERE event_id >= unixepoch('2026-11-23T19:12:00Z') * 2048000000 AND namespace = 'prod';
    ```

    Your own questions lie in any folder: `--queries DIR`, or `SPOOR_QUERIES=DIR:DIR`. A file takes the place of the built-in question of its name; `--queries` comes before `$SPOOR_QUERIES`, and what is named first wins. Nothing is read from the current folder unless it is named. No header is required; one looks like this:

    ```sql
    -- The title, one line
    -- why: why anybody would want to know
    -- row: what a row stands for
    -- param name glob = '*': what it means (text, glob, integer or duration; no default: required)
    -- level: Request (if bodies must have been logged)
    -- kinds: roles clusterroles (those without requests for which the log tells nothing)
    SELECT … FROM requests WHERE name GLOB coalesce(:name, '*') ORDER BY event_id
    ```


    """
  }

  private static func index(_ questions: [NamedQuestion]) -> String {
    "| question | asks |\n| --- | --- |\n"
      + questions.map { "| [`\($0.name)`](#\($0.name)) | \($0.title) |\n" }.joined()
  }

  private static func section(_ question: NamedQuestion) -> String {
    var text = "\n### \(question.name)\n\n\(question.title). \(question.why)\n\n"
    text += "A row: \(question.row)\n"
    if !question.parameters.isEmpty {
      text += "\n| parameter | kind | default | meaning |\n| --- | --- | --- | --- |\n"
      for parameter in question.parameters {
        let value = parameter.defaultText.map { "`\($0)`" } ?? "none: it has to be set"
        text += "| `\(parameter.name)` | \(parameter.kind.rawValue) | \(value) "
        text += "| \(parameter.meaning) |\n"
      }
    }
    if question.needsSpoor { text += "\nNeeds Spoor: it reads bodies.\n" }
    if let level = question.level {
      text += "\nNeeds events of level \(level) or above, with bodies.\n"
    }
    if let reason = question.reasonForNoFilters { text += "\nTakes no filters, \(reason).\n" }
    return text + "\n[`\(question.path)`](../\(question.path))\n"
  }
}
