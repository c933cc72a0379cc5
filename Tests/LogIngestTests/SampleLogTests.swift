import Foundation
import TestSupport
import Testing

/// The recordings that a clone without the corpora has.
@Suite struct SampleLogTests {
  private static let logs =
    Corpora.files("recorded/shop-incident", endingIn: [".log.gz", "audit.log", ".jsonl.gz"])
    + Corpora.files("recorded/shop-benign", endingIn: [".log.gz", "audit.log"])

  @Test func `without the corpora the recordings are those in sample-logs, and no others`() throws {
    #expect(Corpora.haveRecordings)
    #expect(Corpora.place(of: "public/audit2rbac/demo.log", in: nil) == nil)
    #expect(Self.logs.count == 14)
    for log in Self.logs {
      let sample = try #require(Corpora.place(of: log, in: nil))
      #expect(sample.path.hasSuffix("/sample-logs/" + log.dropFirst("recorded/".count)))
      #expect(try Corpora.read(sample) == Corpora.read(log), "\(log)")
    }
  }
}
