import SQLite
import TestSupport
import Testing

@testable import CaseStore

@Suite struct VerificationTests {
  private typealias Difference = EvidenceVerification.Difference

  /// What was done to a case, and what is to be found.
  struct Tampering: CustomTestStringConvertible {
    let sql: String
    let found: [EvidenceVerification.Difference]
    var testDescription: String { sql }

    init(_ sql: String, _ found: EvidenceVerification.Difference...) {
      self.sql = sql
      self.found = found
    }
  }

  private static let tamperings = [
    Tampering("UPDATE source SET path = 'other' WHERE source_id = 1", .sourceRow(1)),
    Tampering("UPDATE source SET modified_us = 5 WHERE source_id = 1", .sourceRow(1)),
    Tampering("UPDATE source SET damage = 'none' WHERE source_id = 2", .sourceRow(2)),
    Tampering("UPDATE source SET sha256 = zeroblob(32) WHERE source_id = 2", .sourceRow(2)),
    Tampering("DELETE FROM source WHERE source_id = 2", .sourceRow(2)),
    Tampering("INSERT INTO source SELECT * FROM source WHERE 0"),
    Tampering(
      "UPDATE rejected SET byte_length = byte_length + 1", .rejected(source: 2, offset: 0)),
    Tampering("UPDATE rejected SET reason = 4", .rejected(source: 2, offset: 0)),
    Tampering("DELETE FROM rejected", .rejected(source: 2, offset: 0)),
    Tampering(
      "INSERT INTO rejected VALUES (NULL, 1, 1, 5, 1, 1, 5, 0, 0)", .rejected(source: 1, offset: 5)),
    Tampering(
      "UPDATE chain SET digest = zeroblob(32) WHERE entry = 1", .chain(entry: 1), .sourceRow(1)),
    Tampering(
      "UPDATE chain SET kind = 9 WHERE entry = 3", .chain(entry: 3), .chain(entry: 3), .sourceRow(2)
    ),
  ]

  @Test(arguments: tamperings)
  func `whatever is changed of the evidence is found`(_ tampering: Tampering) throws {
    let written = try WrittenCase([SampleEvent("a").line, "no JSON\n" + SampleEvent("b").line])
    #expect(try EvidenceVerification(path: written.path).differences == [])
    try written.tamper(tampering.sql)
    #expect(try EvidenceVerification(path: written.path).differences == tampering.found)
  }

  @Test func `a case written over to hide a change has another head`() throws {
    let written = try WrittenCase([SampleEvent("a").line])
    let head = try CaseStatus(path: written.path).head
    try written.tamper("DELETE FROM chain; DELETE FROM source; DELETE FROM event")
    let verification = try EvidenceVerification(path: written.path)
    #expect(verification.differences == [])
    #expect(verification.head != head)
  }

  /// Its row and its entry in the chain become lasting together, or a run killed
  /// between the two would leave a source that no later run reads on.
  @Test func `the end of a source is nothing until it is committed`() throws {
    let written = try WrittenCase()
    try written.breakOffAtEnd(of: SampleEvent("a").line)
    #expect(try written.rows("SELECT state, sha256 IS NULL, events FROM source") == ["0|1|1"])
    #expect(try written.rows("SELECT count(*) FROM chain") == ["0"])
    #expect(try EvidenceVerification(path: written.path).differences == [])
  }
}
