import CaseStore
import Inquiry
import Testing

@Suite struct FilterTests {
  private static func open() throws -> Case {
    try CaseBuilder.open([
      .uri("get", "/api/v1/namespaces/prod/pods/a", by: "alice", at: 0) { $0.credential = "JTI=1" },
      .uri("delete", "/apis/apps/v1/namespaces/prod/deployments/b", by: "bob", at: 1),
      .uri(
        "list", "/api/v1/namespaces/ops/secrets?labelSelector=app%3Dc",
        by: "system:serviceaccount:ops:backup", at: 2, code: 403
      ) {
        $0.name = "c"
        $0.decision = "forbid"
        $0.address = ["203.0.113.5", "10.0.0.7"]
      },
      .uri("get", "/api/v1/namespaces/prod/pods/d/exec?command=ls", by: "alice", at: 3, code: 101) {
        $0.impersonated = "root"
        $0.groups = ["dev", "system:authenticated"]
        $0.agent = "helm/3.14"
      },
      .uri("get", "/healthz", by: "system:anonymous", at: 4),
      .uri("get", "/api/v1/nodes/e", by: "alice", at: 5, code: 404),
    ])
  }

  @Test(
    arguments: [
      (FilterKey.user, ["alice"], ["a", "d", "e"]),
      (.user, ["a*", "!*ce"], []),
      (.user, ["alice", "bob"], ["a", "b", "d", "e"]),
      (.user, ["!alice"], ["b", "c", "-"]),
      (.impersonated, ["root"], ["d"]),
      (.impersonated, [""], ["a", "b", "c", "-", "e"]),
      (.serviceAccount, ["ops/backup"], ["c"]),
      (.serviceAccount, ["*/b?ckup"], ["c"]),
      (.group, ["dev"], ["d"]),
      (.group, ["!dev"], ["a", "b", "c", "-", "e"]),
      (.ip, ["10.0.0.0/8"], ["c"]),
      (.ip, ["203.0.113.5"], ["c"]),
      (.ip, ["!203.0.113.0/24"], ["a", "b", "d", "-", "e"]),
      (.ip, ["192.0.2.*"], ["a", "b", "d", "-", "e"]),
      (.agent, ["helm"], ["d"]),
      (.agent, ["*/3*"], ["d"]),
      (.verb, ["delete", "list"], ["b", "c"]),
      (.resource, ["pods"], ["a"]),
      (.resource, ["po", "pods/*"], ["a", "d"]),
      (.resource, ["pods/exec"], ["d"]),
      (.resource, ["deploy"], ["b"]),
      (.resource, ["Deployment.apps"], ["b"]),
      (.resource, ["deployments.v1.apps"], ["b"]),
      (.resource, ["deployments.batch"], []),
      (.resource, ["s*"], ["c"]),
      (.resource, ["!pods", "!no"], ["b", "c", "d", "-"]),
      (.resource, [""], ["-"]),
      (.namespace, ["prod"], ["a", "b", "d"]),
      (.namespace, [""], ["-", "e"]),
      (.name, ["?"], ["a", "b", "c", "d", "e"]),
      (.code, ["4xx"], ["c", "e"]),
      (.code, ["404", "101"], ["d", "e"]),
      (.outcome, ["denied"], ["c"]),
      (.outcome, ["!allowed"], ["c", "e"]),
      (.credential, ["JTI=1"], ["a"]),
      (.auditID, ["00000000-0000-4000-8000-000000000001"], ["b"]),
      (.auditID, ["*2", "*3"], ["c", "d"]),
      (.cluster, [""], ["a", "b", "c", "d", "-", "e"]),
      (.cluster, ["east"], []),
      (.impersonated, ["*"], ["d"]),
      (.impersonated, ["!*"], ["a", "b", "c", "-", "e"]),
      (.impersonated, ["*", ""], ["a", "b", "c", "d", "-", "e"]),
      (.credential, ["**"], ["a"]),
      (.credential, ["!*"], ["b", "c", "d", "-", "e"]),
      (.namespace, ["*"], ["a", "b", "c", "d"]),
      (.namespace, ["!*"], ["-", "e"]),
      (.name, ["*"], ["a", "b", "c", "d", "e"]),
      (.name, ["!*"], ["-"]),
      (.resource, ["*"], ["a", "b", "c", "e"]),
      (.resource, ["!*", "!*/*"], ["-"]),
      (.agent, ["!*"], []),
      (.ip, ["*"], ["a", "b", "c", "d", "-", "e"]),
      (.cluster, ["*"], []),
    ])
  func `a filter lets through what its values say`(
    key: FilterKey, values: [String], names: [String]
  ) throws {
    let found = try Self.open().names { for value in values { try $0.add(key, value) } }
    #expect(found == names)
  }

  @Test func `different filters must all hold, and exclude leaves out`() throws {
    let investigated = try Self.open()
    let found = try investigated.names {
      try $0.add(.user, "alice")
      try $0.add(.outcome, "allowed")
      try $0.exclude("resource=pods/exec")
    }
    #expect(found == ["a"])
  }

  @Test func `since is inclusive and until is not`() throws {
    let found = try Self.open().names {
      $0.since = Sample.microseconds(1)
      $0.until = Sample.microseconds(4)
    }
    #expect(found == ["b", "c", "d"])
  }

  @Test func `last counts back from the last event`() throws {
    #expect(try Self.open().names { $0.last = 2_000_000 } == ["d", "-", "e"])
  }

  @Test func `around a request and around a time, whichever`() throws {
    let found = try Self.open().names {
      $0.around = [
        .request(auditID: "00000000-0000-4000-8000-000000000001"), .moment(Sample.microseconds(5)),
      ]
      $0.within = 500_000
    }
    #expect(found == ["b", "e"])
  }

  @Test func `a request to look around must be in the case`() throws {
    let investigated = try Self.open()
    #expect(throws: InquiryError.filter(.noSuchRequest(auditID: "x"))) {
      try investigated.names { $0.around = [.request(auditID: "x")] }
    }
  }

  @Test func `an object's name is no part of a resource filter`() throws {
    let investigated = try Self.open()
    #expect(throws: InquiryError.filter(.nameInResource(resource: "deploy", name: "web"))) {
      try investigated.names { try $0.add(.resource, "deploy/web") }
    }
  }

  @Test func `values that mean nothing are refused before a case is opened`() {
    var filter = EventFilter()
    #expect(throws: FilterError.notAnAddress("10.0.0.300")) { try filter.add(.ip, "10.0.0.300") }
    for code in ["4yy", "4x", "4xxx"] {
      #expect(throws: FilterError.notACode(code)) { try filter.add(.code, code) }
    }
    #expect(throws: FilterError.unknownOutcome("denyed", suggestion: "denied")) {
      try filter.add(.outcome, "!denyed")
    }
    #expect(throws: FilterError.notAServiceAccount("backup")) {
      try filter.add(.serviceAccount, "backup")
    }
    #expect(throws: FilterError.unknownKey("usr", suggestion: "user")) {
      try filter.exclude("usr=alice")
    }
    #expect(throws: FilterError.noValue("user")) { try filter.exclude("user") }
  }

  @Test func `a filter is asked of the merged request`() throws {
    let investigated = try CaseBuilder.open([
      .uri("get", "/api/v1/namespaces/prod/pods/a", at: 0, code: nil) {
        $0.stage = "RequestReceived"
        $0.auditID = "one"
      },
      .uri("get", "/api/v1/namespaces/prod/pods/a", at: 0, code: 404) { $0.auditID = "one" },
    ])
    #expect(try investigated.names { try $0.add(.outcome, "pending") } == [])
    #expect(try investigated.names { try $0.add(.outcome, "failed") } == ["a"])
    #expect(try investigated.timeline(stages: true).count == 2)
  }

  @Test func `clusters are told apart`() throws {
    var builder = try CaseBuilder()
    try builder.add([.uri("get", "/api/v1/namespaces/prod/pods/a")], cluster: "east")
    try builder.add([.uri("get", "/api/v1/namespaces/prod/pods/b")], cluster: "west")
    let investigated = try builder.open()
    #expect(try investigated.names { try $0.add(.cluster, "east") } == ["a"])
    #expect(try investigated.names { try $0.add(.cluster, "!east") } == ["b"])
  }
}
