import Inquiry
import Knowledge
import Testing

@Suite struct KnowledgeTests {
  @Test func `the files under queries are in the program`() throws {
    let text = try #require(ShippedFiles.text(at: "kubernetes/resources.csv"))
    #expect(text.contains("\nDeployment,deployments,deployment,deploy,apps,true\n"))
    #expect(ShippedFiles.paths == ShippedFiles.paths.sorted())
  }

  @Test func `the kinds are each there once, and say of what version they are`() throws {
    let table = try KnowledgeTable(
      path: "kubernetes/resources.csv", columns: ResourceCatalog.resourceColumns)
    #expect(table.remarks[0].contains("Kubernetes 1.35"))
    let catalog = try ResourceCatalog.shipped()
    let names = catalog.kinds.map { "\($0.plural).\($0.group)" }
    #expect(Set(names).count == names.count)
    #expect(catalog.kinds.allSatisfy { $0.singular == $0.kind.lowercased() })
    #expect(catalog.kinds.count > 70)
  }

  @Test func `a table that is not as it should be is refused with its line`() throws {
    #expect(throws: KnowledgeError.malformed(path: "a.csv", line: 3)) {
      try KnowledgeTable(text: "# of 1\na,b\nonly\n", path: "a.csv", columns: ["a", "b"])
    }
    #expect(throws: KnowledgeError.malformed(path: "a.csv", line: 1)) {
      try KnowledgeTable(text: "a,c\n1,2\n", path: "a.csv", columns: ["a", "b"])
    }
    #expect(throws: KnowledgeError.missing(path: "no.csv")) {
      try KnowledgeTable(path: "no.csv", columns: [])
    }
    let table = try KnowledgeTable(
      text: "# of 1\n\na,b\n1,2,3\n", path: "a.csv", columns: ["a", "b"])
    #expect(table.rows == [["1", "2,3"]])
    #expect(table.remarks == ["of 1"])
  }
}
