import Foundation
import Synchronization
import TestSupport
import Testing

@testable import CaseStore

@Suite struct CaseLockTests {
  private final class Holders: Sendable {
    let now = Atomic<Int>(0)
    let most = Atomic<Int>(0)
    let times = Atomic<Int>(0)
  }

  @Test func `however many try, and remove the file at their end, one holds the lock`() throws {
    let scratch = try Scratch()
    let path = scratch.path("case.db")
    let holders = Holders()
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      // How often one of them finds the lock free depends on the machine.
      for _ in 0..<1_000_000 where holders.times.load(ordering: .relaxed) < 2000 {
        guard let lock = try? CaseLock(casePath: path, holder: "one") else { continue }
        let now = holders.now.add(1, ordering: .sequentiallyConsistent).newValue
        holders.most.max(now, ordering: .sequentiallyConsistent)
        holders.times.add(1, ordering: .relaxed)
        holders.now.subtract(1, ordering: .sequentiallyConsistent)
        _ = consume lock
      }
    }
    #expect(holders.most.load(ordering: .relaxed) == 1)
    #expect(holders.times.load(ordering: .relaxed) >= 2000)
    #expect(scratch.names == [])
  }
}
