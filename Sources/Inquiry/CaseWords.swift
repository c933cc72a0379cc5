internal import CaseStore
internal import SQLite

/// The words that a case holds, for completing what somebody types.
public enum CaseWords {
  /// What a word names.
  public enum Kind: Sendable {
    case actors, serviceAccounts, groups, addresses, credentials, verbs, resources, namespaces,
      names, clusters
    /// `kind/name`; kinds alone as long as there is no slash.
    case objects
  }

  private static let limit = 500

  /// The words of a kind that begin so, in order, some hundreds at most.
  ///
  /// A case that cannot be read has none: nobody wants to read errors while
  /// typing.
  public static func beginning(
    with text: String, _ kind: Kind, inCaseAt path: String
  ) -> [String] {
    do {
      let reader = try CaseReader(path: path)
      if kind == .objects, let slash = text.firstIndex(of: "/") {
        let resource = String(text[..<slash])
        let catalog = try ResourceCatalog.shipped()
        // Behind a dot stands the group.
        let word = String(resource.prefix { $0 != "." })
        let plural = catalog.kinds(named: word).first?.plural ?? word
        let names = try words(
          reader.connection, objectNames, plural, String(text[text.index(after: slash)...]))
        return names.map { "\(resource)/\($0)" }
      }
      return try words(reader.connection, sql(kind), text, nil)
    } catch {
      return []
    }
  }

  private static let objectNames = """
    SELECT DISTINCT name FROM requests WHERE resource = ?1 AND name IS NOT NULL
    AND substr(name, 1, length(?2)) = ?2 ORDER BY 1 LIMIT ?3
    """

  private static func words(
    _ connection: Connection, _ sql: String, _ first: String, _ second: String?
  ) throws(SQLiteError) -> [String] {
    let rows = try connection.prepare(sql)
    try rows.bind(first, at: 1)
    if let second { try rows.bind(second, at: 2) }
    try rows.bind(Int64(limit), at: 3)
    var words: [String] = []
    while try rows.step() { words.append(rows.text(0)) }
    return words
  }

  private static func sql(_ kind: Kind) -> String {
    let words =
      switch kind {
      case .actors: "SELECT user AS word FROM actor UNION SELECT impersonated_user FROM actor"
      case .serviceAccounts:
        """
        SELECT replace(substr(user, 23), ':', '/') AS word FROM actor
        WHERE user GLOB 'system:serviceaccount:*:*'
        """
      case .groups: "SELECT value AS word FROM actor, json_each(actor.user_groups)"
      case .addresses: "SELECT source_ip AS word FROM requests"
      case .credentials: "SELECT credential_id AS word FROM actor"
      case .verbs: "SELECT verb AS word FROM operation"
      case .resources, .objects:
        """
        SELECT resource || coalesce('/' || subresource, '') AS word FROM operation
        """
      case .namespaces: "SELECT namespace AS word FROM object"
      case .names: "SELECT name AS word FROM object"
      case .clusters: "SELECT name AS word FROM cluster"
      }
    return """
      SELECT DISTINCT word FROM (\(words)) WHERE word <> ''
      AND substr(word, 1, length(?1)) = ?1 ORDER BY 1 LIMIT ?3
      """
  }
}
