import Inquiry
import Testing

@Suite struct EmptyAnswerTests {
  private static func open() throws -> Case {
    try CaseBuilder.open([
      .uri("get", "/api/v1/namespaces/prod/pods/web", by: "alice", at: 0),
      .uri("get", "/apis/example.com/v1/namespaces/prod/widgets/w", by: "bob", at: 10),
    ])
  }

  private func reason(
    _ change: (inout EventFilter) throws -> Void
  ) throws -> EmptyAnswer {
    var filter = EventFilter()
    try change(&filter)
    return try Self.open().reasonForNothing(filter)
  }

  @Test func `nothing is there for a reason`() throws {
    #expect(
      try reason { $0.since = Sample.microseconds(60) }
        == .outsideEvidence(first: Sample.microseconds(0), last: Sample.microseconds(10)))
    #expect(
      try reason { try $0.add(.user, "alcie") }
        == .valueNotSeen(.user, value: "alcie", suggestion: "alice"))
    #expect(
      try reason { try $0.add(.namespace, "prd") }
        == .valueNotSeen(.namespace, value: "prd", suggestion: "prod"))
    #expect(
      try reason { try $0.add(.resource, "wigdets") }
        == .resourceNotSeen("wigdets", suggestion: "widgets"))
    #expect(
      try reason { try $0.add(.resource, "secrets") }
        == .resourceNotSeen("secrets", suggestion: nil))
    #expect(
      try reason {
        try $0.add(.user, "bob")
        try $0.add(.resource, "pods")
      } == .nothingMatched)
  }

  @Test(
    arguments: [
      (FilterKey.group, "dba"), (.agent, "helm"), (.ip, "9.9.9.9"), (.cluster, "east"),
      (.code, "5xx"), (.outcome, "denied"), (.resource, "pods/exec"), (.user, "z*"),
      (.namespace, "z*"), (.impersonated, "*"), (.serviceAccount, "ops/backup"),
    ])
  func `what no row has is named, whatever else was asked for`(
    key: FilterKey, value: String
  ) throws {
    let found = try reason {
      try $0.add(.user, "alice")
      try $0.add(key, value)
    }
    // Beside alice, any of the two users will do.
    let isChoice = key == .user
    let alone = EmptyAnswer.valueNotSeen(key, value: value, suggestion: nil)
    #expect(found == (isChoice ? .nothingMatched : alone))
    #expect(
      try reason { try $0.add(key, value) } == alone)
  }

  @Test func `a question without an answer says why`() throws {
    let investigated = try Self.open()
    #expect(
      try investigated.who("delete", "pods").emptiness
        == .deedNotSeen(verb: "delete", resource: "pods"))
    #expect(
      try investigated.who("get", "pod/wbe").emptiness
        == .nameNotSeen("wbe", suggestion: "web"))
    #expect(
      try investigated.who("get", "nodes/proxy").emptiness
        == .resourceNotSeen("nodes", suggestion: nil))
    #expect(
      try investigated.who("get", "pods/log").emptiness
        == .deedNotSeen(verb: "get", resource: "pods/log"))
    #expect(
      try investigated.who("get", "widget/w").lines == ["bob direct 1/0/0/0/0"])
    #expect(try investigated.who("get", "pods").emptiness == nil)
  }
}
