import Inquiry
import Testing

/// What controllers do because of others.
@Suite struct EchoTests {
  private static let prefix = "system:serviceaccount:kube-system:"
  private static let deployments = "/apis/apps/v1/namespaces/prod/deployments"
  private static let sets = "/apis/apps/v1/namespaces/prod/replicasets"
  private static let pods = "/api/v1/namespaces/prod/pods"

  private static func controller(
    _ name: String, _ verb: String, _ uri: String, at second: Double,
    change: (inout Sample) -> Void = { _ in }
  ) -> Sample {
    .uri(verb, uri, by: prefix + name, at: second, change: change)
  }

  private static func created(_ name: String, owner: String, at second: Double) -> Sample {
    controller("replicaset-controller", "create", pods, at: second) {
      $0.request = #"{"metadata":{"generateName":"web-7d-"}}"#
      $0.response = #"""
        {"kind":"Pod","metadata":{"name":"\#(name)",
        "ownerReferences":[{"kind":"ReplicaSet","name":"\#(owner)"}]}}
        """#
    }
  }

  private func because(_ resource: String, _ samples: [Sample]) throws -> [String] {
    let history = try History(
      HistoryQuestion(resource: resource), in: try CaseBuilder.open(samples))
    var rows: [[Value]] = []
    while let row = try history.next() { rows.append(row) }
    return table(rows, of: History.columns, "because")
  }

  @Test func `a chain of controllers leads to a person`() throws {
    let found = try because(
      "pod/web-7d-x",
      [
        .uri("patch", Self.deployments + "/web/scale", by: "alice", at: 0),
        Self.controller("deployment-controller", "update", Self.sets + "/web-7d", at: 0.1),
        Self.created("web-7d-x", owner: "web-7d", at: 0.2),
      ])
    #expect(
      found == [
        """
        alice scaled deployments/web at 2026-11-23T12:00:00.000000Z (likely: name and time, \
        100 ms before, by way of replicasets/web-7d)
        """
      ])
  }

  @Test func `long ago is no cause, and that is said`() throws {
    let found = try because(
      "pod/web-7d-x",
      [
        .uri("patch", Self.deployments + "/web/scale", by: "alice", at: 0),
        Self.created("web-7d-x", owner: "web-7d", at: 2000),
      ])
    #expect(found == ["unknown: no earlier request in the case explains it"])
  }

  @Test func `a pod that replaces another follows from the other's end`() throws {
    let found = try because(
      "pod/web-7d-y",
      [
        .uri("patch", Self.deployments + "/web", by: "bob", at: 0),
        .uri("create", Self.pods + "/web-7d-x/eviction", by: "alice", at: 300, code: 201),
        Self.created("web-7d-y", owner: "web-7d", at: 301),
      ])
    #expect(
      found == [
        """
        alice evicted pods/web-7d-x at 2026-11-23T12:05:00.000000Z (likely: it replaces a pod of \
        the same owner, 1.0 s before)
        """
      ])
  }

  @Test func `the end of an owner that the body names is a certain cause`() throws {
    let found = try because(
      "rs/web-7d",
      [
        Self.controller("deployment-controller", "create", Self.sets, at: 0) {
          $0.name = "web-7d"
          $0.request = #"{"metadata":{"ownerReferences":[{"kind":"Deployment","name":"shop"}]}}"#
          $0.response = $0.request
        },
        .uri("delete", Self.deployments + "/shop", by: "eve", at: 10),
        Self.controller("generic-garbage-collector", "delete", Self.sets + "/web-7d", at: 11),
      ])
    #expect(
      found.last == """
        eve deleted deployments/shop at 2026-11-23T12:00:10.000000Z (certain: owner reference \
        and time, 1.0 s before)
        """)
    #expect(found.first == "unknown: no earlier request in the case explains it")
  }

  @Test func `the garbage collector follows from ends only, people from nobody`() throws {
    let samples: [Sample] = [
      .uri("patch", Self.deployments + "/web", by: "alice", at: 0),
      Self.controller("generic-garbage-collector", "delete", Self.sets + "/web-7d", at: 1),
      .uri("delete", Self.sets + "/web-7d", by: Self.prefix + "metrics", at: 2),
    ]
    #expect(
      try because("rs/web-7d", samples) == [
        "unknown: no earlier request in the case explains it", "-",
      ])
  }

  @Test func `a namespace's end is why its controller deletes`() throws {
    let found = try because(
      "cm/settings",
      [
        .uri("delete", "/api/v1/namespaces/prod", by: "alice", at: 0),
        Self.controller(
          "namespace-controller", "deletecollection", "/api/v1/namespaces/prod/configmaps", at: 5),
      ])
    #expect(
      found == [
        """
        alice deleted namespaces/prod at 2026-11-23T12:00:00.000000Z (certain: its namespace, \
        5.0 s before)
        """
      ])
  }

  @Test func `blame counts what controllers did for whoever caused it`() throws {
    let investigated = try CaseBuilder.open([
      .uri("patch", Self.deployments + "/web/scale", by: "alice", at: 0),
      Self.controller("deployment-controller", "update", Self.sets + "/web-7d", at: 0.1),
      Self.created("web-7d-x", owner: "web-7d", at: 0.2),
      Self.created("web-7d-y", owner: "web-7d", at: 0.3),
      Self.created("api-5f-z", owner: "api-5f", at: 900),
      .uri("create", Self.pods, by: "bob", at: 901, code: 201) { $0.name = "tool" },
    ])
    var question = WhoQuestion(verb: "created", resource: "pods", blames: true)
    try question.filter.add(.namespace, "prod")
    let answer = try Who.answer(question, in: investigated)
    #expect(
      answer.lines == [
        "\(Self.prefix)replicaset-controller direct 1/0/0/0/0", "bob direct 1/0/0/0/0",
        "alice cascade 2/0/0/0/0",
      ])
    #expect(
      answer.rows.last?.note == """
        caused 2 likely; \(Self.prefix)replicaset-controller did it because alice scaled deployments/web at \
        2026-11-23T12:00:00.000000Z (likely: name and time, 100 ms before, by way of \
        replicasets/web-7d)
        """)
  }

  @Test func `without a name only time speaks for a cause, and that is said`() throws {
    let investigated = try CaseBuilder.open([
      .uri("patch", Self.deployments + "/web/scale", by: "alice", at: 0),
      Self.controller("replicaset-controller", "create", Self.pods, at: 1) {
        $0.level = "Metadata"
      },
    ])
    let answer = try Who.answer(
      WhoQuestion(verb: "created", resource: "pods", blames: true), in: investigated)
    #expect(answer.lines == ["alice possible 1/0/0/0/0"])
    #expect(
      answer.rows[0].note?.contains("(possible: no name was kept, so by namespace and time alone")
        == true)
  }

  @Test func `what only may have been caused counts apart, and how sure it is stands first`() throws
  {
    let investigated = try CaseBuilder.open([
      .uri("patch", Self.deployments + "/web/scale", by: "alice", at: 0),
      Self.controller("deployment-controller", "update", Self.sets + "/web-7d", at: 0.1),
      Self.created("web-7d-x", owner: "web-7d", at: 0.2),
      Self.created("web-7d-y", owner: "web-7d", at: 0.3),
      Self.created("web-7d-z", owner: "web-7d", at: 100),
    ])
    let answer = try Who.answer(
      WhoQuestion(verb: "created", resource: "pods", blames: true), in: investigated)
    #expect(answer.lines == ["alice cascade 2/0/0/0/0", "alice possible 1/0/0/0/0"])
    #expect(answer.rows[0].note?.hasPrefix("caused 2 likely; ") == true)
  }

  @Test func `a step without a name says what it was about`() throws {
    let found = try because(
      "pods",
      [
        .uri("delete", "/api/v1/namespaces/prod", by: "alice", at: 0),
        Self.controller("namespace-controller", "deletecollection", Self.pods, at: 5),
        .uri("delete", Self.pods + "/web-0", by: "system:node:n1", at: 6),
      ])
    #expect(
      found.last == """
        alice deleted namespaces/prod at 2026-11-23T12:00:00.000000Z (certain: its namespace, \
        5.0 s before, by way of all pods of prod)
        """)
  }
}
