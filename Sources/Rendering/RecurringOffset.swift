/// The rule that a zone follows from its last known change on, as POSIX's `TZ`
/// variable writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
enum RecurringOffset: Equatable {
  case constant(Int)
  case summer(standard: Int, summer: Int, from: YearlyMoment, until: YearlyMoment)

  /// Reads the rule; nil when it breaks the grammar.
  init?(posix text: [UInt8]) {
    var reader = POSIXZoneReader(text)
    guard let rule = reader.rule(), reader.isAtEnd else { return nil }
    self = rule
  }

  func offset(atUTC seconds: Int64) -> Int {
    switch self {
    case .constant(let offset): return offset
    case .summer(let standard, let summer, let from, let until):
      let days = (seconds &+ Int64(standard)).floored(by: 86_400).quotient
      let year = CivilDate(daysSince1970: days).year
      let start = from.localSeconds(in: year) - Int64(standard)
      let end = until.localSeconds(in: year) - Int64(summer)
      // South of the equator summer spans the new year.
      let isSummer =
        start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end
      return isSummer ? summer : standard
    }
  }
}

/// A moment that comes every year, by the clock on the wall.
struct YearlyMoment: Equatable {
  enum Day: Equatable {
    /// 1 to 365; 29 February is never counted.
    case julian(Int)
    /// 0 to 365.
    case zeroBased(Int)
    /// The week (5 is the last) and weekday (0 is Sunday) of a month.
    case weekday(month: Int, week: Int, weekday: Int)
  }

  let day: Day
  /// Seconds after midnight; they may lie in another day.
  let seconds: Int

  /// Seconds since 1970 as the clock shows them.
  func localSeconds(in year: Int64) -> Int64 {
    dayNumber(in: year) * 86_400 + Int64(seconds)
  }

  private func dayNumber(in year: Int64) -> Int64 {
    let newYear = CivilDate.daysSince1970(year: year, month: 1, day: 1)
    switch day {
    case .zeroBased(let day): return newYear + Int64(day)
    case .julian(let day):
      return newYear + Int64(day) - (CivilDate.isLeap(year) && day >= 60 ? 0 : 1)
    case .weekday(let month, let week, let weekday):
      return Self.dayNumber(year, Int64(month), week: Int64(week), weekday: Int64(weekday))
    }
  }

  private static func dayNumber(
    _ year: Int64, _ month: Int64, week: Int64, weekday: Int64
  ) -> Int64 {
    let first = CivilDate.daysSince1970(year: year, month: month, day: 1)
    // 1970-01-01 was a Thursday.
    let firstWeekday = (first + 4).floored(by: 7).remainder
    let day = first + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
    let next = CivilDate.daysSince1970(
      year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
    return day < next ? day : day - 7
  }
}
