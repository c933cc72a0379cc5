import Foundation
import Testing

@testable import Rendering

@Suite struct TimeZoneRulesTests {
  @Test(arguments: [
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo",
    "Asia/Tokyo", "Pacific/Chatham", "Africa/Cairo", "America/St_Johns", "Pacific/Kiritimati",
    "Europe/Dublin", "Antarctica/Troll",
  ])
  func `Foundation knows the same offsets`(name: String) throws {
    let seed: UInt64 = 20_260
    var generator = SeededGenerator(seed: seed)
    let rules = try TimeZoneRules(named: name)
    let oracle = try #require(TimeZone(identifier: name))
    for _ in 0..<3000 {
      // 1970 to 2100.
      let seconds = Int64.random(in: 0...4_102_444_800, using: &generator)
      let offset = oracle.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
      #expect(rules.offset(atUTC: seconds) == offset, "\(name) at \(seconds), seed: \(seed)")
    }
  }

  @Test func `summer time begins and ends to the second`() throws {
    let berlin = try TimeZoneRules(named: "Europe/Berlin")
    // 2040-03-25 and 2040-10-28 at 01:00 UTC, beyond the file's own list.
    #expect(berlin.offset(atUTC: 2_216_250_000 - 1) == 3600)
    #expect(berlin.offset(atUTC: 2_216_250_000) == 7200)
    #expect(berlin.offset(atUTC: 2_234_998_800 - 1) == 7200)
    #expect(berlin.offset(atUTC: 2_234_998_800) == 3600)
  }

  @Test func `a time that came twice means the first`() throws {
    let berlin = try TimeZoneRules(named: "Europe/Berlin")
    // 2025-10-26 02:30 by the clock.
    #expect(berlin.offset(atLocal: 1_761_445_800) == 7200)
    #expect(berlin.offset(atLocal: 1_761_445_800 + 3600) == 3600)
  }

  @Test func `a time that was skipped is read with the offset before`() throws {
    let berlin = try TimeZoneRules(named: "Europe/Berlin")
    // 2025-03-30 02:30 by the clock.
    #expect(berlin.offset(atLocal: 1_743_301_800) == 3600)
    let york = try TimeZoneRules(named: "America/New_York")
    // 2025-03-09 02:30 by the clock.
    #expect(york.offset(atLocal: 1_741_487_400) == -18_000)
  }

  @Test(arguments: ["Europe/Berlin", "America/New_York", "Pacific/Chatham", "Asia/Kolkata"])
  func `a local time leads back to its moment`(name: String) throws {
    let seed: UInt64 = 9
    var generator = SeededGenerator(seed: seed)
    let rules = try TimeZoneRules(named: name)
    for _ in 0..<2000 {
      let utc = Int64.random(in: 0...4_102_444_800, using: &generator)
      let local = utc + Int64(rules.offset(atUTC: utc))
      let back = local - Int64(rules.offset(atLocal: local))
      // The second of two times that look alike is read as the first.
      let isTwin = back < utc && back + Int64(rules.offset(atUTC: back)) == local
      #expect(back == utc || isTwin, "seed: \(seed)")
    }
  }

  @Test(arguments: [
    "Nowhere/Else", "../../../etc/passwd", "/etc/passwd", "Europe/../Europe/Berlin", "America",
    "zone.tab", "", "Europe//Berlin", "europe/berlin", ".", "Europe/Berlin\u{0}", "tzdata.zi",
  ])
  func `an unknown zone is an error`(name: String) {
    #expect(throws: TimeZoneFailure.unknown(name: name)) { try TimeZoneRules(named: name) }
  }

  @Test func `UTC and offsets need no file`() throws {
    #expect(try TimeZoneRules(named: "UTC").isUTC)
    #expect(try TimeZoneRules(named: "Etc/UCT").isUTC)
    #expect(try TimeZoneRules(named: "+05:30").offset(atUTC: 0) == 19_800)
    #expect(try TimeZoneRules(named: "-03").offset(atLocal: 0) == -10_800)
    #expect(try !TimeZoneRules(named: "Europe/London").isUTC)
    #expect(throws: TimeZoneFailure.unknown(name: "+99")) { try TimeZoneRules(named: "+99") }
  }

  @Test func `no moment is too far`() throws {
    for name in ["Europe/Berlin", "Australia/Sydney"] {
      let rules = try TimeZoneRules(named: name)
      for seconds in [Int64.min, Int64.max, -1 << 60, 1 << 60] {
        _ = rules.offset(atUTC: seconds)
        _ = rules.offset(atLocal: seconds)
      }
    }
  }

  @Test func `a damaged file is an error and no crash`() throws {
    let whole = try ZoneFile(named: "Europe/Berlin").bytes
    for length in stride(from: 4, to: whole.count, by: 7) {
      let file = ZoneFile(name: "X", path: "x", bytes: Array(whole[..<length]))
      #expect(throws: TimeZoneFailure.self) { try TZifReader(file).rules() }
    }
    let seed: UInt64 = 404
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0..<3 {
        let index = Int.random(in: 4..<bytes.count, using: &generator)
        bytes[index] = .random(in: 0...255, using: &generator)
      }
      let rules = try? TZifReader(ZoneFile(name: "X", path: "x", bytes: bytes)).rules()
      _ = rules?.offset(atUTC: 4_000_000_000)
    }
  }

  @Test(arguments: [
    "CET-1CEST,M3.5.0,M10.5.0/3", "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "EST5", "<+0330>-3:30",
    "IST-1GMT0,M10.5.0,M3.5.0/1", "XXX3EDT4,0/0,J365/23", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
  ])
  func `POSIX rules are read`(text: String) {
    #expect(RecurringOffset(posix: Array(text.utf8)) != nil)
  }

  @Test(arguments: ["", "C", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M1.1.1", "CET-1x", "<+03"])
  func `other rules are refused`(text: String) {
    #expect(RecurringOffset(posix: Array(text.utf8)) == nil)
  }
}
