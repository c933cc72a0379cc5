/// Times are microseconds since 1970, UTC.
typealias Microseconds = Int

extension Microseconds {
  /// So many seconds, as microseconds.
  static func seconds(_ count: Int) -> Int { count * 1_000_000 }

  /// So many milliseconds, as microseconds.
  static func milliseconds(_ count: Int) -> Int { count * 1_000 }
}

/// Writes times as RFC 3339, remembering the last second it wrote out.
struct Clock {
  private var second = Int.min
  private var written: [UInt8] = []

  /// Adds `2026-11-23T19:20:44.093936Z`.
  mutating func add(_ time: Microseconds, to text: inout Text) {
    addSecond(of: time, to: &text)
    text.add(byte: 46)
    text.add(time % 1_000_000, digits: 6)
    text.add(byte: 90)
  }

  /// Adds `2026-11-23T19:20:44Z`.
  mutating func add(wholeSecondOf time: Microseconds, to text: inout Text) {
    addSecond(of: time, to: &text)
    text.add(byte: 90)
  }

  private mutating func addSecond(of time: Microseconds, to text: inout Text) {
    let wanted = time / 1_000_000
    if wanted != second {
      second = wanted
      written = Array(civilText(second: wanted).utf8)
    }
    text.add(written)
  }
}

/// A second since 1970 as `2026-11-23T19:20:44`.
private func civilText(second: Int) -> String {
  let (year, month, day) = civilDate(day: second / 86_400)
  let inDay = second % 86_400
  return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
    + "\(padded(inDay / 3_600, 2)):\(padded(inDay / 60 % 60, 2)):\(padded(inDay % 60, 2))"
}

/// A number in decimal with zeros in front.
func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// The Gregorian date of a day since 1970 (Howard Hinnant's algorithm).
private func civilDate(day: Int) -> (year: Int, month: Int, day: Int) {
  let shifted = day + 719_468
  let era = shifted / 146_097
  let dayOfEra = shifted % 146_097
  let year = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
  let shiftedMonth = (5 * dayOfYear + 2) / 153
  let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  let civilYear = era * 400 + year + (month <= 2 ? 1 : 0)
  return (civilYear, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
}

/// The day since 1970 of a Gregorian date.
private func dayNumber(year: Int, month: Int, day: Int) -> Int {
  let shiftedYear = month <= 2 ? year - 1 : year
  let era = shiftedYear / 400
  let yearOfEra = shiftedYear % 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

/// Reads `2026-11-23T19:20:44Z`, with or without a fraction, or gives nil.
func parseTime(_ bytes: some Collection<UInt8>) -> Microseconds? {
  let text = Array(bytes)
  guard text.count >= 20, text.last == 90, text[4] == 45, text[7] == 45, text[13] == 58 else {
    return nil
  }
  func number(_ range: Range<Int>) -> Int {
    text[range].reduce(0) { $0 * 10 + Int($1) - 48 }
  }
  let day = dayNumber(year: number(0..<4), month: number(5..<7), day: number(8..<10))
  let second = day * 86_400 + number(11..<13) * 3_600 + number(14..<16) * 60 + number(17..<19)
  var fraction = 0
  for place in 0..<6 {
    let digit = 20 + place < text.count - 1 ? Int(text[20 + place]) - 48 : 0
    fraction = fraction * 10 + digit
  }
  return second * 1_000_000 + fraction
}
