/// Matches the words before an event with a pattern of words.
enum WordPattern {
  /// Whether words match a pattern: `...` stands for any words, each other word
  /// for one.
  static func matches(_ pattern: ArraySlice<[UInt8]>, _ words: ArraySlice<[UInt8]>) -> Bool {
    guard let first = pattern.first else { return words.isEmpty }
    if first.elementsEqual("...".utf8) { return true }
    guard let word = words.first, matches(first[...], word[...]) else { return false }
    return matches(pattern.dropFirst(), words.dropFirst())
  }

  /// Whether one word matches: `TIME`, `NUMBER`, or text with `*` for any
  /// characters.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ word: ArraySlice<UInt8>) -> Bool {
    if pattern.elementsEqual("TIME".utf8) { return isTime(word) }
    if pattern.elementsEqual("NUMBER".utf8) { return word.allSatisfy(isDigit) }
    return matchesGlob(pattern, word)
  }

  private static func matchesGlob(
    _ pattern: ArraySlice<UInt8>, _ word: ArraySlice<UInt8>
  ) -> Bool {
    var (pattern, word) = (pattern, word)
    var star: (pattern: ArraySlice<UInt8>, word: ArraySlice<UInt8>)?
    while let byte = word.first {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        star = (pattern, word)
      } else if pattern.first == byte {
        pattern = pattern.dropFirst()
        word = word.dropFirst()
      } else if let last = star {
        star?.word = last.word.dropFirst()
        pattern = last.pattern
        word = last.word.dropFirst()
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Whether a word begins like `2026-11-23T19:00`.
  private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    let shape = Array("0000-00-00T00:00".utf8)
    guard word.count >= shape.count else { return false }
    return zip(word, shape).allSatisfy { byte, like in
      isDigit(like) ? isDigit(byte) : byte == like
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
