import Inquiry
import Testing

@Suite struct WhoTests {
  private static let pod = "/api/v1/namespaces/prod/pods/web-0"

  @Test func `the columns are the contract's`() {
    #expect(
      Who.columns.map(\.name) == [
        "actor", "actor_kind", "impersonated", "how", "verb", "resource", "namespace", "name",
        "requests", "allowed", "denied", "failed", "pending", "dry_run", "first", "last",
        "source_ips", "user_agents", "note",
      ])
  }

  @Test func `who carried it out comes first, then who failed, then what followed`() throws {
    let investigated = try CaseBuilder.open([
      .uri("delete", Self.pod, by: "eve", at: 0, code: 403) { $0.decision = "forbid" },
      .uri("create", Self.pod + "/eviction", by: "alice", at: 1, code: 201),
      .uri("delete", Self.pod, by: "system:node:n1", at: 2),
      .uri("delete", Self.pod, by: "system:node:n1", at: 3, code: 404),
      .uri("delete", Self.pod, by: "mallory", at: 4, code: 404),
      .uri("delete", Self.pod + "?dryRun=All", by: "carol", at: 5),
    ])
    let answer = try investigated.who("deleted", "pod/web-0") { try $0.add(.namespace, "prod") }
    #expect(
      answer.lines == [
        "alice eviction 1/0/0/0/0", "eve direct 0/1/0/0/0", "mallory direct 0/0/1/0/0",
        "carol direct 0/0/0/0/1", "system:node:n1 finished 1/0/1/0/0",
      ])
    #expect(
      answer.rows.map(\.note) == [
        nil, "refused by authorization", "404: nothing was deleted", "dry run",
        "finished an eviction by alice at 2026-11-23T12:00:01.000000Z",
      ])
    #expect(
      answer.rows.allSatisfy { $0.requests == $0.allowed + $0.denied + $0.failed + $0.dryRun })
  }

  @Test func `a kubelet's delete that nobody asked for is its own`() throws {
    let investigated = try CaseBuilder.open([
      .uri("delete", Self.pod, by: "alice", at: 0, code: 403) { $0.decision = "forbid" },
      .uri("delete", Self.pod, by: "system:node:n1", at: 1),
    ])
    #expect(
      try investigated.who("delete", "po/web-0").lines == [
        "system:node:n1 direct 1/0/0/0/0", "alice direct 0/1/0/0/0",
      ])
  }

  @Test func `a pod of the same name that was made since is another one`() throws {
    let samples: [Sample] = [
      .uri("delete", Self.pod, by: "alice", at: 0),
      .uri("delete", Self.pod, by: "system:node:n1", at: 1),
      .uri("create", "/api/v1/namespaces/prod/pods", by: "sts", at: 2, code: 201) {
        $0.name = "web-0"
      },
      .uri("delete", Self.pod, by: "system:node:n2", at: 3),
    ]
    let lines = [
      "alice direct 1/0/0/0/0", "system:node:n2 direct 1/0/0/0/0",
      "system:node:n1 finished 1/0/0/0/0",
    ]
    #expect(try CaseBuilder.open(samples).who("delete", "pod/web-0").lines == lines)
    // The same when a filter makes the evidence a question of its own.
    let investigated = try CaseBuilder.open(samples)
    #expect(
      try investigated.who("delete", "pod/web-0") { try $0.add(.user, "system:node:*") }.lines
        == Array(lines[1...]))
  }

  @Test func `deletions of many count for one where they may have reached it`() throws {
    let claims = "/api/v1/namespaces/prod/persistentvolumeclaims"
    let investigated = try CaseBuilder.open([
      .uri("get", claims + "/data-0", by: "viewer", at: 0),
      .uri("deletecollection", claims, by: "all", at: 1),
      .uri("deletecollection", claims + "?labelSelector=app%3Dx", by: "some", at: 2),
      .uri(
        "deletecollection", claims + "?fieldSelector=metadata.name%21%3Ddata-0", by: "others", at: 3
      ),
      .uri("deletecollection", claims.replacing("prod", with: "dev"), by: "elsewhere", at: 4),
    ])
    let expected = ["all collection 1/0/0/0/0", "some possible 1/0/0/0/0"]
    #expect(try investigated.who("deleted", "pvc/data-0").lines == expected)
    #expect(
      try investigated.who("deleted", "pvc/data-0") { try $0.add(.namespace, "prod") }.lines
        == expected)
    #expect(try investigated.who("deleted", "pvc/data-0").rows[1].note == "selector app=x")
    #expect(
      try investigated.who("deleted", "pvc").rows.map(\.how)
        == [.collection, .collection, .collection, .collection])
  }

  @Test func `labels in a body make sure of a deletion by labels`() throws {
    let claims = "/api/v1/namespaces/prod/persistentvolumeclaims"
    func made(_ name: String, _ app: String, at second: Double, level: String) -> Sample {
      .uri("create", claims, by: "admin", at: second, code: 201) {
        $0.name = name
        $0.level = level
        $0.request = #"{"metadata":{"name":"\#(name)","labels":{"app":"\#(app)"}}}"#
      }
    }
    let investigated = try CaseBuilder.open([
      made("data-0", "x", at: 0, level: "Request"), made("data-1", "y", at: 1, level: "Request"),
      made("data-2", "x", at: 2, level: "Metadata"),
      made("data-3", "x", at: 3, level: "Request"),
      .uri("patch", claims + "/data-3", by: "admin", at: 4) {
        $0.level = "Request"
        $0.request = #"{"metadata":{"labels":{"app":"z"}}}"#
      },
      .uri("deletecollection", claims + "?labelSelector=app%3Dx%2Ctier%21%3Db", by: "eve", at: 5),
    ])
    func found(_ name: String) throws -> String {
      let row = try #require(try investigated.who("deleted", "pvc/" + name).rows.first)
      return "\(row.how.rawValue): \(row.note ?? "")"
    }
    let selector = "selector app=x,tier!=b"
    #expect(try found("data-0") == "collection: \(selector), which its labels match")
    #expect(
      try found("data-1") == "possible: \(selector), which its last known labels do not match")
    #expect(try found("data-2") == "possible: \(selector)")
    #expect(try found("data-3") == "possible: \(selector)")
  }

  @Test func `reading covers get, list and watch, cluster-wide too`() throws {
    let secrets = "/api/v1/namespaces/prod/secrets"
    let investigated = try CaseBuilder.open([
      .uri("get", secrets + "/db", by: "getter", at: 0),
      .uri("list", secrets + "?limit=500", by: "lister", at: 1),
      .uri("list", secrets + "?limit=1", by: "peeker", at: 2),
      .uri("watch", "/api/v1/secrets?watch=true", by: "watcher", at: 3),
      .uri("list", secrets + "?fieldSelector=metadata.name%3Ddb", by: "picker", at: 4),
      .uri("list", secrets + "?fieldSelector=metadata.name%3Dother", by: "other", at: 5),
      .uri("list", "/api/v1/namespaces/dev/secrets", by: "elsewhere", at: 6),
    ])
    #expect(
      try investigated.who("read", "secret/db") { try $0.add(.namespace, "prod") }.lines == [
        "getter direct 1/0/0/0/0", "picker direct 1/0/0/0/0", "lister collection 1/0/0/0/0",
        "watcher collection 1/0/0/0/0", "peeker possible 1/0/0/0/0",
      ])
  }

  @Test func `controllers follow, and the note says what`() throws {
    let gc = "system:serviceaccount:kube-system:generic-garbage-collector"
    let nc = "system:serviceaccount:kube-system:namespace-controller"
    let apps = "/apis/apps/v1/namespaces/prod"
    let investigated = try CaseBuilder.open([
      .uri("delete", apps + "/deployments/web", by: "alice", at: 0),
      .uri("delete", apps + "/replicasets/web-5d9", by: gc, at: 1),
      .uri("delete", "/api/v1/namespaces/dev", by: "bob", at: 2),
      .uri("deletecollection", "/apis/apps/v1/namespaces/dev/replicasets", by: nc, at: 3),
    ])
    let answer = try investigated.who("deleted", "rs")
    #expect(answer.lines == ["\(gc) cascade 1/0/0/0/0", "\(nc) cascade 1/0/0/0/0"])
    #expect(
      answer.rows.map(\.note) == [
        "its owner is gone: alice deleted deployments/web at 2026-11-23T12:00:00.000000Z",
        """
        its namespace was deleted: bob deleted namespaces/dev at 2026-11-23T12:00:02.000000Z; \
        all of dev
        """,
      ])
  }

  @Test func `creation is found by a name that the server made up`() throws {
    let pods = "/api/v1/namespaces/prod/pods"
    func create(_ name: String?, level: String = "RequestResponse", by user: String) -> Sample {
      .uri("create", pods, by: user, code: 201) {
        $0.level = level
        if let name { $0.response = #"{"metadata":{"name":"\#(name)"}}"# }
      }
    }
    let kept = try CaseBuilder.open([create("web-a", by: "rs"), create("web-b", by: "job")])
    #expect(try kept.who("created", "pod/web-b").lines == ["job direct 1/0/0/0/0"])
    let lost = try CaseBuilder.open([create(nil, level: "Metadata", by: "rs")])
    #expect(try lost.who("created", "pod/web-b").lines == ["rs possible 1/0/0/0/0"])
  }

  @Test func `whom somebody acted as has a column of its own`() throws {
    let investigated = try CaseBuilder.open([
      .uri("delete", Self.pod, by: "admin", at: 0) { $0.impersonated = "bob" },
      .uri("delete", Self.pod, by: "admin", at: 1),
    ])
    let rows = try investigated.who("delete", "pods").rows
    #expect(rows.map(\.actor) == ["admin", "admin"])
    #expect(rows.map(\.impersonated) == ["bob", nil])
  }
}
