import Inquiry
import Testing

/// Which objects a history is of, where names do not tell.
@Suite struct HistorySelectionTests {
  private static let pods = "/api/v1/namespaces/prod/pods"

  private static func pod(
    _ start: String?, by user: String, at second: Double, code: Int = 201
  ) -> Sample {
    .uri("create", pods, by: user, at: second, code: code) {
      $0.level = start == nil ? "Metadata" : "Request"
      $0.decision = code == 403 ? "forbid" : "allow"
      $0.request = start.map {
        #"{"metadata":{"generateName":"\#($0)","labels":{"app":"\#($0)"}},"spec":{"tty":true}}"#
      }
    }
  }

  private static let generated = [
    pod("evil-", by: "mallory", at: 0), pod("evil-", by: "mallory", at: 1, code: 403),
    pod(nil, by: "eve", at: 2), pod("job-", by: "bob", at: 3),
    .uri("create", pods, by: "dan", at: 4, code: 201) {
      $0.request = #"{"metadata":{"name":"p"}}"#
    },
    .uri("delete", pods + "/evil-abc", at: 5),
  ]

  @Test func `pods whose names the log did not keep are told, too`() throws {
    let unkept = "the server made up a name that the log did not keep"
    #expect(
      try deeds("pods", Self.generated) { try $0.filter.add(.namespace, "prod") } == [
        "mallory | created | pods/evil-?; metadata.labels.app = evil-; spec.tty = true; \(unkept)",
        "mallory | created | pods/evil-?; metadata.labels.app = evil-; spec.tty = true",
        "eve | created | pods/?; \(unkept)",
        "bob | created | pods/job-?; metadata.labels.app = job-; spec.tty = true; \(unkept)",
        "dan | created | pods/p", "alice | deleted | pods/evil-abc",
      ])
    #expect(
      try deeds("pod/evil-abc", Self.generated) == [
        """
        mallory | created | metadata.labels.app = evil-; spec.tty = true; \(unkept); it may have \
        been this one
        """, "mallory | created | metadata.labels.app = evil-; spec.tty = true",
        "alice | deleted | -",
      ])
    #expect(try deeds("pod/p", Self.generated) == ["dan | created | -"])
    #expect(try deeds("pods", Self.generated) { $0.labels = ["app=job-"] }.count == 1)
  }

  private static let widgets = "/apis/example.com/v1/namespaces/prod/widgets"

  private static func widget(_ name: String, _ team: String, at second: Double) -> Sample {
    .uri("create", widgets, at: second, code: 201) {
      $0.name = name
      $0.request = #"{"kind":"Widget","metadata":{"name":"\#(name)","labels":{"team":"\#(team)"}}}"#
    }
  }

  private static func swept(_ selector: String, at second: Double) -> Sample {
    .uri("deletecollection", widgets + "?labelSelector=" + selector, by: "eve", at: second)
  }

  @Test func `labels find the deletions of many by such labels`() throws {
    let samples = [
      Self.widget("w1", "blue", at: 0), Self.widget("w2", "red", at: 1),
      Self.swept("team%3Dblue", at: 2), Self.swept("team%3Dgreen", at: 3),
      Self.swept("tier%3Dx", at: 4),
      .uri("deletecollection", Self.widgets, by: "eve", at: 5) {
        $0.response = #"{"items":[{"metadata":{"name":"w2","labels":{"team":"red"}}}]}"#
      },
    ]
    func found(_ labels: String...) throws -> [String] {
      try deeds("widgets", samples) {
        $0.labels = labels
        try $0.filter.add(.namespace, "prod")
      }.filter { $0.hasPrefix("eve") }.map { String($0.dropFirst(16)) }
    }
    let sweep = "all widgets of prod with selector"
    let maybe = "it may have been among them"
    #expect(try found("team=blue") == ["\(sweep) team=blue", "\(sweep) tier=x; \(maybe)"])
    #expect(try found("team=red") == ["\(sweep) tier=x; \(maybe)", "all widgets of prod"])
    #expect(try found("team=green") == ["\(sweep) team=green"])
    #expect(
      try found("team!=red") == [
        "\(sweep) team=blue", "\(sweep) team=green", "\(sweep) tier=x; \(maybe)",
      ])
  }

  @Test(arguments: [
    ("team=blue", ["w1"]), ("team==blue", ["w1"]), ("team!=blue", ["w2"]), ("team=bl*", ["w1"]),
    ("team", ["w1", "w2"]), ("!team", []), ("!tier", ["w1", "w2"]), ("tier!=x", ["w1", "w2"]),
    ("team in (blue, green)", ["w1"]), ("team notin (blue,green),!tier", ["w2"]),
    ("team=blue,tier=x", []), ("team=blue, team!=red", ["w1"]),
  ])
  func `labels are chosen as kubectl does`(selector: String, names: [String]) throws {
    let samples = [Self.widget("w1", "blue", at: 0), Self.widget("w2", "red", at: 1)]
    let rows = try deeds("widgets", samples) { $0.labels = [selector] }
    #expect(rows.map { String($0.split(separator: "/")[1].prefix(2)) } == names)
  }

  @Test(arguments: ["", "=x", "a=b=c", "a,,b", "a in b", "a is (b)", "a b", "a!b"])
  func `what is no selector is refused`(selector: String) throws {
    #expect(throws: InquiryError.question(.notALabel(selector))) {
      try deeds("pods", [Self.pod("a", by: "bob", at: 0)]) { $0.labels = [selector] }
    }
  }

  @Test func `objects of one name in several namespaces are told apart`() throws {
    func map(_ namespace: String, at second: Double) -> Sample {
      .uri("delete", "/api/v1/namespaces/\(namespace)/configmaps/cfg", at: second)
    }
    let both = [map("dev", at: 0), map("prod", at: 1)]
    #expect(
      try deeds("cm/cfg", both) == [
        "alice | deleted | configmaps/cfg of dev", "alice | deleted | configmaps/cfg of prod",
      ])
    #expect(
      try deeds("cm/cfg", both) { try $0.filter.add(.namespace, "dev") } == ["alice | deleted | -"])
    #expect(try deeds("cm/cfg", [map("dev", at: 0)]) == ["alice | deleted | -"])
  }

  private func history(
    _ resource: String, _ samples: [Sample], _ change: (inout HistoryQuestion) -> Void
  ) throws -> History {
    var question = HistoryQuestion(resource: resource)
    change(&question)
    let history = try History(question, in: try CaseBuilder.open(samples))
    while try history.next() != nil {}
    return history
  }

  @Test func `nothing is found for a reason that is so`() throws {
    let kept = [Self.widget("w1", "blue", at: 0), .uri("get", Self.pods + "/p", at: 1)]
    var bare = Self.widget("w1", "blue", at: 0)
    (bare.request, bare.level) = (nil, "Metadata")
    func reason(
      _ samples: [Sample], _ resource: String = "widgets",
      _ change: (inout HistoryQuestion) -> Void = { _ in }
    ) throws -> EmptyAnswer { try history(resource, samples, change).reasonForNothing() }
    #expect(try reason(kept) { $0.labels = ["team=red"] } == .noneSelected)
    #expect(try reason([bare]) { $0.labels = ["team=red"] } == .bodiesNotKept)
    #expect(try reason(kept) { $0.owner = "w1" } == .noneSelected)
    #expect(
      try reason(kept) { $0.owner = "widgets/absent" } == .nameNotSeen("absent", suggestion: nil))
    #expect(
      try reason(kept) { $0.owner = "wigdets/w1" }
        == .resourceNotSeen("wigdets", suggestion: "widgets"))
    #expect(try reason(kept, "pod/p") == .onlyUsed)
  }

  @Test func `rows that lack their changes for want of a body are counted`() throws {
    let bare = Sample.uri("patch", Self.widgets + "/w1", at: 1) { $0.level = "Metadata" }
    let history = try history("widgets", [Self.widget("w1", "blue", at: 0), bare]) { _ in }
    #expect([history.rowsWithoutBody.count, history.rowsWithoutBody.of] == [1, 2])
  }
}
