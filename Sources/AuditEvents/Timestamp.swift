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
  /// no zone at all (UTC); and seconds, milli-, micro- or nanoseconds since
  /// 1970, told by their 10, 13, 16 or 19 digits (from 2001 to 2286).
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
    guard range.count >= 10 else { return nil }
    if let time = Self.sinceEpoch(text, range) {
      self = time
      return
    }
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

  /// Reads a number since 1970; seconds may have decimals.
  private static func sinceEpoch(_ text: TextBytes, _ range: TextRange) -> Timestamp? {
    let start = Int(range.start)
    let end = start + Int(range.count)
    guard text[start + 4] != UInt8(ascii: "-") else { return nil }
    var cursor = Cursor(text: text, offset: start, end: end)
    while cursor.offset < end, text[cursor.offset] &- UInt8(ascii: "0") < 10 { cursor.offset += 1 }
    let count = cursor.offset - start
    cursor.offset = start
    guard [10, 13, 16, 19].contains(count), text[start] != UInt8(ascii: "0"),
      let number = cursor.number(count)
    else { return nil }
    let (fraction, digits) = count == 10 ? cursor.fraction() : (0, UInt8(min(count - 10, 6)))
    guard cursor.isAtEnd, let digits else { return nil }
    let micros =
      switch count {
      case 10: number * 1_000_000 + fraction
      case 13: number * 1000
      case 16: number
      default: number / 1000
      }
    return Timestamp(microseconds: micros, digits: digits)
  }

  /// Days of the month that was read last: logs stay in one for long.
  struct Memory {
    fileprivate var day: UInt64 = 0
    fileprivate var rest: UInt16 = 0
    fileprivate var microseconds: Int64 = 0
  }

  /// Reads a stretch of text, the usual spelling at little cost.
  init?(_ text: TextBytes, _ range: TextRange, _ memory: inout Memory) {
    let start = Int(range.start)
    // 2026-11-23T19:12:36.940738Z, its date the one that was read last.
    if range.count == 27, text.eightBytes(at: start) == memory.day,
      UInt16(truncatingIfNeeded: text.eightBytes(at: start + 8)) == memory.rest,
      let time = Self.timeOfDay(text, start + 10)
    {
      self.init(microseconds: memory.microseconds + time, digits: 6)
      return
    }
    guard let read = Timestamp(text, range) else { return nil }
    self = read
    guard range.count == 27, let time = Self.timeOfDay(text, start + 10) else { return }
    memory.day = text.eightBytes(at: start)
    memory.rest = UInt16(truncatingIfNeeded: text.eightBytes(at: start + 8))
    memory.microseconds = read.microseconds - time
  }

  /// Microseconds of `T19:12:36.940738Z`; nil if it is spelled otherwise.
  @inline(__always)
  private static func timeOfDay(_ text: TextBytes, _ start: Int) -> Int64? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let clock = text.eightBytes(at: start + 1)
    let fraction = text.eightBytes(at: start + 9)
    guard text[start] == UInt8(ascii: "T"), clock >> 16 & 0xFF == 0x3A, clock >> 40 & 0xFF == 0x3A,
      fraction & 0xFF == 0x2E, fraction >> 56 == 0x5A
    else { return nil }
    // With the colons, the point and the Z made zeros, every byte is a digit.
    let hms = clock & 0xFFFF_00FF_FF00_FFFF | 0x0000_3000_0030_0000
    let micro = fraction & 0x00FF_FFFF_FFFF_FF00 | 0x3000_0000_0000_0030
    let digits = [hms ^ ones &* 0x30, micro ^ ones &* 0x30] as InlineArray<2, UInt64>
    guard (digits[0] &+ ones &* 0x76 | digits[0]) & (ones &* 0x80) == 0,
      (digits[1] &+ ones &* 0x76 | digits[1]) & (ones &* 0x80) == 0
    else { return nil }
    func digit(_ word: UInt64, _ index: UInt64) -> Int64 { Int64(word >> (index * 8) & 0xFF) }
    let hour = digit(digits[0], 0) * 10 + digit(digits[0], 1)
    let minute = digit(digits[0], 3) * 10 + digit(digits[0], 4)
    let second = digit(digits[0], 6) * 10 + digit(digits[0], 7)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let high = (digit(digits[1], 1) * 10 + digit(digits[1], 2)) * 10 + digit(digits[1], 3)
    let low = (digit(digits[1], 4) * 10 + digit(digits[1], 5)) * 10 + digit(digits[1], 6)
    return ((hour * 60 + minute) * 60 + second) * 1_000_000 + high * 1000 + low
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
