import Knowledge
import Testing

@Suite struct KnowledgeTests {
  @Test func `the files under queries are in the program`() throws {
    let text = try #require(ShippedFiles.text(at: "kubernetes/resources.csv"))
    #expect(text.contains("\nDeployment,deployments,deployment,deploy,apps,true\n"))
    #expect(ShippedFiles.paths == ShippedFiles.paths.sorted())
  }
}
