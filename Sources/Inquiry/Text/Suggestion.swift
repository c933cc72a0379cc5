internal import Patterns

/// What somebody who mistyped most likely meant.
enum Suggestion {
  /// The word that was most likely meant.
  static func of(_ word: String, among known: [String]) -> String? {
    EditDistance.closestMatch(to: word, in: known)
  }
}
