public import Knowledge

/// The kinds that are known by name, and what is served below them.
public struct ResourceCatalog: Sendable {
  /// The kinds, in the order of the file.
  public let kinds: [ResourceKind]
  /// Subresources by plural name; those under `*` may be any kind's.
  private let subresources: [String: Set<String>]

  /// Reads the files that are built into the program.
  public static func shipped() throws(KnowledgeError) -> ResourceCatalog {
    try ResourceCatalog(
      resources: KnowledgeTable(path: "kubernetes/resources.csv", columns: resourceColumns),
      subresources: KnowledgeTable(
        path: "kubernetes/subresources.csv", columns: subresourceColumns))
  }

  /// The columns of `resources.csv`.
  public static let resourceColumns = [
    "kind", "plural", "singular", "short_names", "api_group", "namespaced",
  ]
  /// The columns of `subresources.csv`.
  public static let subresourceColumns = ["plural", "subresource"]

  /// Takes the rows of the two files.
  public init(resources: KnowledgeTable, subresources: KnowledgeTable) {
    kinds = resources.rows.map { row in
      ResourceKind(
        kind: row[0], plural: row[1], singular: row[2],
        shortNames: row[3].split(separator: " ").map(String.init), group: row[4],
        isNamespaced: row[5] == "true")
    }
    var byPlural: [String: Set<String>] = [:]
    for row in subresources.rows { byPlural[row[0], default: []].insert(row[1]) }
    self.subresources = byPlural
  }

  /// The kinds that a word of kubectl's names: plural, singular, short name or
  /// kind, in either case.
  func kinds(named word: String) -> [ResourceKind] {
    let word = word.lowercased()
    return kinds.filter { $0.isNamed(word) }
  }

  /// Whether a word names something that is served below a resource.
  func isSubresource(_ word: String, of plural: String) -> Bool {
    subresources[plural, default: []].contains(word)
      || subresources["*", default: []].contains(word)
  }

  /// Whether objects of a resource lie in namespaces; nil where that is not
  /// known.
  func isNamespaced(_ plural: String, group: String) -> Bool? {
    kinds.first { $0.plural == plural && $0.group == group }?.isNamespaced
  }
}
