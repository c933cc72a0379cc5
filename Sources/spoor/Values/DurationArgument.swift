/// A stretch of time as it is typed: `90s`, `15m`, `2h`, `7d`, `1w`, `1h30m`.
enum DurationArgument {
  /// A hundred thousand days: no log is older, and no sum overflows.
  static let longest: Int64 = 100_000 * 86_400 * 1_000_000

  /// Reads a duration in microseconds.
  ///
  /// Whole numbers with `ms`, `s`, `m`, `h`, `d` or `w`, each unit once and
  /// the larger before the smaller. A number without a unit is refused: it
  /// would be seconds to one reader and minutes to the next.
  static func microseconds(_ text: String) throws(ValueError) -> Int64 {
    var reader = DigitReader(text)
    var total: Int64? = 0
    var smallest = Int64.max
    repeat {
      let (number, digits) = reader.number()
      guard digits > 0, let unit = unit(reader.letters()), unit < smallest else {
        throw .malformed(text, .duration)
      }
      smallest = unit
      let part = number?.times(unit)
      total = total.flatMap { sum in part.flatMap(sum.plus) }
    } while !reader.isAtEnd
    guard let total, total <= longest else { throw .outOfRange(text, .duration) }
    return total
  }

  private static func unit(_ letters: String) -> Int64? {
    switch letters {
    case "ms": 1000
    case "s": 1_000_000
    case "m": 60 * 1_000_000
    case "h": 3600 * 1_000_000
    case "d": 86_400 * 1_000_000
    case "w": 7 * 86_400 * 1_000_000
    default: nil
    }
  }
}
