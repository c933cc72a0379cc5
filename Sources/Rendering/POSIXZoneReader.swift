/// Reads the grammar of POSIX's `TZ`, with RFC 8536's wider range of hours.
struct POSIXZoneReader {
  private let text: [UInt8]
  private var position = 0

  init(_ text: [UInt8]) { self.text = text }

  var isAtEnd: Bool { position == text.count }

  mutating func rule() -> RecurringOffset? {
    guard name(), let standard = clock() else { return nil }
    if isAtEnd { return .constant(-standard) }
    guard name() else { return nil }
    var summer = -standard + 3600
    if peek != UInt8(ascii: ",") {
      guard let written = clock() else { return nil }
      summer = -written
    }
    guard take(","), let from = moment(), take(","), let until = moment() else { return nil }
    return .summer(standard: -standard, summer: summer, from: from, until: until)
  }

  private var peek: UInt8? { position < text.count ? text[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// `CET` or `<+03>`.
  private mutating func name() -> Bool {
    let isQuoted = take("<")
    let start = position
    while let byte = peek, isNamePart(byte, isQuoted: isQuoted) { position += 1 }
    guard position - start >= 3 else { return false }
    return !isQuoted || take(">")
  }

  private func isNamePart(_ byte: UInt8, isQuoted: Bool) -> Bool {
    let isLetter = (0x41...0x5A).contains(byte & 0xDF)
    let isOther = (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D
    return isLetter || isQuoted && isOther
  }

  /// `[+-]h[h[h]][:mm[:ss]]` in seconds.
  private mutating func clock() -> Int? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard let hours = number(upTo: 167) else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where take(":") {
      guard let part = number(upTo: 59) else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  private mutating func moment() -> YearlyMoment? {
    guard let day = day() else { return nil }
    guard take("/") else { return YearlyMoment(day: day, seconds: 7200) }
    return clock().map { YearlyMoment(day: day, seconds: $0) }
  }

  private mutating func day() -> YearlyMoment.Day? {
    if take("J") {
      return number(upTo: 365).flatMap { $0 > 0 ? .julian($0) : nil }
    }
    guard take("M") else { return number(upTo: 365).map { .zeroBased($0) } }
    guard let month = number(upTo: 12), month > 0, take("."), let week = number(upTo: 5),
      week > 0, take("."), let weekday = number(upTo: 6)
    else { return nil }
    return .weekday(month: month, week: week, weekday: weekday)
  }

  private mutating func number(upTo limit: Int) -> Int? {
    let start = position
    var number = 0
    while let byte = peek, (0x30...0x39).contains(byte), position - start < 3 {
      number = number * 10 + Int(byte) - 0x30
      position += 1
    }
    return position > start && number <= limit ? number : nil
  }
}
