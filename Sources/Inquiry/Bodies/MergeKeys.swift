internal import Knowledge

/// What a strategic patch merges the elements of lists by.
struct MergeKeys {
  private struct List: Hashable {
    let name: String
    let parent: String
  }

  private let keys: [List: String]

  /// Reads the file that is built into the program.
  static func shipped() throws(KnowledgeError) -> MergeKeys {
    MergeKeys(
      try KnowledgeTable(path: "kubernetes/lists.csv", columns: ["list", "parent", "key"]))
  }

  init(_ table: KnowledgeTable) {
    keys = Dictionary(
      table.rows.map { (List(name: $0[0], parent: $0[1]), $0[2]) }, uniquingKeysWith: { $1 })
  }

  /// The member that tells the elements of a list apart, empty for plain values;
  /// nil for a list that is replaced as a whole.
  ///
  /// - Parameter parent: the field, or the list, that the list stands in.
  func key(of list: String, in parent: String) -> String? {
    keys[List(name: list, parent: parent)] ?? keys[List(name: list, parent: "*")]
  }
}
