import Foundation
import Inquiry
import TestSupport
import Testing

/// What the questions answer about the recorded incident, as its truth.md has it.
@Suite struct QuestionAnswerTests {
  private let incident: CaseBuilder
  private let intruder = "198.51.100.23"

  init() throws { incident = try QuestionCases.sample("shop-incident") }

  /// Some columns of a question's rows, a line a row.
  private func lines(
    _ name: String, _ places: [Int], _ values: [String: Value] = [:],
    filter change: (inout EventFilter) throws -> Void = { _ in }
  ) throws -> [String] {
    var filter = EventFilter()
    try change(&filter)
    let question = try QuestionLibrary().question(named: name)
    return try incident.ask(question, values, filter).map { row in
      places.map { row[$0] }.joined(separator: " ")
    }
  }

  @Test func `three service accounts come from the intruder's address`() throws {
    #expect(
      try lines("new-addresses", [0, 1, 2]) == [
        "2026-11-23T19:12:36.940738Z system:serviceaccount:ci:runner \(intruder)",
        "2026-11-23T19:13:26.551103Z system:serviceaccount:ops:backup-operator \(intruder)",
        "2026-11-23T19:13:57.519990Z system:serviceaccount:ops:cluster-janitor \(intruder)",
      ])
  }

  @Test func `one credential was at two addresses at once`() throws {
    #expect(
      try lines("shared-credentials", [0, 2, 4]).first
        == "JTI=6f80a211-f588-4c7c-9a18-8f19c9e5cb97 runner-7f9c 2")
  }

  @Test func `four subjects were made cluster-admin, the last by the stolen janitor`() throws {
    #expect(
      try lines("cluster-admins", [1, 9]) == [
        "system:apiserver system:masters", "kubernetes-super-admin kubeadm:cluster-admins",
        "kubernetes-admin cluster-janitor", "kubernetes-admin platform-admins",
        "system:serviceaccount:ops:cluster-janitor metrics-aggregator",
      ])
  }

  @Test func `one workload was privileged, and the intruder's`() throws {
    #expect(
      try lines("privileged-workloads", [1, 4, 5, 6, 8, 10]) == [
        "system:serviceaccount:ops:backup-operator ops backup-verify verify 1 /"
      ])
  }

  @Test func `the token was read by an exec in the janitor's pod`() throws {
    #expect(
      try lines("shells", [1, 5, 8]) { try $0.add(.ip, "198.51.100.23") } == [
        "system:serviceaccount:ops:backup-operator backup-verify ls /",
        "system:serviceaccount:ops:backup-operator cluster-janitor-85dfbcdbd-wkwkn "
          + "cat /var/run/secrets/kubernetes.io/serviceaccount/token",
      ])
  }

  @Test func `alice ended the intruder's pod, not the kubelet, and the pod is gone`() throws {
    let actor = Value.text("system:serviceaccount:ops:backup-operator")
    #expect(
      try lines("touched-and-gone", [1, 3, 6, 7], ["actor": actor]).filter { $0.contains("pods") }
        == ["pods backup-verify 2026-11-23T19:13:59.525925Z alice@example.com"])
  }

  @Test func `the Secret of payments was read by the janitor only, and refused to bob`() throws {
    #expect(
      try lines("secret-readers", [0, 2, 3, 4, 6, 7, 8], ["secret": .text("payments-db")]) {
        try $0.add(.name, "payments-db")
      } == [
        "kubernetes-admin get prod payments-db 0 0 1", "bob@example.com get prod payments-db 0 5 0",
        "system:serviceaccount:ops:cluster-janitor get prod payments-db 1 0 0",
        "dana@example.com get prod payments-db 0 0 1",
      ])
  }

  @Test func `the pod-security label of prod was lowered and raised again`() throws {
    #expect(
      try lines("pod-security", [1, 4, 5]) { try $0.add(.name, "prod") } == [
        "kubernetes-admin pod-security.kubernetes.io/enforce restricted",
        "system:serviceaccount:kube-system:metrics-aggregator "
          + "pod-security.kubernetes.io/enforce privileged",
        "dana@example.com pod-security.kubernetes.io/enforce restricted",
      ])
  }

  @Test func `a pod-security label is found in objects, merge patches and JSON patches`() throws {
    let label = "pod-security.kubernetes.io/enforce"
    let step = #""path":"/metadata/labels/pod-security.kubernetes.io~1enforce""#
    let bodies = [
      #"{"metadata":{"labels":{"\#(label)":"restricted","app":"web"}}}"#,
      #"[{"op":"replace",\#(step),"value":"privileged"},{"op":"test",\#(step),"value":"x"}]"#,
      #"[{"op":"add","path":"/metadata/labels","value":{"\#(label)":"baseline"}}]"#,
      #"[{"op":"remove",\#(step)}]"#, #"{"metadata":{"labels":{"\#(label)":null}}}"#,
    ]
    var builder = try CaseBuilder()
    try builder.add(
      bodies.enumerated().map { number, body in
        Sample.uri("patch", "/api/v1/namespaces/prod", at: Double(number)) { $0.request = body }
      })
    let question = try QuestionLibrary().question(named: "pod-security")
    #expect(
      try builder.ask(question).map { [$0[4], $0[5]] }
        == ["restricted", "privileged", "baseline", "-", "-"].map { [label, $0] })
  }

  @Test func `the intruder's container was told to wait`() throws {
    #expect(
      try lines("container-commands", [4, 5, 8]) { try $0.add(.ip, "198.51.100.23") } == [
        "ops backup-verify sleep,3600"
      ])
  }

  @Test func `commands are found in pods, in templates and in those of cron jobs`() throws {
    let pod = #"{"containers":[{"name":"a","image":"busybox","command":["sh"],"args":["-c"]}]}"#
    let specs = [
      ("pods", pod), ("deployments", #"{"template":{"spec":\#(pod)}}"#),
      ("cronjobs", #"{"jobTemplate":{"spec":{"template":{"spec":\#(pod)}}}}"#),
    ]
    var builder = try CaseBuilder()
    try builder.add(
      specs.enumerated().map { number, spec in
        Sample.uri("create", "/apis/apps/v1/namespaces/prod/\(spec.0)/web", at: Double(number)) {
          $0.request = #"{"spec":\#(spec.1)}"#
        }
      })
    let question = try QuestionLibrary().question(named: "container-commands")
    #expect(
      try builder.ask(question).map { [$0[3], $0[8], $0[9]] }
        == [["pods", "sh", "-c"], ["deployments", "sh", "-c"], ["cronjobs", "sh", "-c"]])
  }

  @Test func `the intruder deleted three collections`() throws {
    #expect(
      try lines("collections-deleted", [2, 3, 4]) == [
        "persistentvolumeclaims prod labelSelector=app%3Dpayments", "events prod -", "events ops -",
      ])
  }

  @Test func `access was changed by the intruder and put right by dana`() throws {
    #expect(
      try lines("access-changes", [1, 3, 4, 6]) { $0.since = 1_795_461_156_000_000 } == [
        "system:serviceaccount:ops:cluster-janitor create serviceaccounts metrics-aggregator",
        "system:serviceaccount:ops:cluster-janitor create clusterrolebindings "
          + "system:metrics-aggregator",
        "dana@example.com delete clusterrolebindings system:metrics-aggregator",
        "dana@example.com delete serviceaccounts metrics-aggregator",
      ])
  }

  @Test func `an image of a foreign registry came in once`() throws {
    #expect(
      try lines("images", [0, 1, 2, 3, 4, 5, 7], ["registry": .text("docker.io")]) == [
        "docker.io alpinetools/verify latest - system:serviceaccount:ops:backup-operator pods "
          + "backup-verify"
      ])
    let list = try lines("image-list", [0])
    #expect(list == Array(Set(list)).sorted() && list.count == 29)
  }

  @Test func `with since only what was never seen before is left`() throws {
    let actors = try lines("new-actors", [1]) { $0.since = 1_795_461_156_000_000 }
    // Two controllers had nothing to do before volumes were deleted.
    #expect(
      actors == [
        "system:serviceaccount:kube-system:metrics-aggregator",
        "system:serviceaccount:kube-system:pvc-protection-controller",
        "system:serviceaccount:kube-system:pv-protection-controller", "dana@example.com",
      ])
  }

  @Test(arguments: [
    ("reg.example.com:5000/team/app:1.2@sha256:ab", "reg.example.com:5000|team/app|1.2|sha256:ab"),
    ("reg.example.com:5000/team/app", "reg.example.com:5000|team/app|-|-"),
    ("localhost/app:1", "localhost|app|1|-"), ("busybox", "docker.io|busybox|-|-"),
    ("team/app:2", "docker.io|team/app|2|-"),
    ("ghcr.io/app@sha256:cd", "ghcr.io|app|-|sha256:cd"),
    ("docker.io/library/nginx:1.27", "docker.io|library/nginx|1.27|-"),
  ])
  func `an image reference is taken apart as container runtimes do`(
    image: String, parts: String
  ) throws {
    var builder = try CaseBuilder()
    let body = #"{"spec":{"containers":[{"name":"a","image":"\#(image)"}]}}"#
    try builder.add([
      Sample.uri("create", "/api/v1/namespaces/prod/pods/web", code: 201) { $0.request = body }
    ])
    let rows = try builder.ask(try QuestionLibrary().question(named: "images"))
    #expect(rows.map { $0[0..<4].joined(separator: "|") } == [parts])
  }

  @Test func `commands are read from every pod template and every sort of container`() throws {
    func pod(_ list: String, _ name: String, _ command: String) -> String {
      #"{"\#(list)":[{"name":"\#(name)","image":"busybox","\#(command)":["sh"]}]}"#
    }
    let bodies = [
      ("pods", #"{"spec":\#(pod("containers", "plain", "command"))}"#),
      ("pods", #"{"spec":\#(pod("ephemeralContainers", "debugger", "command"))}"#),
      ("deployments", #"{"spec":{"template":{"spec":\#(pod("initContainers", "init", "args"))}}}"#),
      (
        "cronjobs",
        #"{"spec":{"jobTemplate":{"spec":{"template":{"spec":\#(pod("containers", "job", "args"))}}}}}"#
      ),
      ("podtemplates", #"{"template":{"spec":\#(pod("containers", "template", "command"))}}"#),
      ("pods", #"{"spec":{"containers":[{"name":"quiet","image":"busybox"}]}}"#),
    ]
    var builder = try CaseBuilder()
    try builder.add(
      lines: bodies.enumerated().map { number, body in
        SampleEvent(SampleEvent.id(number)) {
          $0.level = "Request"
          $0.verb = "create"
          $0.uri = "/api/v1/namespaces/prod/\(body.0)"
          $0.received = "2026-11-23T19:00:0\(number).000000Z"
          $0.more = #","requestObject":\#(body.1)"#
        }.json.replacing(#""resource":"pods""#, with: #""resource":"\#(body.0)""#)
      })
    let question = try QuestionLibrary().question(named: "container-commands")
    #expect(
      try builder.ask(question, [:], EventFilter()).map { $0[6] }
        == ["plain", "debugger", "init", "job", "template"])
  }
}
