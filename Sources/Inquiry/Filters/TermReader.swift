internal import AuditEvents
internal import Patterns

/// What the values of filters mean.
enum TermReader {
  /// Finds what is wrong with a value, so that it is said before a case is
  /// opened.
  static func check(_ key: FilterKey, _ value: String) throws(FilterError) {
    switch key {
    case .ip: try checkAddress(value)
    case .code: _ = try codePattern(value)
    case .outcome: _ = try outcome(value)
    case .serviceAccount: _ = try userPattern(ofServiceAccount: value)
    default: break
    }
  }

  private static func checkAddress(_ value: String) throws(FilterError) {
    guard CIDR(value) == nil, Glob(value).isLiteral, !value.isEmpty else { return }
    throw .notAnAddress(value)
  }

  /// `4xx` is `4??`; a code in which an `x` stands has three digits.
  static func codePattern(_ value: String) throws(FilterError) -> String {
    var pattern = ""
    for character in value {
      switch character {
      case "0"..."9", "*", "?": pattern.append(character)
      case "x", "X": pattern.append("?")
      default: throw .notACode(value)
      }
    }
    let hasPlaces = value.contains(where: "xX".contains)
    guard !hasPlaces || value.count == 3 || value.contains("*") else { throw .notACode(value) }
    return pattern
  }

  /// An outcome of this name.
  static func outcome(_ value: String) throws(FilterError) -> Outcome {
    guard let outcome = Outcome.allCases.first(where: { $0.name == value.lowercased() }) else {
      let known = Outcome.allCases.map(\.name)
      throw .unknownOutcome(value, suggestion: Suggestion.of(value, among: known))
    }
    return outcome
  }

  /// The user name of `ops/backup`, `ops:backup` or the whole user name.
  static func userPattern(ofServiceAccount value: String) throws(FilterError) -> String {
    let prefix = "system:serviceaccount:"
    if value.hasPrefix(prefix) { return value }
    let separator: Character = value.contains("/") ? "/" : ":"
    let halves = value.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
      throw .notAServiceAccount(value)
    }
    return prefix + halves[0] + ":" + halves[1]
  }

  /// An agent's beginning, unless a wildcard says otherwise.
  static func agentPattern(_ value: String) -> String {
    Glob(value).isLiteral && !value.isEmpty ? value + "*" : value
  }
}
