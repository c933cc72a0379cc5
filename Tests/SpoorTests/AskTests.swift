import Foundation
import TestSupport
import Testing

/// What truth.md says of the recorded incident, asked of the program.
@Suite struct AskTests {
  private static let intruder = "system:serviceaccount:kube-system:metrics-aggregator"
  private let test: SpoorCase

  init() throws {
    test = try SpoorCase()
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "sample-logs/shop-incident")
    #expect(try test.ingest([folder.path]).status == 0)
  }

  /// The rows of an answer with some columns, as text.
  private func ask(_ line: String, _ columns: String) throws -> [String] {
    let words = line.split(separator: " ").map(String.init)
    let outcome = try test.run(words + ["--format", "tsv", "--columns", columns])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    return outcome.text.split(separator: "\n").dropFirst().map {
      String($0).replacing("\t", with: " | ")
    }
  }

  @Test func `the life of the deployment that was destroyed`() throws {
    let rows = try ask(
      "history deploy/payments -n prod", "actor,action,changes,audit_id")
    #expect(rows.count == 9)
    #expect(
      rows.suffix(2).map { $0.split(separator: " | ")[0] + " " + $0.split(separator: " | ")[1] }
        == ["\(Self.intruder) deleted", "dana@example.com created"])
    #expect(
      rows[7]
        == "\(Self.intruder) | deleted | propagationPolicy=Background | 49b77d1d-a23d-4f57-9ac9-59591d79a16a"
    )
    #expect(rows[1].hasPrefix("alice@example.com | scaled | spec.replicas: 2 → 3 | "))
  }

  @Test func `an honest drain's eviction is what a kubelet finished`() throws {
    let rows = try ask("history pod/backup-verify -n ops", "actor,action,outcome,because")
    #expect(
      rows == [
        "system:serviceaccount:ops:backup-operator | created | allowed | ",
        "system:kube-scheduler | bound | allowed | ", "alice@example.com | evicted | allowed | ",
        """
        system:node:worker-3 | deleted | allowed | alice@example.com evicted pods/backup-verify \
        at 2026-11-23T19:13:59.525925Z (certain: the kubelet finished it, 19.2 s before)
        """,
        """
        system:node:worker-3 | deleted | allowed | alice@example.com evicted pods/backup-verify \
        at 2026-11-23T19:13:59.525925Z (certain: the kubelet finished it, 19.3 s before)
        """,
        "\(Self.intruder) | deleted | failed | ",
      ])
  }

  @Test func `the garbage collector followed from the intruder's deletion`() throws {
    let rows = try ask("history rs/payments-59f7bcf9cd -n prod --verb delete", "actor,because")
    #expect(
      rows == [
        """
        system:serviceaccount:kube-system:generic-garbage-collector | \(Self.intruder) deleted \
        deployments/payments at 2026-11-23T19:14:28.601391Z (certain: owner reference and time, \
        18 ms before)
        """
      ])
  }

  @Test func `volume claims fell to one request without names`() throws {
    let deleted = try ask(
      "history pvc/payments-data-1 -n prod --verb deletecollection", "actor,changes")
    #expect(
      deleted.first?.hasPrefix(
        "\(Self.intruder) | all persistentvolumeclaims of prod with selector app=payments") == true)
    let followed = try ask("history pvc/payments-data-1 -n prod --verb update", "because")
    #expect(
      followed.contains { $0.contains("\(Self.intruder) deleted all persistentvolumeclaims") })
    let blamed = try ask("who deleted pvc -n prod --blame", "actor,how")
    #expect(blamed == ["\(Self.intruder) | collection"])
  }

  @Test func `blame finds the people behind the pods that went`() throws {
    let rows = try ask("who deleted pods -n ops --name backup-verify --blame", "actor,how,allowed")
    #expect(
      rows == [
        "alice@example.com | eviction | 1", "\(Self.intruder) | direct | 0",
        "alice@example.com | cascade | 2",
      ])
    let prod = try ask("who deleted pods -n prod --blame", "actor,how")
    #expect(prod.contains("\(Self.intruder) | cascade"))
    #expect(!prod.contains { $0.hasPrefix("system:node:") && !$0.hasSuffix("finished") })
  }

  @Test func `the guard of prod was lowered and raised again`() throws {
    let rows = try ask("history ns/prod --verb patch", "actor,changes")
    let label = "metadata.labels.pod-security.kubernetes.io/enforce"
    #expect(
      rows == [
        "\(Self.intruder) | \(label): restricted → privileged",
        "dana@example.com | \(label): privileged → restricted",
        "dana@example.com | no field changed",
      ])
  }

  @Test func `each stolen credential shows what was done with it`() throws {
    let rows = try ask(
      "what JTI=6e256b2a-f9cd-42eb-b305-1152f9113b90", "verb,resource,outcome,requests")
    #expect(
      rows.count == 12 && rows.contains("deletecollection | persistentvolumeclaims | allowed | 1"))
    let outside = try ask("what 198.51.100.23", "actor,first")
    let actors = Set(outside.compactMap { $0.split(separator: " | ").first.map(String.init) })
    #expect(
      actors.isSuperset(of: [
        "system:serviceaccount:ci:runner", "system:serviceaccount:ops:backup-operator",
        "system:serviceaccount:ops:cluster-janitor", Self.intruder,
      ]))
  }

  @Test func `two addresses used the runner's token at once`() throws {
    let rows = try ask(
      "sessions --credential JTI=6f80a211-f588-4c7c-9a18-8f19c9e5cb97", "start,end,source_ip")
    let addresses = Set(rows.compactMap { $0.split(separator: " | ").last.map(String.init) })
    #expect(addresses == ["10.244.0.4", "198.51.100.23"])
    #expect(rows.contains { $0.hasPrefix("2026-11-23T19:12:36.940738Z") })
  }

  @Test func `a histogram is a picture, and numbers for programs`() throws {
    let picture = try test.run(["timeline", "--histogram", "--code", "401"])
    #expect(picture.text.contains("▓ denied") && !picture.text.contains("\u{1b}"))
    let rows = try ask("timeline --histogram --code 401", "requests,denied")
    #expect(rows.reduce(0) { $0 + (Int($1.split(separator: " ")[0]) ?? 0) } > 0)
    let status = try test.run(["status"])
    #expect(status.text.contains("activity  ") && status.text.contains("█"))
  }

  @Test(arguments: [
    ("what alcie@example.com", "did you mean alice@example.com?"),
    ("history deploy/payment -n prod", "did you mean payments?"),
    ("history wigdets/x", "nobody asked for wigdets in this case"),
    ("sessions --user bobb@example.com", "did you mean bob@example.com?"),
    ("top verb --since 2030-01-01", "the evidence covers"),
    ("timeline --histogram -n prd", "did you mean prod?"),
  ])
  func `an empty answer says why`(line: String, reason: String) throws {
    let outcome = try test.run(line.split(separator: " ").map(String.init))
    #expect(outcome.status == 0)
    #expect(outcome.stderr.contains(reason), "\(outcome.stderr)")
  }

  @Test(arguments: [
    ("top vreb", "there is no column \"vreb\""), ("sessions --pause x", "--pause"),
    ("history pods -l =app", "\"=app\" is no label"), ("top", "COLUMN"), ("what", "ACTOR"),
    ("top verb --columns nothing", "there is no column"),
  ])
  func `wrong usage is said, and exits with 64`(line: String, message: String) throws {
    let outcome = try test.run(line.split(separator: " ").map(String.init))
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
  }
}
