import CaseStore
import Foundation
import TestSupport
import Testing

@Suite struct StoredAuditIDTests {
  @Test(arguments: [UInt64.random(in: 0..<1 << 32)])
  func `a UUID is written as Foundation writes it, in lower case`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let halves: [UInt64] = [0, .max, 0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210]
    for round in 0..<200 {
      let high = round < 4 ? halves[round] : UInt64.random(in: 0...(.max), using: &random)
      let low = round < 4 ? halves[3 - round] : UInt64.random(in: 0...(.max), using: &random)
      let bytes = [high, low].flatMap { half in
        stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> $0) }
      }
      let expected = bytes.withUnsafeBytes { UUID(uuid: $0.load(as: uuid_t.self)) }
      var written: [UInt8] = []
      StoredAuditID.uuid(high, low).append(to: &written)
      #expect(
        String(decoding: written, as: UTF8.self) == expected.uuidString.lowercased(),
        "seed \(seed)")
      #expect(StoredAuditID.uuid(high, low).text == expected.uuidString.lowercased())
    }
    #expect(StoredAuditID.text("é").text == "é")
  }
}
