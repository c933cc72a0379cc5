internal import AuditEvents
internal import Foundation
internal import TestSupport
internal import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 0),
    ("1970-01-01T00:00:00.000000Z", 0, 6),
    ("1969-12-31T23:59:59.999999Z", -1, 6),
    ("2026-11-23T19:00:28.529123Z", 1_795_460_428_529_123, 6),
    ("2026-11-23T19:00:28.5Z", 1_795_460_428_500_000, 1),
    ("2026-11-23T19:00:28.52Z", 1_795_460_428_520_000, 2),
    ("2026-11-23T19:00:28.529Z", 1_795_460_428_529_000, 3),
    ("2026-11-23T19:00:28.5291Z", 1_795_460_428_529_100, 4),
    ("2026-11-23T19:00:28.52912Z", 1_795_460_428_529_120, 5),
    ("2026-11-23T19:00:28.5291234Z", 1_795_460_428_529_123, 6),
    ("2026-11-23T19:00:28.529123456Z", 1_795_460_428_529_123, 6),
    ("2026-11-23T19:00:28.529123999999Z", 1_795_460_428_529_123, 6),
    ("2026-11-23T19:00:28,529Z", 1_795_460_428_529_000, 3),
    ("2026-11-23t19:00:28z", 1_795_460_428_000_000, 0),
    ("2026-11-23 19:00:28", 1_795_460_428_000_000, 0),
    ("2022-11-29 00:09:04.38", 1_669_680_544_380_000, 2),
    ("2026-11-23 19:00:28 UTC", 1_795_460_428_000_000, 0),
    ("2026-11-23T20:00:28+01:00", 1_795_460_428_000_000, 0),
    ("2026-11-23T13:30:28.5-05:30", 1_795_460_428_500_000, 1),
    ("2026-11-24T00:45:28+0545", 1_795_460_428_000_000, 0),
    ("2026-11-23T20:00:28+01", 1_795_460_428_000_000, 0),
    ("1601-01-01T00:00:00Z", -11_644_473_600_000_000, 0),
    ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999, 6),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000_000, 0),
    ("2000-02-29T12:00:00Z", 951_825_600_000_000, 0),
    ("2024-02-29T12:00:00Z", 1_709_208_000_000_000, 0),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000_000, 0),
    ("1795460428", 1_795_460_428_000_000, 0),
    ("1795460428.25", 1_795_460_428_250_000, 2),
    ("1795460428529", 1_795_460_428_529_000, 3),
    ("1795460428529123", 1_795_460_428_529_123, 6),
    ("1795460428529123456", 1_795_460_428_529_123, 6),
  ])
  func `a time is read in every spelling`(text: String, microseconds: Int64, digits: UInt8) {
    #expect(Timestamp(text) == Timestamp(microseconds: microseconds, digits: digits))
  }

  @Test(arguments: [
    "", "null", "2026-11-23", "2026-11-23T19:00Z", "2026-11-23T19:00:28.Z", "2026-11-23T19:00:28.",
    "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "0000-01-01T00:00:00Z", "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:00Zx", "2026-01-01T00:00:00 ",
    "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+01:60", "2026-01-01T00:00:00+1",
    "2026-01-01T00:00:00+01:", "x026-01-01T00:00:00Z", "2026/01/01T00:00:00Z",
    "2026-01-01_00:00:00Z", "20260101T000000Z", "179546042", "17954604285",
    "0795460428", "1795460428.", "1795460428Z", "1795460428529.1", "99999999999999999999",
    "२०२६-११-२३T१९:००:२८Z",
    " 2026-01-01T00:00:00Z", "-026-01-01T00:00:00Z", "2026-01-01T00:00:00--1:00",
  ])
  func `what is no time is nil`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func `any time is what Foundation's calendar says`() throws {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    var generator = SeededGenerator(seed: 20_261_123)
    for _ in 0..<5_000 {
      let seconds = Int64.random(in: -12_212_000_000...253_402_300_799, using: &generator)
      let micros = Int64(generator.below(1_000_000))
      let offset = generator.below(24 * 60) - 720
      let local = Date(timeIntervalSince1970: TimeInterval(seconds + Int64(offset) * 60))
      let parts = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second], from: local)
      let year = try #require(parts.year)
      guard 1...9_999 ~= year, local.timeIntervalSince1970 > -12_219_292_800 else { continue }
      let text = try String(
        format: "%04d-%02d-%02dT%02d:%02d:%02d.%06d%@%02d:%02d", year, #require(parts.month),
        #require(parts.day), #require(parts.hour), #require(parts.minute), #require(parts.second),
        micros, offset < 0 ? "-" : "+", abs(offset) / 60, abs(offset) % 60)
      let expected = Timestamp(microseconds: seconds * 1_000_000 + micros, digits: 6)
      guard Timestamp(text) != expected else { continue }
      Issue.record("\(generator): \(text) is \(String(describing: Timestamp(text)))")
    }
  }
}
