internal import Knowledge
internal import Patterns

/// Who does things because of what others did, and what they make of what.
struct OwnerRules {
  /// How the names of an object and its owner go together.
  enum Names: String {
    case prefix, same, namespace
  }

  private let followers: [Glob]
  private let rules: [(resource: String, owner: String, names: Names)]

  /// Reads the files that are built into the program.
  static func shipped() throws(KnowledgeError) -> OwnerRules {
    OwnerRules(
      followers: try KnowledgeTable(path: "kubernetes/followers.csv", columns: ["account"]),
      owners: try KnowledgeTable(
        path: "kubernetes/owners.csv", columns: ["resource", "owner", "names"]))
  }

  init(followers: KnowledgeTable, owners: KnowledgeTable) {
    self.followers = followers.rows.map { Glob($0[0]) }
    rules = owners.rows.compactMap { row in
      Names(rawValue: row[2]).map { (row[0], row[1], $0) }
    }
  }

  /// Whether an account acts because of what others did.
  func isFollower(_ user: String) -> Bool { followers.contains { $0.matches(user) } }

  /// Whether controllers make something of a resource.
  func isOwner(_ resource: String) -> Bool { rules.contains { $0.owner == resource } }

  /// The resources that an object of another may come from, at any remove.
  func owners(of resource: String, by names: Names) -> Set<String> {
    var found: Set<String> = []
    var rest = [resource]
    while let next = rest.popLast() {
      for rule in rules where rule.resource == next && rule.names == names {
        if found.insert(rule.owner).inserted { rest.append(rule.owner) }
      }
    }
    return found
  }
}
