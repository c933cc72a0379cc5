internal import AuditEvents
internal import LogBytes
internal import TestSupport
internal import Testing

@Suite struct BodyFactsTests {
  private static func object(
    _ resource: String, group: String = "", subresource: String = "", name: String = "x"
  ) -> String {
    """
    {"resource":"\(resource)","namespace":"n","name":"\(name)","apiGroup":"\(group)",\
    "apiVersion":"v1","subresource":"\(subresource)"}
    """
  }

  static let spec: String = """
    {"hostPID":true,"hostNetwork":false,"serviceAccountName":"sa","nodeName":"worker-1",\
    "securityContext":{"runAsUser":0},\
    "volumes":[{"name":"a","hostPath":{"path":"/"}},{"name":"b","emptyDir":{}},\
    {"name":"c","hostPath":{"path":"/var/run \\"x\\"","type":"Directory"}}],\
    "containers":[{"name":"one","image":"reg.io/a:1","securityContext":{"privileged":true}},\
    {"name":"two","image":"b","securityContext":{"privileged":false}},{"name":"three"}],\
    "initContainers":[{"name":"setup","image":"c"}],\
    "ephemeralContainers":[{"name":"debug","image":"d","securityContext":{"capabilities":{}}}]}
    """

  private static func expected() -> FactTexts {
    var facts = FactTexts()
    facts.pods = [
      #"["hostPID"] account sa node worker-1 paths ["/","/var/run \"x\""]"#
        + #" context {"runAsUser":0}"#
    ]
    facts.containers = [
      #"container one reg.io/a:1 privileged true context {"privileged":true}"#,
      #"container two b privileged false context {"privileged":false}"#,
      "container three - privileged - context -", "init setup c privileged - context -",
      #"ephemeral debug d privileged - context {"capabilities":{}}"#,
    ]
    return facts
  }

  @Test(arguments: [
    ("pods", #"{"spec":§}"#), ("deployments", #"{"spec":{"template":{"spec":§}}}"#),
    ("daemonsets", #"{"spec":{"template":{"spec":§}}}"#),
    ("statefulsets", #"{"spec":{"replicas":1,"template":{"metadata":{},"spec":§}}}"#),
    ("replicasets", #"{"spec":{"template":{"spec":§}}}"#),
    ("replicationcontrollers", #"{"spec":{"template":{"spec":§}}}"#),
    ("jobs", #"{"spec":{"template":{"spec":§}}}"#), ("podtemplates", #"{"template":{"spec":§}}"#),
    ("cronjobs", #"{"spec":{"jobTemplate":{"spec":{"template":{"spec":§}}}}}"#),
  ])
  func `pods and every pod template tell their containers`(resource: String, body: String) {
    let object = Self.object(resource)
    let body = body.replacing("§", with: Self.spec)
    let created = FactTexts(EventText(verb: "create", object: object, request: body))
    #expect(created == Self.expected())
    #expect(FactTexts(EventText(verb: "update", object: object, request: body)) == created)
    let patch = EventText(verb: "patch", object: object, request: "{}", response: body)
    #expect(FactTexts(patch) == created)
  }

  @Test func `only a completed request that creates or changes has facts`() {
    let body = "{\"spec\":\(Self.spec)}"
    let create = EventText(verb: "create", object: Self.object("pods"), request: body)
    #expect(FactTexts(create.with(["stage": #""ResponseStarted""#])) == FactTexts())
    #expect(FactTexts(create.with(["verb": #""get""#])) == FactTexts())
    #expect(FactTexts(create.with(["verb": #""delete""#])) == FactTexts())
    #expect(FactTexts(create.with(["requestObject": nil])) == FactTexts())
    for subresource in ["status", "binding", "eviction", "exec"] {
      let object = Self.object("pods", subresource: subresource)
      #expect(FactTexts(EventText(verb: "create", object: object, request: body)) == FactTexts())
    }
    let ephemeral = Self.object("pods", subresource: "ephemeralcontainers")
    #expect(
      FactTexts(EventText(verb: "update", object: ephemeral, request: body)) == Self.expected())
  }

  @Test func `facts name their event`() {
    let body = "{\"spec\":\(Self.spec)}"
    let create = EventText(verb: "create", object: Self.object("pods"), request: body)
    var decoder = SpoorDecoder()
    let batch = decoder.decode("\(EventText())\n{}\n\(create)\n\(EventText())\n\(create)").batches[
      0]
    #expect(batch.facts.pods.map(\.event) == [1, 3])
    #expect(batch.facts.containers.map(\.event) == [1, 1, 1, 1, 1, 3, 3, 3, 3, 3])
  }

  @Test func `a binding grants its role to each subject`() {
    let binding = """
      {"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"admin"},\
      "subjects":[{"kind":"ServiceAccount","namespace":"ops","name":"a"},{"kind":"User","name":"b"}]}
      """
    var facts = FactTexts()
    facts.grants = ["ClusterRole admin to ServiceAccount ops a", "ClusterRole admin to User - b"]
    for resource in ["rolebindings", "clusterrolebindings"] {
      let object = Self.object(resource, group: "rbac.authorization.k8s.io")
      #expect(FactTexts(EventText(verb: "create", object: object, request: binding)) == facts)
      #expect(FactTexts(EventText(verb: "update", object: object, request: binding)) == facts)
    }
  }

  @Test func `a patch of a binding or role is read from the answer`() {
    let object = Self.object("clusterrolebindings")
    let patch = #"{"subjects":[{"kind":"User","name":"b"}]}"#
    let answer = """
      {"metadata":{"name":"x"},"roleRef":{"kind":"ClusterRole","name":"cluster-admin"},\
      "subjects":[{"kind":"User","name":"b"}]}
      """
    var facts = FactTexts()
    facts.patches = [#"subjects=[{"kind":"User","name":"b"}]"#]
    facts.grants = ["ClusterRole cluster-admin to User - b"]
    #expect(
      FactTexts(EventText(verb: "patch", object: object, request: patch, response: answer)) == facts
    )
    let denied = #"{"kind":"Status","metadata":{},"status":"Failure","code":403}"#
    facts.grants = ["- - to User - b"]
    #expect(
      FactTexts(EventText(verb: "patch", object: object, request: patch, response: denied)) == facts
    )
    var rules = FactTexts()
    rules.patches = ["rules=[]"]
    rules.rules = [#"verbs ["*"] groups - resources - names - urls -"#]
    let role = EventText(
      verb: "patch", object: Self.object("roles"), request: #"{"rules":[]}"#,
      response: #"{"rules":[{"verbs":["*"]}]}"#)
    #expect(FactTexts(role) == rules)
  }

  @Test func `the lists of a role's rule stay together`() {
    let role = """
      {"rules":[{"verbs":["get","list"],"apiGroups":[""],"resources":["secrets"],\
      "resourceNames":["a"]},{"verbs":["*"],"nonResourceURLs":["/metrics"]}]}
      """
    var facts = FactTexts()
    facts.rules = [
      #"verbs ["get","list"] groups [""] resources ["secrets"] names ["a"] urls -"#,
      #"verbs ["*"] groups - resources - names - urls ["/metrics"]"#,
    ]
    for resource in ["roles", "clusterroles"] {
      let object = Self.object(resource)
      #expect(FactTexts(EventText(verb: "create", object: object, request: role)) == facts)
    }
  }

  @Test func `a generated name is in the answer, a given one in the reference`() {
    let object = Self.object("configmaps", name: "")
    let answer = #"{"metadata":{"generateName":"a-","name":"a-x7k2p"}}"#
    var facts = FactTexts()
    facts.names = ["a-x7k2p"]
    #expect(
      FactTexts(EventText(verb: "create", object: object, request: "{}", response: answer)) == facts
    )
    let named = EventText(
      verb: "create", object: Self.object("configmaps"), request: "{}", response: answer)
    #expect(FactTexts(named) == FactTexts())
    let failed = #"{"kind":"Status","metadata":{},"details":{"name":"a"}}"#
    #expect(FactTexts(EventText(verb: "create", object: object, response: failed)) == FactTexts())
  }

  @Test func `bodies that are not what they should be have no facts`() {
    let bodies = [
      #""skipped-too-big-size-object""#, "[]", "{}", "null", "7", #"{"spec":null}"#,
      #"{"spec":{"containers":null}}"#, #"{"spec":[{"containers":[{"name":"x"}]}]}"#,
    ]
    for body in bodies {
      for resource in ["pods", "roles", "rolebindings", "cronjobs"] {
        var facts = FactTexts(
          EventText(verb: "create", object: Self.object(resource), request: body))
        facts.pods.removeAll { $0 == "[] account - node - paths - context -" }
        #expect(facts == FactTexts(), "\(resource): \(body)")
      }
    }
  }
}
