import Inquiry
import Testing

@Suite struct TimelineTests {
  private func details(_ samples: [Sample]) throws -> [String] {
    let rows = try CaseBuilder.open(samples).timeline()
    return table(rows, of: TimelineProfile.standard.columns, "detail")
  }

  @Test func `the columns are the contract's`() {
    #expect(
      TimelineProfile.standard.columns.map(\.name) == [
        "time", "actor", "impersonated", "verb", "resource", "namespace", "name", "outcome",
        "code", "detail", "credential", "source_ip", "user_agent", "audit_id",
      ])
    #expect(
      TimelineProfile.minimal.columns.map(\.name) == [
        "time", "actor", "verb", "resource", "namespace", "name", "outcome",
      ])
    let full = Set(TimelineProfile.full.columns.map(\.name))
    #expect(full.isSuperset(of: TimelineProfile.standard.columns.map(\.name)))
    #expect(full.count == TimelineProfile.full.columns.count)
  }

  @Test func `a command is shown as one would type it`() throws {
    let exec = "/api/v1/namespaces/prod/pods/web/exec?command=sh&command=-c&command="
    #expect(
      try details([
        .uri("get", exec + "echo+%22it%27s%22+%26%26+id&container=web&stdin=true", code: 101)
      ]) == [#"sh -c 'echo "it'\''s" && id'"#])
  }

  @Test func `queries are shown in short`() throws {
    let base = "/api/v1/namespaces/prod/pods"
    let shown = try details([
      .uri("list", base + "?labelSelector=app%3Dweb%2Ctier%21%3Ddb&limit=500", at: 0),
      .uri("list", base + "?fieldSelector=status.phase%3DFailed&resourceVersion=0", at: 1),
      .uri("get", base + "/web/log?container=web&follow=true&tailLines=10", at: 2),
      .uri("delete", base + "/web?gracePeriodSeconds=0&propagationPolicy=Orphan", at: 3),
      .uri("get", base + "/web/portforward?timeout=1s", at: 4, code: 101),
      .uri("get", "/version?timeout=32s", at: 5),
      .uri("get", "/api/v1/nodes/n1/proxy/run/prod/web/c?cmd=id", at: 6),
    ])
    #expect(
      shown == [
        "selector app=web,tier!=db", "fields status.phase=Failed",
        "container=web; follow=true; tailLines=10",
        "gracePeriodSeconds=0; propagationPolicy=Orphan", "-", "/version?timeout=32s",
        "/run/prod/web/c?cmd=id",
      ])
  }

  @Test func `bodies are shown in short`() throws {
    let pod = """
      {"spec":{"hostPID":true,"containers":[{"name":"a","image":"evil:1","securityContext":\
      {"privileged":true}}],"volumes":[{"name":"h","hostPath":{"path":"/"}}]}}
      """
    let binding = """
      {"roleRef":{"kind":"ClusterRole","name":"admin"},"subjects":[{"kind":"ServiceAccount",\
      "namespace":"ops","name":"x"},{"kind":"User","name":"eve"}]}
      """
    let shown = try details([
      .uri("patch", "/apis/apps/v1/namespaces/prod/deployments/web", at: 0) {
        $0.request = #"{"spec":{"replicas":0}}"#
      },
      .uri("create", "/api/v1/namespaces/prod/pods", at: 1, code: 201) {
        $0.request = pod
        $0.response = #"{"metadata":{"name":"web-x1"}}"#
      },
      .uri("create", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", at: 2, code: 201) {
        $0.name = "b"
        $0.request = binding
      },
      .uri("delete", "/api/v1/namespaces/prod/pods/web?dryRun=All", at: 3),
    ])
    #expect(
      shown == [
        "spec.replicas=0", "named web-x1; image evil:1; privileged; hostPID; hostPath /",
        "ClusterRole admin to ServiceAccount ops/x, User eve", "dry run",
      ])
  }

  @Test func `a refused impersonation names whom one wanted to be`() throws {
    let message = """
      users "admin" is forbidden: User "bob" cannot impersonate resource "users" in API group "" \
      at the cluster scope
      """
    #expect(
      try details([
        .uri("get", "/api/v1/namespaces/prod/pods/web", by: "bob", code: 403) {
          $0.message = message
          $0.decision = nil
        }
      ]) == ["refused to act as users/admin"])
  }

  @Test func `rows come in order of time, those without by that of their stage`() throws {
    var builder = try CaseBuilder()
    try builder.add([
      .uri("get", "/api/v1/namespaces/prod/pods/late", at: 5),
      .uri("get", "/api/v1/namespaces/prod/pods/early", at: 1),
    ])
    let undated = Sample.uri("get", "/api/v1/namespaces/prod/pods/undated", at: nil)
      .json(number: 7)
    try builder.add(lines: [
      undated.replacing(#""stage":"#, with: #""timestamp":"2026-11-23T12:00:03Z","stage":"#)
    ])
    let rows = try builder.open().timeline()
    let columns = TimelineProfile.standard.columns
    #expect(
      table(rows, of: columns, "name", "time") == [
        "early | 2026-11-23T12:00:01.000000Z", "undated | 2026-11-23T12:00:03Z",
        "late | 2026-11-23T12:00:05.000000Z",
      ])
    #expect(
      try builder.open().names { $0.since = Sample.microseconds(2) } == ["undated", "late"])
  }

  @Test func `times in whole seconds are compared as they were logged`() throws {
    let lines = (0..<20).map { number in
      Sample.uri("get", "/api/v1/namespaces/prod/pods/p\(number % 10)", at: Double(number / 10))
        .json(number: number).replacing(".000000Z", with: "Z")
    }
    var builder = try CaseBuilder()
    try builder.add(lines: lines)
    let investigated = try builder.open()
    #expect(try investigated.names { $0.until = Sample.microseconds(0.5) }.count == 10)
    #expect(try investigated.names { $0.since = Sample.microseconds(0.5) }.count == 10)
    #expect(try investigated.names { $0.since = Sample.microseconds(1) }.count == 10)
    #expect(try investigated.names { $0.until = Sample.microseconds(1) }.count == 10)
  }

  @Test func `the full profile says what the view says`() throws {
    let rows = try CaseBuilder.open([
      .uri("get", "/api/v1/namespaces/prod/pods/web/log?follow=true", at: 1) {
        $0.address = ["203.0.113.5", "10.0.0.7"]
      }
    ]).timeline(.full)
    #expect(
      table(
        rows, of: TimelineProfile.full.columns, "time_us", "duration_us", "stage", "level",
        "resource", "subresource", "source_ip", "source_ips", "user_groups", "annotations",
        "dry_run", "line") == [
          """
          1795435201000000 | 10000 | ResponseComplete | RequestResponse | pods | log | 10.0.0.7 | \
          203.0.113.5,10.0.0.7 | system:authenticated | {"authorization.k8s.io/decision":"allow"} \
          | false | 1
          """
        ])
  }
}
