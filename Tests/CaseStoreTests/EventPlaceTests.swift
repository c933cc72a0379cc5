import AuditEvents
import TestSupport
import Testing

@testable import CaseStore

@Suite struct EventPlaceTests {
  private static let times =
    [
      0, 1, -1, 999_999, -999_999, 1_795_460_419_123_456, EventPlace.dated.lowerBound,
      EventPlace.dated.upperBound - 1, -1_000_000, -1_000_001,
    ] as [Int64]

  @Test(arguments: EventPlace.Clock.allCases, times)
  func `a place holds its start, and the times of its tick and no other`(
    clock: EventPlace.Clock, received: Int64
  ) {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    for key in [0, 1, UInt64.max, generator.next(), generator.next()] {
      let place = EventPlace(clock, received: received, key: key)
      let last = place.first + (place.count - 1)
      #expect(place.first...last ~= place.start, "\(generator)")
      guard clock != .none else {
        #expect(last < EventPlace.firstDatedID)
        continue
      }
      #expect(place.first >= EventPlace.firstDatedID)
      let ticks = (place.first >> EventPlace.slotBits)...(last >> EventPlace.slotBits)
      #expect(ticks.contains(received))
      #expect(ticks.count == Int(clock.tick))
      #expect(ticks.lowerBound.isMultiple(of: clock.tick))
    }
  }

  @Test func `the ids of a place are passed around in a ring`() {
    let place = EventPlace(.microseconds, received: 5, key: .max)
    #expect(place.start == place.first + 2047)
    #expect(place.next(after: place.start) == place.first)
    #expect(place.next(after: place.first) == place.first + 1)
  }

  @Test func `the clock of an event follows from the decimals of its time`() {
    let clocks = (0...6 as ClosedRange<UInt8>).map { digits in
      var event = Event()
      event.received = 0
      event.receivedDigits = digits
      return EventPlace.Clock(event)
    }
    #expect(
      clocks == [
        .seconds, .milliseconds, .milliseconds, .milliseconds, .microseconds, .microseconds,
        .microseconds,
      ])
    for received in [Event.noTime, EventPlace.dated.lowerBound - 1, EventPlace.dated.upperBound] {
      var event = Event()
      event.received = received
      event.receivedDigits = 6
      #expect(EventPlace.Clock(event) == .none)
    }
  }

  @Test func `an event placed by a coarser clock shows no finer time`() {
    var event = Event()
    event.received = 1_234_567
    event.receivedDigits = 6
    let digits = EventPlace.Clock.allCases.map { event.placed(by: $0).receivedDigits }
    #expect(digits == [6, 3, 0, 6])
  }

  @Test func `keys of one cluster's requests are not another's`() {
    let keys = (1...3 as ClosedRange<Int64>).flatMap { cluster in
      (0..<1000 as Range<UInt64>).map { EventPlace.key(cluster: cluster, audit: $0) }
    }
    #expect(Set(keys).count == keys.count)
  }

  @Test func `keys spread over a tick`() {
    var buckets = [Int](repeating: 0, count: 16)
    for number in 0..<16_000 as Range<UInt64> {
      let key = EventPlace.key(cluster: 1, audit: AuditIDHash.of(high: 7, low: number))
      let place = EventPlace(.microseconds, received: 0, key: key)
      buckets[Int(place.start - place.first) >> 7] += 1
    }
    #expect(buckets.allSatisfy { 850...1150 ~= $0 }, "\(buckets)")
  }
}
