/// How far apart two words are, and which word was meant.
public enum EditDistance {
  /// Counts the characters to insert, delete, replace or swap with their
  /// neighbour to make one word of the other.
  public static func between(_ left: String, _ right: String) -> Int {
    let left = Array(left.unicodeScalars)
    let right = Array(right.unicodeScalars)
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }

  /// Finds the word that was most likely meant, or none that is near.
  ///
  /// Near is a third of the word's length, at least one and at most three
  /// edits, regardless of case; a word of which the first two letters or
  /// more were typed is as near as one edit. Of equally near words the first
  /// is taken.
  ///
  /// - Parameters:
  ///   - word: What was typed. Words of more than 64 characters have no
  ///     match: nobody mistypes that much, and it bounds the cost.
  ///   - candidates: The words there are.
  public static func closestMatch(to word: String, in candidates: some Sequence<String>) -> String?
  {
    let typed = word.lowercased()
    let length = typed.unicodeScalars.count
    guard length <= 64 else { return nil }
    let limit = min(3, max(1, length / 3))
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let known = candidate.lowercased()
      var distance = between(typed, known)
      if length >= 2, known.hasPrefix(typed) { distance = min(distance, 1) }
      guard distance <= limit, distance < best?.distance ?? .max else { continue }
      best = (candidate, distance)
    }
    return best?.candidate
  }
}
