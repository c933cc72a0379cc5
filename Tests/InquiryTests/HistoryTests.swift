import Inquiry
import Testing

@Suite struct HistoryTests {
  private static let web = "/apis/apps/v1/namespaces/prod/deployments/web"

  private static func object(_ replicas: Int, _ image: String, more: String = "") -> String {
    """
    {"kind":"Deployment","metadata":{"name":"web","resourceVersion":"\(replicas)","labels":{"app":"web"\
    \(more)}},"spec":{"replicas":\(replicas),"template":{"spec":{"containers":[{"name":"web",\
    "image":"\(image)"}]}}}}
    """
  }

  private func changes(_ resource: String, _ samples: [Sample]) throws -> [String] {
    table(try life(resource, samples), of: History.columns, "action", "changes")
  }

  @Test func `the columns are the contract's`() {
    #expect(
      History.columns.map(\.name) == [
        "time", "actor", "impersonated", "action", "outcome", "code", "changes", "because",
        "user_agent", "source_ip", "audit_id",
      ])
  }

  @Test func `answers tell each field that changed, from what to what`() throws {
    let samples: [Sample] = [
      .uri("create", "/apis/apps/v1/namespaces/prod/deployments", at: 0, code: 201) {
        $0.name = "web"
        $0.request = Self.object(2, "web:1")
        $0.response = Self.object(2, "web:1")
      },
      .uri("patch", Self.web, at: 1) {
        $0.request =
          #"{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:2"}]}}}}"#
        $0.response = Self.object(2, "web:2")
      },
      .uri("update", Self.web, at: 2) {
        $0.request = Self.object(2, "web:2", more: #","tier":"front""#)
        $0.response = Self.object(2, "web:2", more: #","tier":"front""#)
      },
      .uri("update", Self.web, at: 3) {
        $0.request = Self.object(2, "web:2")
        $0.response = Self.object(2, "web:2")
      },
      .uri("patch", Self.web + "/scale", at: 4) {
        $0.request = #"{"spec":{"replicas":5}}"#
        $0.response = #"{"kind":"Scale","spec":{"replicas":5}}"#
      },
      .uri("patch", Self.web, at: 5) {
        $0.request = #"[{"op":"replace","path":"/spec/replicas","value":1}]"#
        $0.response = Self.object(1, "web:2")
      },
      .uri("patch", Self.web, at: 6) {
        $0.request = "{}"
        $0.response = Self.object(1, "web:2")
      },
    ]
    #expect(
      try changes("deploy/web", samples) == [
        """
        created | metadata.labels.app = web; spec.replicas = 2; \
        spec.template.spec.containers[web].image = web:1
        """,
        "changed | spec.template.spec.containers[web].image: web:1 → web:2",
        "changed | metadata.labels.tier: none → front",
        "changed | metadata.labels.tier: front → none", "scaled | spec.replicas: 2 → 5",
        "scaled | spec.replicas: 5 → 1", "changed | no field changed",
      ])
  }

  @Test func `requests tell it where no answer was kept`() throws {
    func patch(_ body: String, at second: Double) -> Sample {
      .uri("patch", Self.web, at: second) {
        $0.level = "Request"
        $0.request = body
      }
    }
    let samples: [Sample] = [
      patch(#"{"spec":{"replicas":3}}"#, at: 0),
      .uri("update", Self.web, at: 1) {
        $0.level = "Request"
        $0.request = Self.object(3, "web:1")
      },
      patch(#"{"spec":{"replicas":4},"metadata":{"labels":{"app":null}}}"#, at: 2),
      patch(
        #"""
        [{"op":"test","path":"/spec/replicas","value":4},
        {"op":"replace","path":"/spec/template/spec/containers/0/image","value":"web:9"}]
        """#, at: 3),
      patch(
        #"""
        {"spec":{"template":{"metadata":{"annotations":{
        "kubectl.kubernetes.io/restartedAt":"2026-11-23T12:00:04Z"}}}}}
        """#, at: 4),
    ]
    #expect(
      try changes("deploy/web", samples)
        == [
          "scaled | spec.replicas = 3",
          """
          changed | metadata.labels.app = web; spec.replicas = 3; \
          spec.template.spec.containers[web].image = web:1; what it was before is not known
          """,
          "changed | spec.replicas: 3 → 4; metadata.labels.app: web → none",
          "changed | spec.template.spec.containers[web].image: web:1 → web:9",
          """
          restarted | spec.template.metadata.annotations.kubectl.kubernetes.io/restartedAt = \
          2026-11-23T12:00:04Z
          """,
        ])
  }

  @Test func `what was refused changes nothing`() throws {
    let rows = try life(
      "deploy/web",
      [
        .uri("update", Self.web, at: 0) { $0.request = Self.object(2, "web:1") },
        .uri("update", Self.web, by: "eve", at: 1, code: 403) {
          $0.decision = "forbid"
          $0.request = Self.object(2, "evil:1")
        },
        .uri("update", Self.web + "?dryRun=All", at: 2) { $0.request = Self.object(7, "web:1") },
        .uri("update", Self.web, at: 3) { $0.request = Self.object(3, "web:1") },
      ])
    #expect(
      table(rows, of: History.columns, "actor", "outcome", "changes")
        == [
          """
          alice | allowed | metadata.labels.app = web; spec.replicas = 2; \
          spec.template.spec.containers[web].image = web:1; what it was before is not known
          """,
          "eve | denied | spec.template.spec.containers[web].image: web:1 → evil:1",
          "alice | allowed | spec.replicas: 2 → 7; dry run",
          "alice | allowed | spec.replicas: 2 → 3",
        ])
  }

  @Test func `members of lists are told apart by their names`() throws {
    func pod(_ secrets: String, _ ports: String) -> Sample {
      .uri("update", "/api/v1/namespaces/prod/pods/p", at: 0) {
        $0.request = #"""
          {"kind":"Pod","spec":{"imagePullSecrets":[\#(secrets)],"containers":[{"name":"a",
          "ports":[\#(ports)],"args":["x","y"]}]}}
          """#
        $0.response = $0.request
      }
    }
    var second = pod(#"{"name":"reg"},{"name":"new"}"#, #"{"containerPort":81}"#)
    second.second = 1
    #expect(
      try changes("pod/p", [pod(#"{"name":"reg"}"#, #"{"containerPort":80}"#), second]).last == """
        changed | spec.containers[a].ports[81]: none → 81; \
        spec.imagePullSecrets[new]: none → new; spec.containers[a].ports[80]: 80 → none
        """)
  }

  @Test func `a Secret's values show as hashes, equal ones alike`() throws {
    let secret = "/api/v1/namespaces/prod/secrets/db"
    func body(_ data: String) -> String {
      #"{"kind":"Secret","metadata":{"name":"db"},\#(data)}"#
    }
    let rows = try changes(
      "secret/db",
      [
        .uri("create", "/api/v1/namespaces/prod/secrets", at: 0, code: 201) {
          $0.name = "db"
          $0.request = body(#""stringData":{"a":"hunter2"},"data":{"b":"aHVudGVyMg=="}"#)
        },
        .uri("update", secret, at: 1) {
          $0.request = body(#""data":{"a":"aHVudGVyMg==","b":"b3RoZXI="},"type":"Opaque""#)
        },
      ])
    let all = rows.joined(separator: "\n")
    for leak in ["hunter2", "aHVudGVyMg", "other", "b3RoZXI"] { #expect(!all.contains(leak)) }
    let hashes = all.matches(of: /hash:[0-9a-f]{10}/).map { String($0.output) }
    #expect(hashes.count == 4)
    #expect(hashes[0] == hashes[1] && hashes[1] == hashes[2] && hashes[2] != hashes[3])
    #expect(rows[1].contains("data.b: \(hashes[1]) → \(hashes[3])"))
  }

  @Test func `passwords among other fields show as hashes too`() throws {
    let rows = try changes(
      "deploy/web",
      [
        .uri("patch", Self.web, at: 0) {
          $0.request = #"""
            {"spec":{"template":{"spec":{"containers":[{"name":"web","env":[
            {"name":"DB_PASSWORD","value":"hunter2"},{"name":"MODE","value":"fast"}]}]}}}}
            """#
        }
      ])
    #expect(rows.count == 1 && !rows[0].contains("hunter2") && rows[0].contains("hash:"))
    #expect(rows[0].contains("env[MODE].value = fast"))
  }

  @Test func `a deletion shows how, an eviction too, and many at once`() throws {
    let pod = "/api/v1/namespaces/prod/pods/web-0"
    let rows = try life(
      "pod/web-0",
      [
        .uri("create", pod + "/eviction", at: 0, code: 201) {
          $0.request = #"{"kind":"Eviction","deleteOptions":{"gracePeriodSeconds":5}}"#
        },
        .uri("delete", pod + "?gracePeriodSeconds=0", at: 1) {
          $0.request = #"""
            {"kind":"DeleteOptions","propagationPolicy":"Background",
            "preconditions":{"uid":"u1"}}
            """#
        },
        .uri("deletecollection", "/api/v1/namespaces/prod/pods?labelSelector=app%3Dweb", at: 2),
        .uri("deletecollection", "/api/v1/namespaces/prod/pods", at: 3) {
          $0.response = #"{"kind":"PodList","items":[{"metadata":{"name":"other"}}]}"#
        },
        .uri("deletecollection", "/api/v1/namespaces/prod/pods", at: 4) {
          $0.response = #"{"kind":"PodList","items":[{"metadata":{"name":"web-0"}}]}"#
        },
        .uri("get", pod, at: 5), .uri("patch", pod + "/status", at: 6),
      ])
    #expect(
      table(rows, of: History.columns, "action", "changes") == [
        "evicted | gracePeriodSeconds=5",
        "deleted | gracePeriodSeconds=0; propagationPolicy=Background; preconditions.uid=u1",
        "deleted | all pods of prod with selector app=web; it may have been among them",
        "deleted | all pods of prod",
      ])
  }

  @Test func `names that the server made up, owners and labels are found in bodies`() throws {
    func pod(_ name: String, _ owner: String, _ app: String, at second: Double) -> Sample {
      .uri("create", "/api/v1/namespaces/prod/pods", by: "someone", at: second, code: 201) {
        $0.request = #"{"metadata":{"generateName":"x-"}}"#
        $0.response = #"""
          {"kind":"Pod","metadata":{"name":"\#(name)","labels":{"app":"\#(app)"},
          "ownerReferences":[{"kind":"ReplicaSet","name":"\#(owner)"}]}}
          """#
      }
    }
    let samples = [
      pod("x-1", "web-7d", "web", at: 0), pod("x-2", "api-5f", "api", at: 1),
      .uri("delete", "/api/v1/namespaces/prod/pods/x-1", at: 2),
      .uri("delete", "/api/v1/namespaces/prod/pods/x-2", at: 3),
    ]
    func found(_ change: (inout HistoryQuestion) -> Void) throws -> [String] {
      table(try life("pods", samples, change), of: History.columns, "action", "changes")
        .map { String($0.prefix { $0 != ";" }) }
    }
    #expect(
      table(try life("pod/x-1", samples), of: History.columns, "action", "actor")
        == ["created | someone", "deleted | alice"])
    #expect(
      try found { $0.owner = "rs/web-7d" } == [
        "created | pods/x-1 of prod", "deleted | pods/x-1 of prod",
      ])
    #expect(try found { $0.owner = "sts/web-7d" } == [])
    #expect(
      try found { $0.labels = ["app=api"] } == [
        "created | pods/x-2 of prod", "deleted | pods/x-2 of prod",
      ])
  }

  @Test func `a token says what it is good for, and never itself`() throws {
    let rows = try changes(
      "sa/robot",
      [
        .uri("create", "/api/v1/namespaces/prod/serviceaccounts/robot/token", at: 0, code: 201) {
          $0.request = #"{"spec":{"expirationSeconds":3600,"audiences":["vault"]}}"#
          $0.response = #"{"spec":{"expirationSeconds":3600},"status":{"token":"eyJ.secret.x"}}"#
        }
      ])
    #expect(rows == ["token issued | valid for 3600 s; for vault"])
  }
}
