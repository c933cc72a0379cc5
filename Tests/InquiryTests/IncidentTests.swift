import Foundation
import Inquiry
import TestSupport
import Testing

/// What is known to be true of the recorded incident.
@Suite(.enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"))
struct IncidentTests {
  private static let intruder = "system:serviceaccount:kube-system:metrics-aggregator"

  private func open(_ folder: String) throws -> (CaseBuilder, Case) {
    let builder = try CaseBuilder()
    let path = try #require(Corpora.place(of: "recorded/\(folder)")).path
    try builder.ingest([path])
    return (builder, try builder.open())
  }

  @Test func `who did what in the incident`() throws {
    let (_, shop) = try open("shop-incident")
    let prod: (inout EventFilter) throws -> Void = { try $0.add(.namespace, "prod") }
    #expect(
      try shop.who("deleted", "deploy/payments", prod).lines
        == ["\(Self.intruder) direct 1/0/0/0/0"])
    let claims = try shop.who("deleted", "pvc", prod)
    #expect(claims.lines == ["\(Self.intruder) collection 1/0/0/0/0"])
    #expect(claims.rows[0].note == "selector app=payments")
    let pod = try shop.who("deleted", "pod/backup-verify") { try $0.add(.namespace, "ops") }
    #expect(
      pod.lines == [
        "alice@example.com eviction 1/0/0/0/0", "\(Self.intruder) direct 0/0/1/0/0",
        "system:node:worker-3 finished 2/0/0/0/0",
      ])
    #expect(
      pod.rows[2].note
        == "finished an eviction by alice@example.com at 2026-11-23T19:13:59.525925Z")
    #expect(
      try shop.who("deleted", "rs/payments-59f7bcf9cd", prod).rows.first?.note == """
        its owner is gone: \(Self.intruder) deleted deployments/payments at \
        2026-11-23T19:14:28.601391Z
        """)
    #expect(
      try shop.who("bound", "sa/metrics-aggregator").lines
        == ["system:serviceaccount:ops:cluster-janitor direct 1/0/0/0/0"])
    #expect(
      try shop.who("applied", "deploy/cluster-janitor").lines.last
        == "dana@example.com direct 1/0/0/0/0")
  }

  @Test func `each kubelet's delete finished somebody's`() throws {
    let (_, shop) = try open("shop-incident")
    let answer = try shop.who("deleted", "pods")
    #expect(answer.rows.allSatisfy { $0.actorKind != "node" || $0.how == .finished })
  }

  @Test func `a timeline has every request once`() throws {
    let (_, shop) = try open("shop-benign")
    #expect(try shop.timeline().count == 6183)
    #expect(try shop.timeline(stages: true).count == 12_665)
    #expect(try shop.timeline { try $0.add(.code, "401") }.count == 46)
  }

  @Test func `the command that stole the token is shown`() throws {
    let (_, shop) = try open("shop-incident")
    let rows = try shop.timeline {
      try $0.add(.resource, "pods/exec")
      try $0.add(.serviceAccount, "ops/backup-operator")
    }
    #expect(
      table(rows, of: TimelineProfile.standard.columns, "detail") == [
        "ls /", "cat /var/run/secrets/kubernetes.io/serviceaccount/token",
      ])
  }
}
