internal import AuditEvents
internal import Foundation
internal import LogBytes
internal import TestSupport
internal import Testing

/// Every column of real events, against Foundation.
@Suite struct OracleTests {
  static let logs: [String] =
    Corpora.files("recorded/shop-incident", endingIn: ["audit.log", ".log.gz"])
    + Corpora.files("recorded/shop-benign", endingIn: ["audit.log", ".log.gz"])
    + Corpora.files("recorded/busy-cluster", endingIn: [".log.gz"]).prefix(3)
    + Corpora.files("public/minikube-incident-labs", endingIn: [".log", ".jsonl"])
    + Corpora.files("public/audit2rbac", endingIn: [".log"])

  @Test(.enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"), arguments: logs)
  func `every column of a real log is what Foundation says`(log: String) throws {
    let bytes = try Corpora.read(log)
    var decoder = SpoorDecoder()
    let decoded = decoder.decode(bytes)
    let lines = bytes.split(separator: 0x0A)
    let expected = lines.map { ReferenceDecoder.decode(Array($0)) }
    #expect(decoded.events.count == expected.count { $0 != nil })
    #expect(decoded.rejected.count == expected.count { $0 == nil })
    for (event, reference) in zip(decoded.events, expected.compactMap { $0 }) {
      guard let difference = event.difference(from: reference) else { continue }
      Issue.record("\(log): \(difference)")
      return
    }
  }

  @Test func `every column of a strange event is what Foundation says`() {
    var decoder = SpoorDecoder()
    for seed in UInt64(0)...2_000 {
      var random = RandomEvent(SeededGenerator(seed: seed))
      let text = random.make()
      let decoded = decoder.decode(text)
      let reference = ReferenceDecoder.decode(Array(text.utf8))
      let difference =
        decoded.events.count == (reference == nil ? 0 : 1)
        ? reference.flatMap { decoded.events.first?.difference(from: $0) } : "event or not"
      guard let difference else { continue }
      Issue.record("\(SeededGenerator(seed: seed)): \(difference)\n\(text)")
      return
    }
  }
}
