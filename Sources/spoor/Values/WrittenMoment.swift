/// The parts of `2026-01-31`, `2026-01-31 12:00`, `2026-01-31T12:00:00.5Z` or
/// `2026-01-31T12:00:00+02:00`.
struct WrittenMoment: Equatable {
  private(set) var year: Int64 = 0
  private(set) var month: Int64 = 0
  private(set) var day: Int64 = 0
  private(set) var hour: Int64 = 0
  private(set) var minute: Int64 = 0
  private(set) var second: Int64 = 0
  private(set) var microseconds: Int64 = 0
  /// Whether there is no time behind the date.
  private(set) var isDate = false
  /// Seconds east of UTC, where a zone is written.
  private(set) var offset: Int64?

  /// Reads the parts; the calendar is not asked yet.
  init?(_ text: String) {
    var reader = DigitReader(text)
    guard readDate(&reader) else { return nil }
    isDate = reader.isAtEnd
    if isDate { return }
    guard reader.pass(UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")),
      readTime(&reader), readZone(&reader), reader.isAtEnd
    else { return nil }
  }

  /// Whether there is such a day and such a time; a leap second counts.
  var isInCalendar: Bool {
    (1...12).contains(month) && (1...daysInMonth).contains(day) && hour <= 23 && minute <= 59
      && second <= 60 && (offset ?? 0).magnitude < 86_400
  }

  /// Seconds from 1970 to the parts, as a clock on the wall counts them.
  var localSeconds: Int64 {
    ((daysSince1970 * 24 + hour) * 60 + minute) * 60 + second
  }

  private mutating func readDate(_ reader: inout DigitReader) -> Bool {
    guard let year = reader.number(ofDigits: 4), reader.pass(UInt8(ascii: "-")),
      let month = reader.number(ofDigits: 2), reader.pass(UInt8(ascii: "-")),
      let day = reader.number(ofDigits: 2)
    else { return false }
    (self.year, self.month, self.day) = (year, month, day)
    return true
  }

  private mutating func readTime(_ reader: inout DigitReader) -> Bool {
    guard let hour = reader.number(ofDigits: 2), reader.pass(UInt8(ascii: ":")),
      let minute = reader.number(ofDigits: 2)
    else { return false }
    (self.hour, self.minute) = (hour, minute)
    guard reader.pass(UInt8(ascii: ":")) else { return true }
    guard let second = reader.number(ofDigits: 2) else { return false }
    self.second = second
    return reader.pass(UInt8(ascii: ".")) ? readDecimals(&reader) : true
  }

  private mutating func readDecimals(_ reader: inout DigitReader) -> Bool {
    var unit: Int64 = 100_000
    var digits = 0
    while let digit = reader.number(ofDigits: 1) {
      microseconds += digit * unit
      unit /= 10
      digits += 1
    }
    return digits > 0
  }

  private mutating func readZone(_ reader: inout DigitReader) -> Bool {
    if reader.isAtEnd { return true }
    if reader.pass(UInt8(ascii: "Z"), UInt8(ascii: "z")) {
      offset = 0
      return true
    }
    let sign: Int64 = reader.rest.first == UInt8(ascii: "-") ? -1 : 1
    guard reader.pass(UInt8(ascii: "+"), UInt8(ascii: "-")),
      let hours = reader.number(ofDigits: 2), reader.pass(UInt8(ascii: ":")),
      let minutes = reader.number(ofDigits: 2), minutes <= 59
    else { return false }
    offset = sign * (hours * 60 + minutes) * 60
    return true
  }

  private var daysInMonth: Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2:
      year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    default: 31
    }
  }

  /// Days of the Gregorian calendar, by Howard Hinnant's `days_from_civil`;
  /// years begin in March there, so that a leap day ends one.
  private var daysSince1970: Int64 {
    let year = month <= 2 ? self.year - 1 : self.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
