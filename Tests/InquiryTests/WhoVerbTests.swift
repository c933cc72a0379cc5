import Inquiry
import Testing

@Suite struct WhoVerbTests {
  private static func open() throws -> Case {
    let pod = "/api/v1/namespaces/prod/pods/web-7d9-x"
    let web = "/apis/apps/v1/namespaces/prod/deployments/web"
    let rbac = "/apis/rbac.authorization.k8s.io/v1"
    return try CaseBuilder.open([
      .uri("get", pod + "/exec?command=id", by: "new", at: 0, code: 101),
      .uri("create", pod + "/exec?command=id", by: "old", at: 1, code: 101),
      .uri("get", pod + "/attach", by: "attacher", at: 2, code: 101),
      .uri("get", pod + "/portforward", by: "forwarder", at: 3, code: 101),
      .uri("get", pod + "/log", by: "logger", at: 4),
      .uri("patch", pod + "/ephemeralcontainers", by: "debugger", at: 5),
      .uri("patch", web + "/scale", by: "scaler", at: 6) {
        $0.request = #"{"spec":{"replicas":3}}"#
      },
      .uri("patch", web, by: "patcher", at: 7) { $0.request = #"{"spec":{"replicas":4}}"# },
      .uri("patch", web, by: "labeller", at: 8) {
        $0.request = #"{"metadata":{"labels":{"a":"b"}}}"#
      },
      .uri("patch", web + "?fieldManager=kubectl&force=true", by: "applier", at: 9) {
        $0.request = #"{"spec":{"paused":true}}"#
      },
      .uri("create", "/apis/apps/v1/namespaces/prod/deployments", by: "maker", at: 10, code: 201) {
        $0.name = "web"
        $0.uri += "?fieldManager=kubectl-client-side-apply"
      },
      .uri(
        "update", "/apis/certificates.k8s.io/v1/certificatesigningrequests/c/approval",
        by: "approver", at: 11
      ) { $0.request = #"{"status":{"conditions":[{"type":"Approved"}]}}"# },
      .uri("create", rbac + "/clusterrolebindings", by: "binder", at: 12, code: 201) {
        $0.name = "b"
        $0.request = """
          {"roleRef":{"kind":"ClusterRole","name":"admin"},"subjects":[{"kind":"User","name":"eve"}]}
          """
      },
      .uri("get", pod, by: "admin", at: 13) { $0.impersonated = "eve" },
      .uri("get", pod, by: "bob", at: 14, code: 403) {
        $0.decision = nil
        $0.message = """
          users "eve" is forbidden: User "bob" cannot impersonate resource "users" in API group ""
          """
      },
      .uri("create", "/api/v1/namespaces/prod/pods", by: "nodedebugger", at: 15, code: 201) {
        $0.name = "node-debugger-n1-abcde"
      },
      .uri("use", "/apis/policy/v1/podsecuritypolicies/p", by: "custom", at: 16),
    ])
  }

  @Test(
    arguments: [
      ("exec", "pods", ["new direct", "old direct"]),
      ("executed", "pods/exec", ["new direct", "old direct"]),
      ("exec", "deploy/web", ["new possible", "old possible"]),
      ("exec", "deploy/we", []),
      ("attached", "po", ["attacher direct"]),
      ("port-forwarded", "pods", ["forwarder direct"]),
      ("logs", "pods", ["logger direct"]),
      ("logged", "pods", ["logger direct"]),
      ("debug", "pod/web-7d9-x", ["debugger direct"]),
      ("debugged", "node/n1", ["nodedebugger direct"]),
      ("scaled", "deploy/web", ["scaler direct", "patcher direct"]),
      ("labelled", "deploy/web", ["labeller direct"]),
      ("applied", "deploy/web", ["applier direct", "maker direct"]),
      ("created", "deployments.apps/web", ["maker direct"]),
      ("approved", "csr", ["approver direct"]),
      ("bound", "clusterrole/admin", ["binder direct"]),
      ("bind", "user/eve", ["binder direct"]),
      ("bind", "clusterrolebinding/b", ["binder direct"]),
      ("impersonated", "users/eve", ["admin direct", "bob direct"]),
      ("impersonated", "users/nobody", []),
      ("used", "psp", ["custom direct"]),
    ])
  func `a word means what kubectl's users mean`(
    verb: String, resource: String, rows: [String]
  ) throws {
    let answer = try Self.open().who(verb, resource)
    #expect(answer.rows.map { "\($0.actor ?? "-") \($0.how.rawValue)" } == rows)
  }

  @Test func `a verb that is none is refused with what was meant`() throws {
    let investigated = try Self.open()
    #expect(throws: InquiryError.question(.unknownVerb("delte", suggestion: "delete"))) {
      try investigated.who("delte", "pods")
    }
    for word in ["drain", "drained", "DRAINS"] {
      let error = QuestionError.severalRequests(
        verb: word, instead: ["evict pods", "cordon nodes"])
      #expect(throws: InquiryError.question(error)) { try investigated.who(word, "nodes") }
    }
    #expect(
      throws: InquiryError.question(.cannotBeDone(verb: "impersonate", resource: "pods/web"))
    ) { try investigated.who("impersonate", "pods/web") }
  }

  @Test func `patches whose bodies were not kept may have done it`() throws {
    let web = "/apis/apps/v1/namespaces/prod/deployments/web"
    let investigated = try CaseBuilder.open([
      .uri("patch", web, by: "alice") { $0.level = "Metadata" }
    ])
    #expect(try investigated.who("scaled", "deploy/web").lines == ["alice possible 1/0/0/0/0"])
  }

  @Test func `an act and its opposite are told apart by what was sent`() throws {
    let path = "/apis/certificates.k8s.io/v1/certificatesigningrequests/c/approval"
    func said(_ type: String?, by user: String) -> Sample {
      .uri("update", path, by: user) { sample in
        sample.request = type.map { #"{"status":{"conditions":[{"type":"\#($0)"}]}}"# }
      }
    }
    func marked(_ patch: String?, by user: String) -> Sample {
      .uri("patch", "/api/v1/nodes/n", by: user) {
        $0.level = patch == nil ? "Metadata" : "Request"
        $0.request = patch
      }
    }
    let investigated = try CaseBuilder.open([
      said("Approved", by: "alice"), said("Denied", by: "carol"), said(nil, by: "dave"),
      marked(#"{"spec":{"unschedulable":true}}"#, by: "eve"),
      marked(#"{"spec":{"unschedulable":null}}"#, by: "frank"),
      marked(#"{"spec":{"unschedulable":false}}"#, by: "grace"),
      marked(#"[{"op":"remove","path":"/spec/unschedulable"}]"#, by: "heidi"),
      marked(#"[{"op":"add","path":"/spec/unschedulable","value":true}]"#, by: "ivan"),
      marked(nil, by: "judy"),
    ])
    func who(_ verb: String, _ resource: String) throws -> [String] {
      try investigated.who(verb, resource).rows.map { "\($0.actor ?? "-") \($0.how.rawValue)" }
        .sorted()
    }
    #expect(try who("approved", "csr/c") == ["alice direct", "dave possible"])
    #expect(try who("denied", "csr") == ["carol direct", "dave possible"])
    #expect(try who("cordoned", "node/n") == ["eve direct", "ivan direct", "judy possible"])
    #expect(
      try who("uncordoned", "nodes")
        == ["frank direct", "grace direct", "heidi direct", "judy possible"])
  }

  @Test func `the core group is the same when a log calls it core`() throws {
    let configMaps = "/api/v1/namespaces/prod/configmaps"
    let investigated = try CaseBuilder.open([
      .uri("create", configMaps, by: "alice", at: 0, code: 201) { $0.group = "core" },
      .uri("create", configMaps, by: "bob", at: 1, code: 201),
      .uri("create", configMaps, by: "carol", at: 2, code: 201) { $0.group = "example.org" },
    ])
    let both = ["alice direct 1/0/0/0/0", "bob direct 1/0/0/0/0"]
    for word in ["configmaps", "cm", "configmaps.core", "configmaps.v1"] {
      #expect(try investigated.who("create", word).lines == both, "\(word)")
    }
    #expect(
      try investigated.who("create", "configmaps.example.org").lines
        == ["carol direct 1/0/0/0/0"])
  }

  @Test func `writing covers making`() throws {
    let secrets = "/api/v1/namespaces/prod/secrets"
    let investigated = try CaseBuilder.open([
      .uri("create", secrets, by: "alice", at: 0, code: 201) { $0.name = "db" },
      .uri("patch", secrets + "/db", by: "bob", at: 1),
      .uri("update", secrets + "/db", by: "carol", at: 2),
      .uri("get", secrets + "/db", by: "dan", at: 3),
    ])
    for verb in ["wrote", "write"] {
      #expect(
        try investigated.who(verb, "secrets").rows.map(\.actor) == ["alice", "bob", "carol"])
    }
    #expect(try investigated.who("changed", "secrets").rows.map(\.actor) == ["bob", "carol"])
  }

  @Test func `kinds with commas between them, and all, mean what they do to kubectl`() throws {
    let investigated = try CaseBuilder.open([
      .uri("delete", "/api/v1/namespaces/prod/persistentvolumeclaims/a", by: "alice", at: 0),
      .uri("delete", "/api/v1/persistentvolumes/b", by: "bob", at: 1),
      .uri("delete", "/apis/apps/v1/namespaces/prod/deployments/c", by: "carol", at: 2),
      .uri("delete", "/api/v1/namespaces/prod/configmaps/d", by: "dan", at: 3),
    ])
    #expect(try investigated.who("deleted", "pvc,pv").rows.map(\.actor) == ["alice", "bob"])
    #expect(try investigated.who("deleted", "all").rows.map(\.actor) == ["carol"])
    #expect(
      try investigated.who("deleted", "cm,all").rows.map(\.actor) == ["carol", "dan"])
  }

  @Test func `words of kubectl for what happens elsewhere say where`() throws {
    let investigated = try CaseBuilder.open([
      .uri("get", "/api/v1/namespaces/prod/pods/web/exec?command=tar", by: "alice", at: 0),
      .uri("patch", "/apis/batch/v1/namespaces/prod/cronjobs/c", by: "bob", at: 1) {
        $0.request = #"{"spec":{"suspend":true}}"#
      },
    ])
    #expect(try investigated.who("cp", "pods").rows.map(\.actor) == ["alice"])
    #expect(try investigated.who("suspended", "cronjobs").rows.map(\.actor) == ["bob"])
    #expect(try investigated.who("resumed", "cronjobs").rows.map(\.actor) == [])
    let elsewhere = [
      "top": ["read pods.metrics.k8s.io", "read nodes.metrics.k8s.io"],
      "exposed": ["create services"],
    ]
    for (verb, instead) in elsewhere {
      #expect(throws: InquiryError.question(.severalRequests(verb: verb, instead: instead))) {
        try investigated.who(verb, "pods")
      }
    }
  }

  @Test func `every verb that is offered means something`() throws {
    let investigated = try CaseBuilder.open([.uri("get", "/api/v1/namespaces/prod/pods/web", at: 0)]
    )
    for verb in WhoQuestion.verbs {
      let resource = ["impersonate", "impersonated"].contains(verb) ? "users" : "pods"
      #expect(throws: Never.self, "\(verb)") { try investigated.who(verb, resource) }
    }
  }
}
