import Foundation
import Testing

@testable import spoor

struct DurationArgumentTests {
  @Test(arguments: [
    ("0s", 0), ("250ms", 250_000), ("90s", 90_000_000), ("15m", 900_000_000),
    ("2h", 7_200_000_000), ("7d", 604_800_000_000), ("1w", 604_800_000_000),
    ("1h30m", 5_400_000_000), ("1w2d3h4m5s6ms", 788_645_006_000),
    ("100000d", 8_640_000_000_000_000),
  ])
  func `a duration is a sum of units`(text: String, microseconds: Int64) throws {
    #expect(try DurationArgument.microseconds(text) == microseconds)
  }

  @Test(arguments: [
    "", "5", "h", "1.5h", "1h 30m", "30m1h", "1h1h", "1H", "-1h", "+1h", "1y", "1h30", "١h", "1hm",
    " 1h", "1µs",
  ])
  func `anything else is refused`(text: String) {
    #expect(throws: ValueError.malformed(text, .duration)) {
      try DurationArgument.microseconds(text)
    }
  }

  @Test(arguments: ["100001d", "99999999999999999999s", "9223372036854775807w", "100000d1ms"])
  func `a duration no log has is out of range`(text: String) {
    #expect(throws: ValueError.outOfRange(text, .duration)) {
      try DurationArgument.microseconds(text)
    }
  }
}

struct SizeArgumentTests {
  @Test(arguments: [
    ("0", 0), ("4096", 4096), ("512B", 512), ("16M", 16 << 20), ("16MiB", 16 << 20),
    ("16Mi", 16 << 20), ("16mib", 16 << 20), ("1k", 1024), ("500KB", 500_000),
    ("2GB", 2_000_000_000),
    ("1TiB", 1 << 40), ("1tb", 1_000_000_000_000), ("9223372036854775807", Int64.max),
  ])
  func `a size is bytes`(text: String, bytes: Int64) throws {
    #expect(try SizeArgument.bytes(text) == bytes)
  }

  @Test(arguments: ["", "M", "1.5M", "16 MiB", "-1", "1Q", "16MiBB", "1M1", "0x10"])
  func `anything else is refused`(text: String) {
    #expect(throws: ValueError.malformed(text, .size)) { try SizeArgument.bytes(text) }
  }

  @Test(arguments: ["9223372036854775808", "9000000TiB"])
  func `a size beyond the largest is out of range`(text: String) {
    #expect(throws: ValueError.outOfRange(text, .size)) { try SizeArgument.bytes(text) }
  }
}

struct CountArgumentTests {
  @Test func `a count is a whole number`() throws {
    #expect(try CountArgument.number("0") == 0)
    #expect(try CountArgument.number("0250") == 250)
    for text in ["", "-1", "+1", "1.0", "1k", "x"] {
      #expect(throws: ValueError.malformed(text, .count)) { try CountArgument.number(text) }
    }
    let huge = "9223372036854775808"
    #expect(throws: ValueError.outOfRange(huge, .count)) { try CountArgument.number(huge) }
  }
}

struct MomentArgumentTests {
  private static let noon: Int64 = 1_769_860_800_000_000  // 2026-01-31T12:00:00Z
  private let utc = MomentArgument(now: noon)

  @Test(arguments: [
    ("2026-01-31T12:00:00Z", noon), ("2026-01-31t12:00:00z", noon), ("2026-01-31 12:00:00Z", noon),
    ("2026-01-31T12:00", noon), ("2026-01-31 12:00Z", noon), ("2026-01-31T13:30:00+01:30", noon),
    ("2026-01-30T22:00:00-14:00", noon), ("2026-01-31T12:00:00.5Z", noon + 500_000),
    ("2026-01-31T12:00:00.000001", noon + 1), ("2026-01-31T12:00:00.0000019Z", noon + 1),
    ("2026-01-31T11:59:60Z", noon), ("2h", noon - 7_200_000_000), ("0s", noon),
    ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.25Z", -750_000),
  ])
  func `a time is the same moment however it is written`(text: String, moment: Int64) throws {
    #expect(try utc.microseconds(text, as: .since) == moment)
    #expect(try utc.microseconds(text, as: .until) == moment)
  }

  @Test func `a date in until includes that day`() throws {
    let midnight = Self.noon - 43_200_000_000
    #expect(try utc.microseconds("2026-01-31", as: .since) == midnight)
    #expect(try utc.microseconds("2026-01-31", as: .until) == midnight + 86_400_000_000)
  }

  @Test func `a zone applies to times written without one`() throws {
    // A clock that goes forward from +1 to +2 hours in the night to 29 March.
    let spring: Int64 = 1_774_749_600
    let local = MomentArgument(now: 0) { $0 < spring ? 3600 : 7200 }
    let midnight: Int64 = 1_774_738_800_000_000  // 2026-03-28T23:00:00Z
    #expect(try local.microseconds("2026-03-29", as: .since) == midnight)
    #expect(try local.microseconds("2026-03-29", as: .until) == midnight + 23 * 3_600_000_000)
    #expect(
      try local.microseconds("2026-03-29T12:00", as: .since)
        == utc.microseconds("2026-03-29T10:00:00Z", as: .since))
    #expect(
      try local.microseconds("2026-03-29T12:00:00Z", as: .since)
        == utc.microseconds("2026-03-29T12:00:00Z", as: .since))
  }

  @Test(arguments: [
    "", "yesterday", "2026", "2026-1-31", "2026-01-31T", "2026-01-31T12", "2026-01-31T12:0",
    "2026-01-31T12:00:", "2026-01-31T12:00:00.", "2026-01-31T12:00:00+01", "26-01-31",
    "2026-01-31T12:00:00+0100", "2026-01-31Z", "2026-01-31T12:00:00 Z", "2026-01-31T12:00:00Zx",
    "2026/01/31", "12:00", "1769860800", "2026-01-31_12:00",
  ])
  func `what is no time is refused`(text: String) {
    #expect(throws: ValueError.malformed(text, .moment)) {
      try utc.microseconds(text, as: .since)
    }
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00", "2026-01-31T24:00",
    "2026-01-31T12:60", "2026-01-31T12:00:61", "2026-01-31T12:00:00+24:00", "1900-02-29",
    "999999999999d",
  ])
  func `a time outside the calendar is out of range`(text: String) {
    #expect(throws: ValueError.outOfRange(text, .moment)) {
      try utc.microseconds(text, as: .since)
    }
  }

  @Test func `every day agrees with Foundation's calendar`() throws {
    let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
    for day in stride(from: Int64(-135_000), through: 700_000, by: 37) {
      let text = Date(timeIntervalSince1970: Double(day * 86_400)).formatted(style)
      #expect(try utc.microseconds(text, as: .since) == day * 86_400_000_000, "\(text)")
    }
  }
}
