/// A kind of object that Kubernetes itself serves.
public struct ResourceKind: Sendable, Hashable {
  /// `Deployment`.
  public let kind: String
  /// `deployments`, the name in URIs and in the log.
  public let plural: String
  /// `deployment`.
  public let singular: String
  /// `deploy`; none for many.
  public let shortNames: [String]
  /// `apps`; empty for the core group.
  public let group: String
  /// Whether its objects lie in namespaces.
  public let isNamespaced: Bool

  /// Whether a word, in lower case, is one of its names.
  func isNamed(_ word: String) -> Bool {
    plural == word || singular == word || shortNames.contains(word)
  }
}
