/// The schema of a case file.
///
/// Its comments are the text of `docs/schema.md`.
public enum Schema {
  /// The version in the file's header (`PRAGMA user_version`).
  public static let version: Int32 = 3
  /// "Spoo" in the file's header (`PRAGMA application_id`).
  public static let applicationID: Int32 = 0x5370_6F6F

  /// Every statement that makes an empty case, in order.
  public static var statements: [String] {
    evidence + tuples + events + facts + [eventsView, requestsView]
  }

  /// Made only in a case whose evidence gives times in different precision.
  static let auditIndex = "CREATE INDEX event_audit ON event (audit_id)"

  /// Tables that are derived from the evidence, and from nothing else.
  static var derivedTables: [String] {
    let tables = (tuples + events + facts).compactMap { statement -> String? in
      let lines = statement.split(separator: "\n").drop { $0.hasPrefix("--") }
      let words = lines.first?.split(separator: " ") ?? []
      return words.starts(with: ["CREATE", "TABLE"]) ? String(words[2]) : nil
    }
    return tables + ["source_sign"]
  }

  /// The statements as SQLite keeps them: without what stands before `CREATE`.
  static var stored: Set<String> {
    Set(
      statements.map { statement in
        let lines = statement.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.drop { $0.hasPrefix("--") }.joined(separator: "\n")
      })
  }
}
