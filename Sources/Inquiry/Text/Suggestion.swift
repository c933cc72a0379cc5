internal import Patterns

/// What somebody who mistyped most likely meant.
enum Suggestion {
  private static let accountPrefix = "system:serviceaccount:"

  /// The word that was most likely meant.
  static func of(_ word: String, among known: [String]) -> String? {
    EditDistance.closestMatch(to: word, in: known)
  }

  /// The user that was most likely meant, also by a part of its name: what
  /// stands before an `@`, a service account with or without its namespace.
  static func account(_ word: String, among users: [String]) -> String? {
    if let user = of(word, among: users) { return user }
    var owners: [String: String] = [:]
    for user in users.reversed() {
      for form in forms(of: user) { owners[form] = user }
    }
    return of(word, among: owners.keys.sorted()).flatMap { owners[$0] }
  }

  /// `NAMESPACE/NAME` of a service account's user name.
  static func shortAccount(_ user: String) -> String? {
    guard user.hasPrefix(accountPrefix) else { return nil }
    let parts = user.dropFirst(accountPrefix.count).split(separator: ":", maxSplits: 1)
    return parts.count == 2 ? "\(parts[0])/\(parts[1])" : nil
  }

  private static func forms(of user: String) -> [String] {
    if let short = shortAccount(user) {
      return [short, short.replacing("/", with: ":"), String(short.drop { $0 != "/" }.dropFirst())]
    }
    let parts = user.split(separator: "@")
    if parts.count == 2 { return [String(parts[0])] }
    return user.split(separator: ":").last.map { [String($0)] } ?? []
  }
}
