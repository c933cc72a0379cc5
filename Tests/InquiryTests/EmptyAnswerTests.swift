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

  @Test func `a question without an answer says why`() throws {
    let investigated = try Self.open()
    #expect(
      try investigated.who("delete", "pods").emptiness
        == .deedNotSeen(verb: "delete", resource: "pods"))
    #expect(
      try investigated.who("get", "pod/wbe").emptiness
        == .nameNotSeen("wbe", suggestion: "web"))
    #expect(
      try investigated.who("get", "widget/w").lines == ["bob direct 1/0/0/0/0"])
    #expect(try investigated.who("get", "pods").emptiness == nil)
  }
}
