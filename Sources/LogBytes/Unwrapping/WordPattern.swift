/// A pattern of the words before an event on its line: `...` stands for any
/// words, each other word for one; `TIME`, `NUMBER`, or text with `*` for any
/// characters.
struct WordPattern: Sendable {
  private enum Word: Sendable {
    case any
    case time
    case number
    case glob([UInt8])
  }

  private static let timeShape: StaticString = "0000-00-00T00:00"

  private let words: [Word]

  init(_ pattern: String) {
    words = pattern.split(separator: " ").map { word in
      switch word {
      case "...": .any
      case "TIME": .time
      case "NUMBER": .number
      default: .glob(Array(word.utf8))
      }
    }
  }

  /// Whether the words of a stretch match.
  func matches(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    for word in words {
      if case .any = word { return true }
      let found = Self.nextWord(text, offset..<range.upperBound)
      guard !found.isEmpty, Self.matches(word, text, found) else { return false }
      offset = found.upperBound
    }
    return Self.nextWord(text, offset..<range.upperBound).isEmpty
  }

  /// The first word of a stretch; empty if there is none.
  private static func nextWord(_ text: TextBytes, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, isBlank(text[start]) { start += 1 }
    var end = start
    while end < range.upperBound, !isBlank(text[end]) { end += 1 }
    return start..<end
  }

  private static func matches(_ word: Word, _ text: TextBytes, _ range: Range<Int>) -> Bool {
    switch word {
    case .any: true
    case .time: isTime(text, range)
    case .number: range.allSatisfy { isDigit(text[$0]) }
    case .glob(let pattern): matchesGlob(pattern, text, range)
    }
  }

  private static func matchesGlob(
    _ pattern: [UInt8], _ text: TextBytes, _ range: Range<Int>
  ) -> Bool {
    var (place, offset) = (0, range.lowerBound)
    var star: (place: Int, offset: Int)?
    while offset < range.upperBound {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        place += 1
        star = (place, offset)
      } else if place < pattern.count, pattern[place] == text[offset] {
        place += 1
        offset += 1
      } else if let last = star {
        star?.offset = last.offset + 1
        (place, offset) = (last.place, last.offset + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Whether a word begins like `2026-11-23T19:00`.
  private static func isTime(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    guard range.count >= timeShape.utf8CodeUnitCount else { return false }
    return (0..<timeShape.utf8CodeUnitCount).allSatisfy { index in
      let (byte, like) = (text[range.lowerBound + index], timeShape.utf8Start[index])
      return isDigit(like) ? isDigit(byte) : byte == like
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
