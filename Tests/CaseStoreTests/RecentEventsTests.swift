import AuditEvents
import TestSupport
import Testing

@testable import CaseStore

@Suite struct RecentEventsTests {
  private static func event(_ id: Int64, length: Int64 = 0) -> StoredEvent {
    StoredEvent(
      id: id, auditHigh: 0, auditLow: 0, hasText: false, stage: .responseComplete,
      level: .metadata, receivedMissing: 0, stageMissing: 0, flags: 1, cluster: 1, received: 0,
      stageTime: 0, actor: 1, operation: 1, object: 1, client: 1, length: length, bodyLength: 0)
  }

  @Test func `every row at or above the floor is in the window as it was put last`() {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    for limit in [1, 2, 7, 64] {
      var window = RecentEvents(largestID: nil, limit: limit)
      var all: [Int64: Int64] = [:]
      var base: Int64 = -500
      for step in 0..<3000 as Range<Int64> {
        base += Int64(generator.below(3))
        let id = generator.oneIn(3) ? base - Int64(generator.below(200)) : base
        window.put(Self.event(id, length: step))
        all[id] = step
        let asked = base - Int64(generator.below(300))
        let found = window.find(asked)?.length
        #expect(found == nil || found == all[asked], "limit \(limit), \(generator)")
        if asked >= window.floor { #expect(found == all[asked], "limit \(limit), \(generator)") }
      }
      let missing = all.filter { $0.key >= window.floor && window.find($0.key)?.length != $0.value }
      #expect(missing.isEmpty, "limit \(limit), \(generator)")
    }
  }

  @Test func `rows of a case that was there before lie below the floor`() {
    var window = RecentEvents(largestID: 100)
    #expect(window.floor == 101)
    #expect(window.find(100) == nil)
    window.put(Self.event(50))
    #expect(window.find(50)?.id == 50)
    #expect(window.floor == 101)
  }

  @Test func `the window forgets the oldest rows, and no more than two generations hold`() {
    var window = RecentEvents(largestID: nil, limit: 10)
    for id in 0..<100 as Range<Int64> { window.put(Self.event(id)) }
    let kept = (0..<100 as Range<Int64>).filter { window.find($0) != nil }
    #expect(kept == Array(80..<100))
    #expect(window.floor == 80)
  }
}
