internal import CaseStore
internal import Patterns
internal import SQLite

/// Whose deeds are asked for: an actor, an address or a credential.
public enum WhatSubject: Sendable, Equatable {
  /// The authenticated user; a pattern.
  case actor(String)
  /// Any address of a request: an address, or a range of them.
  case address(String)
  /// A credential's ID; a pattern.
  case credential(String)

  private static let accountPrefix = "system:serviceaccount:"

  /// Finds out which of them a text is.
  ///
  /// What looks like an address is one. Otherwise a user of the case goes
  /// before a credential, and a service account may be written
  /// `NAMESPACE/NAME` or `NAMESPACE:NAME`, a credential without `JTI=`.
  init(_ text: String, in connection: Connection) throws(SQLiteError) {
    if CIDR(text) != nil {
      self = .address(text)
      return
    }
    let users = Self.userReadings(of: text)
    let credentials = [text, "JTI=\(text)", "X509SHA256=\(text)"].map { Glob($0) }
    let rows = try connection.prepare("SELECT DISTINCT user, credential_id FROM actor")
    var credential: String?
    var best = users.count
    while try rows.step() {
      let (user, id) = (rows.text(0), rows.text(1))
      if let place = users.firstIndex(where: { $0.matches(user) }) { best = min(best, place) }
      guard !id.isEmpty, credential == nil else { continue }
      credential = credentials.first { $0.matches(id) }?.pattern
    }
    if best < users.count {
      self = .actor(users[best].pattern)
    } else {
      self = credential.map { .credential($0) } ?? .actor(text)
    }
  }

  /// The users that a text may mean, the likeliest first.
  private static func userReadings(of text: String) -> [Glob] {
    var users = [text]
    for separator in ["/", ":"] as [Character] {
      let halves = text.split(
        separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
      if halves.count == 2 { users.append("\(accountPrefix)\(halves[0]):\(halves[1])") }
    }
    return users.map { Glob($0) }
  }

  /// The filter that asks for it, and its value.
  var term: (key: FilterKey, value: String) {
    switch self {
    case .actor(let user): (.user, user)
    case .address(let address): (.ip, address)
    case .credential(let id): (.credential, id)
    }
  }
}
