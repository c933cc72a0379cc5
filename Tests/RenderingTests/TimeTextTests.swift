import Foundation
import Testing

@testable import Rendering

@Suite struct TimeTextTests {
  @Test(
    arguments: [
      (1_763_925_156_940_738, 6, "2025-11-23T19:12:36.940738Z"),
      (1_763_925_156_940_738, 3, "2025-11-23T19:12:36.940Z"),
      (1_763_925_156_940_738, 0, "2025-11-23T19:12:36Z"),
      (0, 6, "1970-01-01T00:00:00.000000Z"),
      (-1, 6, "1969-12-31T23:59:59.999999Z"),
      (951_782_400_000_000, 0, "2000-02-29T00:00:00Z"),
      (-62_135_596_800_000_000, 0, "0001-01-01T00:00:00Z"),
      (-62_167_219_200_000_001, 6, "-0001-12-31T23:59:59.999999Z"),
      (253_402_300_800_000_000, 0, "+10000-01-01T00:00:00Z"),
      (Int64.max, 6, "+294247-01-10T04:00:54.775807Z"),
      (Int64.min, 6, "-290308-12-21T19:59:05.224192Z"),
    ] as [(Int64, Int, String)])
  func `moments are written as RFC 3339`(microseconds: Int64, digits: Int, text: String) {
    #expect(TimeText.rfc3339(microseconds, digits: digits) == text)
  }

  @Test func `a local time has its offset`() {
    #expect(TimeText.rfc3339(0, digits: 0, offset: 3600) == "1970-01-01T01:00:00+01:00")
    #expect(TimeText.rfc3339(0, digits: 0, offset: -12_600) == "1969-12-31T20:30:00-03:30")
    #expect(TimeText.rfc3339(0, digits: 0, offset: 0) == "1970-01-01T00:00:00+00:00")
    #expect(TimeText.rfc3339(0, digits: 0, offset: -75) == "1969-12-31T23:58:45-00:01:15")
  }

  @Test(arguments: [UInt64(2), 4_711])
  func `Foundation writes the same`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for _ in 0..<2000 {
      let seconds = Int64.random(in: -5_000_000_000...253_000_000_000, using: &generator)
      let date = Date(timeIntervalSince1970: Double(seconds))
      let text = date.formatted(.iso8601)
      #expect(TimeText.rfc3339(seconds * 1_000_000, digits: 0) == text, "seed: \(seed)")
    }
  }

  @Test func `days become dates and days again`() {
    for day in stride(from: Int64(-800_000), through: 3_000_000, by: 97) {
      let date = CivilDate(daysSince1970: day)
      #expect(
        CivilDate.daysSince1970(year: date.year, month: date.month, day: date.day) == day)
    }
  }

  @Test(
    arguments: [
      (0, "0s"), (940, "0.940ms"), (12_040, "12.040ms"), (1_203_000, "1.203s"),
      (59_999_999, "59.999s"), (243_000_000, "4m03s"), (7_500_000_000, "2h05m"),
      (273_600_000_000, "3d04h"), (-1_000_000, "-1.000s"), (Int64.min, "-106751991d04h"),
    ] as [(Int64, String)])
  func `durations are short`(microseconds: Int64, text: String) {
    #expect(DurationText.short(microseconds) == text)
  }

  @Test(arguments: [UInt64(7), UInt64.random(in: 0..<1 << 32)])
  func `many moments of one second are written as single ones are`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var clock = SecondText()
    var moment: Int64 = -3_000_000
    for _ in 0..<2_000 {
      moment += Int64.random(in: -200_000...400_000, using: &random)
      if random.next() % 50 == 0 { moment = Int64.random(in: -1 << 58...1 << 58, using: &random) }
      var quick: [UInt8] = []
      var usual: [UInt8] = []
      clock.append(microseconds: moment, to: &quick)
      TimeText.append(microseconds: moment, to: &usual)
      #expect(quick == usual, "seed \(seed), \(moment)")
    }
  }
}
