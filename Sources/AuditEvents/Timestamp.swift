internal import LogBytes

/// A moment as the log gives it.
public struct Timestamp: Sendable, Equatable {
  /// Microseconds since 1970-01-01 UTC, rounded down.
  public let microseconds: Int64
  /// How many decimals of a second the text had, at most 6.
  public let digits: UInt8

  /// Creates a moment.
  public init(microseconds: Int64, digits: UInt8) {
    self.microseconds = microseconds
    self.digits = digits
  }

  /// Reads RFC 3339 and what pipelines make of it: a space for the `T`, any
  /// number of decimals, a comma before them, offsets with or without colon,
  /// no zone at all (UTC).
  ///
  /// - Returns: nil if the text is no such time.
  public init?(_ text: String) {
    let buffer = TextBuffer(text.utf8)
    let read = buffer.withBytes {
      Timestamp($0, TextRange(start: 0, count: Int32(clamping: buffer.count)))
    }
    guard let read else { return nil }
    self = read
  }

  /// Reads a stretch of text.
  init?(_ text: TextBytes, _ range: TextRange) {
    guard range.count >= 19 else { return nil }
    var cursor = Cursor(text: text, offset: Int(range.start), end: Int(range.start + range.count))
    guard let year = cursor.number(4), cursor.skip("-"), let month = cursor.number(2),
      cursor.skip("-"), let day = cursor.number(2),
      cursor.skip("T") || cursor.skip(" ")
        || cursor.skip("t"), let hour = cursor.number(2), cursor.skip(":"),
      let minute = cursor.number(2), cursor.skip(":"), let second = cursor.number(2),
      year >= 1, 1...12 ~= month, day >= 1, day <= Self.daysIn(month, year), hour < 24,
      minute < 60, second <= 60
    else { return nil }
    let (fraction, digits) = cursor.fraction()
    guard let digits, let offset = cursor.zone(), cursor.isAtEnd else { return nil }
    let days = Self.daysSinceEpoch(year, month, day)
    let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second
    self.init(microseconds: seconds * 1_000_000 + fraction, digits: digits)
  }

  private static func daysIn(_ month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the proleptic Gregorian calendar, with the year
  /// beginning in March so that the leap day comes last.
  private static func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private struct Cursor {
    let text: TextBytes
    var offset: Int
    let end: Int

    var isAtEnd: Bool { offset == end }

    mutating func number(_ count: Int) -> Int64? {
      guard offset + count <= end else { return nil }
      var value: Int64 = 0
      for _ in 0..<count {
        let digit = text[offset] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        value = value * 10 + Int64(digit)
        offset += 1
      }
      return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard offset < end, text[offset] == UInt8(ascii: character) else { return false }
      offset += 1
      return true
    }

    /// Microseconds and the number of decimals; nil after a bare point.
    mutating func fraction() -> (microseconds: Int64, digits: UInt8?) {
      guard skip(".") || skip(",") else { return (0, 0) }
      var value: Int64 = 0
      var count: UInt8 = 0
      let start = offset
      while offset < end, text[offset] &- UInt8(ascii: "0") < 10 {
        if count < 6 {
          value = value * 10 + Int64(text[offset] - UInt8(ascii: "0"))
          count += 1
        }
        offset += 1
      }
      for _ in count..<6 { value *= 10 }
      return (value, offset > start ? count : nil)
    }

    /// The zone's offset east of UTC in minutes.
    mutating func zone() -> Int64? {
      if isAtEnd || skip("Z") || skip("z") { return 0 }
      if offset + 4 <= end, text.matches(" UTC", at: offset, count: 4) {
        offset += 4
        return 0
      }
      let sign: Int64
      if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
      guard let hours = number(2) else { return nil }
      let hasMinutes = skip(":") || !isAtEnd
      guard let minutes = hasMinutes ? number(2) : 0, hours < 24, minutes < 60 else { return nil }
      return sign * (hours * 60 + minutes)
    }
  }
}
