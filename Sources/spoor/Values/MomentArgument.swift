/// A time as `--since` and `--until` take it: RFC 3339, a date, a date and a
/// time without a zone, or a duration back from now.
struct MomentArgument {
  /// Which end of a stretch a time is.
  enum Bound: Sendable {
    /// The first moment: a date begins with its midnight.
    case since
    /// The moment behind the last: a date ends with the next midnight.
    case until
  }

  /// The present, in microseconds since 1970 UTC.
  let now: Int64
  /// The seconds east of UTC at a local time, itself given in seconds from
  /// 1970 as a clock on the wall counts them.
  let offsetSeconds: (_ atLocal: Int64) -> Int64

  /// Prepares to read times; those without a zone are UTC.
  init(now: Int64, offsetSeconds: @escaping (_ atLocal: Int64) -> Int64 = { _ in 0 }) {
    self.now = now
    self.offsetSeconds = offsetSeconds
  }

  /// Reads a time in microseconds since 1970 UTC; decimals beyond the sixth
  /// are dropped.
  func microseconds(_ text: String, as bound: Bound) throws(ValueError) -> Int64 {
    do throws(ValueError) {
      return now - (try DurationArgument.microseconds(text))
    } catch .outOfRange {
      throw .outOfRange(text, .moment)
    } catch {
      guard let written = WrittenMoment(text) else { throw .malformed(text, .moment) }
      guard written.isInCalendar else { throw .outOfRange(text, .moment) }
      return microseconds(of: written, as: bound)
    }
  }

  private func microseconds(of written: WrittenMoment, as bound: Bound) -> Int64 {
    var local = written.localSeconds
    if bound == .until, written.isDate { local += 86_400 }
    let offset = written.offset ?? offsetSeconds(local)
    return (local - offset) * 1_000_000 + written.microseconds
  }
}
