public import Knowledge

/// The kinds that are known by name, and what is served below them.
public struct ResourceCatalog: Sendable {
  /// The kinds, in the order of the file.
  public let kinds: [ResourceKind]
  /// Subresources by plural name; those under `*` may be any kind's.
  private let subresources: [String: Set<String>]

  /// The kinds that a word such as `all` stands for.
  private let categories: [String: [ResourceKind]]

  /// Reads the files that are built into the program.
  public static func shipped() throws(KnowledgeError) -> ResourceCatalog {
    try ResourceCatalog(
      resources: KnowledgeTable(path: "kubernetes/resources.csv", columns: resourceColumns),
      subresources: KnowledgeTable(
        path: "kubernetes/subresources.csv", columns: subresourceColumns),
      categories: KnowledgeTable(path: "kubernetes/categories.csv", columns: categoryColumns))
  }

  /// The columns of `resources.csv`.
  public static let resourceColumns = [
    "kind", "plural", "singular", "short_names", "api_group", "namespaced",
  ]
  /// The columns of `subresources.csv`.
  public static let subresourceColumns = ["plural", "subresource"]

  /// The columns of `categories.csv`.
  public static let categoryColumns = ["category", "plural", "api_group"]

  /// Takes the rows of the three files.
  public init(
    resources: KnowledgeTable, subresources: KnowledgeTable, categories: KnowledgeTable
  ) {
    kinds = resources.rows.map { row in
      ResourceKind(
        kind: row[0], plural: row[1], singular: row[2],
        shortNames: row[3].split(separator: " ").map(String.init), group: row[4],
        isNamespaced: row[5] == "true")
    }
    var byPlural: [String: Set<String>] = [:]
    for row in subresources.rows { byPlural[row[0], default: []].insert(row[1]) }
    self.subresources = byPlural
    var byCategory: [String: [ResourceKind]] = [:]
    for row in categories.rows {
      byCategory[row[0], default: []] += kinds.filter { $0.plural == row[1] && $0.group == row[2] }
    }
    self.categories = byCategory
  }

  /// The kinds that a word of kubectl's names: plural, singular, short name or
  /// kind, in either case.
  func kinds(named word: String) -> [ResourceKind] {
    let word = word.lowercased()
    return kinds.filter { $0.isNamed(word) }
  }

  /// The kinds that kubectl's word for many of them stands for; nil for another
  /// word.
  func kinds(ofCategory word: String) -> [ResourceKind]? { categories[word.lowercased()] }

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
