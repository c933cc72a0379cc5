internal import Patterns

/// Which labels objects must have, as kubectl's `-l` says it: `app=web`,
/// `tier!=front`, `app in (a, b)`, `app notin (a)`, `app`, `!app`, and several
/// with commas between them.
struct LabelSelector {
  /// What one label must be.
  private struct Requirement {
    let key: String
    /// Nil where any value will do.
    let values: [Glob]?
    let isExcluded: Bool

    func holds(_ labels: [String: String]) -> Bool {
      guard let label = labels[key] else { return isExcluded }
      return isExcluded != (values?.contains { $0.matches(label) } ?? true)
    }

    /// Whether nothing can meet both, for all one can say of one label alone.
    func contradicts(_ other: Requirement) -> Bool {
      switch (other.values, other.isExcluded) {
      case (let values?, false): values.allSatisfy { !holds([key: $0.pattern]) }
      case (nil, false): isExcluded && values == nil
      case (nil, true): !isExcluded
      case (.some, true): false
      }
    }
  }

  private let requirements: [Requirement]

  /// Reads a selector; nil for a text that is none.
  init?(_ text: String) {
    var requirements: [Requirement] = []
    for term in Self.terms(text) {
      guard let requirement = Self.requirement(term) else { return nil }
      requirements.append(requirement)
    }
    self.requirements = requirements
  }

  /// Whether labels are such.
  func holds(_ labels: [String: String]) -> Bool { requirements.allSatisfy { $0.holds(labels) } }

  /// Whether all objects that another selector selects are such.
  func holdsForAll(of other: LabelSelector) -> Bool {
    requirements.allSatisfy { mine in
      other.requirements.contains { theirs in
        guard mine.key == theirs.key, !theirs.isExcluded else { return false }
        guard let values = theirs.values else { return mine.values == nil && !mine.isExcluded }
        return values.allSatisfy { mine.holds([mine.key: $0.pattern]) }
      }
    }
  }

  /// Whether no object that another selector selects is such.
  func holdsForNone(of other: LabelSelector) -> Bool {
    requirements.contains { mine in
      other.requirements.contains { mine.key == $0.key && mine.contradicts($0) }
    }
  }

  /// The parts between commas that stand in no brackets.
  private static func terms(_ text: String) -> [Substring] {
    var depth = 0
    return text.split(omittingEmptySubsequences: false) { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return character == "," && depth == 0
    }
  }

  private static func requirement(_ term: Substring) -> Requirement? {
    let term = term.trimmed
    if term.hasSuffix(")") { return membership(term) }
    guard let sign = term.dropFirst().firstIndex(where: { $0 == "=" || $0 == "!" }) else {
      let isExcluded = term.hasPrefix("!")
      return requirement(isExcluded ? term.dropFirst() : term, nil, isExcluded)
    }
    let value = term[sign...]
    for (mark, isExcluded) in [("!=", true), ("==", false), ("=", false)]
    where value.hasPrefix(mark) {
      return requirement(term[..<sign], [value.dropFirst(mark.count)], isExcluded)
    }
    return nil
  }

  /// `app in (a, b)`.
  private static func membership(_ term: Substring) -> Requirement? {
    guard let bracket = term.firstIndex(of: "(") else { return nil }
    let words = term[..<bracket].split(separator: " ")
    let values = term[term.index(after: bracket)...].dropLast().split(
      separator: ",", omittingEmptySubsequences: false)
    guard words.count == 2, ["in", "notin"].contains(words[1]) else { return nil }
    return requirement(words[0], values, words[1] == "notin")
  }

  private static func requirement(
    _ key: Substring, _ values: [Substring]?, _ isExcluded: Bool
  ) -> Requirement? {
    let key = key.trimmed
    let isKey = key.allSatisfy { $0.isLetter || $0.isNumber || "._-/".contains($0) }
    let texts = values?.map(\.trimmed)
    guard !key.isEmpty, isKey, texts?.contains(where: { $0.contains("=") }) != true else {
      return nil
    }
    return Requirement(
      key: String(key), values: texts?.map { Glob(String($0)) }, isExcluded: isExcluded)
  }
}

extension Substring {
  /// Without blanks at either end.
  fileprivate var trimmed: Substring {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
