/// Writes moments as RFC 3339.
public enum TimeText {
  private static let second: Int64 = 1_000_000
  private static let day: Int64 = 86_400

  /// The moment as text, such as `2026-11-23T19:12:36.940738Z`.
  ///
  /// - Parameters:
  ///   - microseconds: since 1970-01-01 UTC.
  ///   - digits: decimals of a second, 0 to 6.
  ///   - offset: seconds east of UTC for a local time; nil writes UTC and `Z`.
  public static func rfc3339(
    _ microseconds: Int64, digits: Int = 6, offset: Int? = nil
  ) -> String {
    var out: [UInt8] = []
    append(microseconds: microseconds, digits: digits, offset: offset, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// Appends the moment as `rfc3339(_:digits:offset:)` writes it.
  ///
  /// Years beyond 9999 and before 0 have a sign, as in ISO 8601.
  public static func append(
    microseconds: Int64, digits: Int = 6, offset: Int? = nil, to out: inout [UInt8]
  ) {
    let utc = microseconds.floored(by: second)
    let seconds = utc.quotient + Int64(offset ?? 0)
    let days = seconds.floored(by: day)
    append(date: CivilDate(daysSince1970: days.quotient), to: &out)
    out.append(UInt8(ascii: "T"))
    append(clock: days.remainder, to: &out)
    append(fraction: utc.remainder, digits: digits, to: &out)
    append(offset: offset, to: &out)
  }

  @inline(__always)
  private static func append(date: CivilDate, to out: inout [UInt8]) {
    if date.year < 0 { out.append(UInt8(ascii: "-")) }
    if date.year > 9999 { out.append(UInt8(ascii: "+")) }
    let year = date.year.magnitude
    if year < 10_000 {
      append(pair: Int64(year / 100), to: &out)
      append(pair: Int64(year % 100), to: &out)
    } else {
      out.append(decimal: year, atLeast: 4)
    }
    out.append(UInt8(ascii: "-"))
    append(pair: date.month, to: &out)
    out.append(UInt8(ascii: "-"))
    append(pair: date.day, to: &out)
  }

  @inline(__always)
  private static func append(clock seconds: Int64, to out: inout [UInt8]) {
    append(pair: seconds / 3600, to: &out)
    out.append(UInt8(ascii: ":"))
    append(pair: seconds / 60 % 60, to: &out)
    out.append(UInt8(ascii: ":"))
    append(pair: seconds % 60, to: &out)
  }

  @inline(__always)
  private static func append(fraction: Int64, digits: Int, to out: inout [UInt8]) {
    guard digits > 0 else { return }
    out.append(UInt8(ascii: "."))
    var place: Int64 = 100_000
    for _ in 0..<min(digits, 6) {
      out.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: fraction / place % 10))
      place /= 10
    }
  }

  private static func append(offset: Int?, to out: inout [UInt8]) {
    guard let offset else { return out.append(UInt8(ascii: "Z")) }
    out.append(UInt8(ascii: offset < 0 ? "-" : "+"))
    let seconds = Int64(offset.magnitude)
    append(pair: seconds / 3600, to: &out)
    out.append(UInt8(ascii: ":"))
    append(pair: seconds / 60 % 60, to: &out)
    // Local mean time, before zones were of whole minutes.
    guard seconds % 60 > 0 else { return }
    out.append(UInt8(ascii: ":"))
    append(pair: seconds % 60, to: &out)
  }

  @inline(__always)
  private static func append(pair number: Int64, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / 10))
    out.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
  }
}

/// Writes moments of UTC of which many follow in one second.
struct SecondText {
  private static let perSecond: Int64 = 1_000_000
  private var second = Int64.min
  /// The text of the second, up to its point.
  private var text: [UInt8] = []

  /// Appends the moment as `TimeText` writes it, with six decimals.
  mutating func append(microseconds: Int64, to out: inout [UInt8]) {
    let moment = microseconds.floored(by: Self.perSecond)
    if moment.quotient != second {
      second = moment.quotient
      text.removeAll(keepingCapacity: true)
      TimeText.append(microseconds: second * Self.perSecond, to: &text)
      // Without the zeros and the `Z`.
      text.removeLast(7)
    }
    out.append(contentsOf: text)
    out.append(sixDigits: UInt64(moment.remainder))
    out.append(UInt8(ascii: "Z"))
  }
}
