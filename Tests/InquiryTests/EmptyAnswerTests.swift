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

  private static let accounts: [Sample] = [
    .uri("get", "/api/v1/namespaces/prod/secrets/payments-db", by: "alice@example.com", at: 0) {
      $0.impersonated = "system:serviceaccount:ops:janitor"
    },
    .uri(
      "list", "/api/v1/namespaces/prod/secrets", by: "system:serviceaccount:ops:backup-operator",
      at: 1),
  ]

  @Test(
    arguments: [
      (FilterKey.user, "alise", "alice@example.com"),
      (.user, "backup-operator", "system:serviceaccount:ops:backup-operator"),
      (.user, "ops/backup-operatr", "system:serviceaccount:ops:backup-operator"),
      (.serviceAccount, "ops/backup-operatr", "ops/backup-operator"),
      (.group, "system:authentcated", "system:authenticated"), (.ip, "192.0.2.4", "192.0.2.44"),
    ])
  func `what was most likely meant is said of every kind of name`(
    key: FilterKey, value: String, meant: String
  ) throws {
    var filter = EventFilter()
    try filter.add(key, value)
    #expect(
      try CaseBuilder.open(Self.accounts).reasonForNothing(filter)
        == .valueNotSeen(key, value: value, suggestion: meant))
  }

  @Test func `whose deeds are asked for is looked for in every form`() throws {
    let investigated = try CaseBuilder.open(Self.accounts)
    func reason(_ text: String) throws -> EmptyAnswer? {
      try What(text, in: investigated).emptiness
    }
    #expect(
      try reason("198.51.100.24")
        == .valueNotSeen(.ip, value: "198.51.100.24", suggestion: nil))
    #expect(
      try reason("alise")
        == .subjectNotSeen("alise", isImpersonated: false, suggestion: "alice@example.com"))
    #expect(
      try reason("ops/backup-operatr")
        == .subjectNotSeen(
          "ops/backup-operatr", isImpersonated: false,
          suggestion: "system:serviceaccount:ops:backup-operator"))
  }

  @Test func `an audit ID that is nowhere is named`() throws {
    #expect(
      try reason { try $0.add(.auditID, "nope") }
        == .valueNotSeen(.auditID, value: "nope", suggestion: nil))
  }

  @Test func `rows of requests about many do not hide that the name is unknown`() throws {
    let investigated = try CaseBuilder.open(Self.accounts)
    let answer = try investigated.who("read", "secret/paymets-db")
    #expect(answer.lines == ["system:serviceaccount:ops:backup-operator possible 1/0/0/0/0"])
    #expect(answer.emptiness == .nameNotSeen("paymets-db", suggestion: "payments-db"))
    #expect(try investigated.who("read", "secret/payments-db").emptiness == nil)
  }

  @Test func `who was impersonated is said where it was no user`() throws {
    #expect(
      try CaseBuilder.open(Self.accounts).who("impersonated", "users").emptiness
        == .othersImpersonated(resource: "users", ["system:serviceaccount:ops:janitor"]))
  }

  @Test func `kinds without any request are no answer to a question about them`() throws {
    var builder = try CaseBuilder()
    try builder.add(Self.accounts)
    let session = try SQLSession(path: builder.path, timeout: nil) { bytes, _ in bytes }
    #expect(try session.unrecorded(["secrets", "roles", "pods"]) == ["roles", "pods"])
  }

  @Test(arguments: ["/x", "pod/a/b/c", "deploy/a//b"])
  func `what cannot be a resource is refused`(text: String) throws {
    let investigated = try Self.open()
    #expect(throws: InquiryError.question(.notAResource(text))) {
      try investigated.who("read", text)
    }
    #expect(throws: InquiryError.question(.notAResource(text))) {
      try History(HistoryQuestion(resource: text), in: investigated)
    }
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
