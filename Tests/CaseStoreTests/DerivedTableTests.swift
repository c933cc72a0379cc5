import Testing

@testable import CaseStore

@Suite struct DerivedTableTests {
  /// A table that is named in neither would keep what was pruned.
  @Test func `every table is derived or holds evidence`() throws {
    let written = try WrittenCase()
    let tables = try written.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    let evidence = [
      "cluster", "ingest", "source", "ingest_source", "block", "source_block", "rejected",
      "pruned", "chain",
    ]
    #expect(Set(tables) == Set(Schema.derivedTables + evidence))
    #expect(Schema.derivedTables.count + evidence.count == tables.count)
  }
}
