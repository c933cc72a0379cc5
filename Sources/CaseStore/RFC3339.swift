/// Times as text, for what is written into a case.
enum RFC3339 {
  /// A moment in UTC.
  ///
  /// - Parameters:
  ///   - microseconds: since 1970-01-01.
  ///   - digits: decimals of a second, 0 to 6.
  static func text(_ microseconds: Int64, digits: UInt8) -> String {
    let day: Int64 = 86_400_000_000
    let days = (microseconds - ((microseconds % day) + day) % day) / day
    let rest = microseconds - days * day
    let (year, month, date) = civil(days)
    let seconds = rest / 1_000_000
    var text = pad(year, 4) + "-" + pad(month, 2) + "-" + pad(date, 2) + "T"
    text += pad(seconds / 3600, 2) + ":" + pad(seconds / 60 % 60, 2) + ":" + pad(seconds % 60, 2)
    if digits > 0 { text += "." + pad(rest % 1_000_000, 6).prefix(Int(digits)) }
    return text + "Z"
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Year, month and day of a number of days since 1970-01-01, the year taken
  /// to begin in March.
  private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
  }
}
