internal import AuditEvents
internal import LogBytes
internal import TestSupport
internal import Testing

/// What recorded logs must show, by the truths that were written with them.
@Suite(.enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"))
struct IncidentTests {
  /// The events of the incident, decoded once.
  private static let incident: [DecodedEvent] = decode(
    Corpora.files("recorded/shop-incident", endingIn: ["audit.log", ".log.gz"]))

  private static func decode(_ files: [String]) -> [DecodedEvent] {
    var decoder = SpoorDecoder()
    return files.flatMap { decoder.decode((try? Corpora.read($0)) ?? []).events }
  }

  private func facts(_ auditID: String) throws -> FactTexts {
    let log = try Corpora.read("recorded/shop-incident/audit-2026-11-23T19-14-32.952.log.gz")
    return FactTexts(log) { $0.auditID == auditID }
  }

  @Test func `the privileged pod is seen with its host's namespaces and root`() throws {
    var expected = FactTexts()
    expected.pods = [
      #"["hostNetwork", "hostPID"] account - node - paths ["/"] context {}"#
    ]
    expected.containers = [
      "container verify docker.io/alpinetools/verify:latest privileged true"
        + #" context {"privileged":true,"runAsUser":0}"#
    ]
    #expect(try facts("5dd57ae2-ee13-4c37-b5e3-8265c7ffa901") == expected)
  }

  @Test func `the binding to cluster-admin is seen`() throws {
    var expected = FactTexts()
    expected.grants = ["ClusterRole cluster-admin to ServiceAccount kube-system metrics-aggregator"]
    #expect(try facts("6f42e3f0-2289-40c1-a6f1-97e498a0d6f6") == expected)
  }

  @Test func `the lowered pod security of prod is seen`() throws {
    var expected = FactTexts()
    expected.patches = ["metadata.labels.pod-security.kubernetes.io/enforce=privileged"]
    #expect(try facts("5bb236a5-accc-468a-a17b-2e9f102073ab") == expected)
  }

  @Test func `every event is read, none is rejected`() throws {
    let folders = [("shop-incident", 5_935), ("shop-benign", 12_665), ("busy-cluster", 47_123)]
    // The busy cluster is too large for the repository.
    for (folder, count) in folders where Corpora.arePresent || folder != "busy-cluster" {
      var decoder = SpoorDecoder()
      var events = 0
      for file in Corpora.files("recorded/\(folder)", endingIn: ["audit.log", ".log.gz"]) {
        let output = decoder.decode(try Corpora.read(file))
        events += output.events.count
        #expect(output.rejected.isEmpty, "\(file)")
      }
      #expect(events == count, "\(folder)")
    }
  }

  @Test func `a webhook's event is the log's, field by field`() throws {
    var decoder = SpoorDecoder()
    let output = decoder.decode(try Corpora.read("recorded/shop-incident/webhook-batches.jsonl.gz"))
    #expect(output.rejected.isEmpty)
    #expect(output.events.count == 5_505)
    let key = { (event: DecodedEvent) in "\(event.auditID ?? "") \(event.stage ?? "")" }
    let logged = Dictionary(Self.incident.map { (key($0), $0) }) { first, _ in first }
    let differing = output.events.filter { event in
      logged[key(event)].map { $0 != event } ?? false
    }
    let onlyHere = output.events.filter { logged[key($0)] == nil }
    #expect(differing.isEmpty)
    #expect(onlyHere.map(\.received) == ["1795460309370669 (6)"])
  }

  @Test(
    .enabled(if: Corpora.arePresent, "\(Corpora.reason)"),
    arguments: [
      ("EkaterinaChuvakhina", 1_297, 598, 21, 1), ("shadowonyx92-afk", 283, 134, 1, 3),
      ("bugurshik", 277, 132, 1, 1), ("vladimir-v-ivanov", 85, 40, 1, 1),
    ])
  func `a homework's log holds what is known of it`(
    author: String, lines: Int, completed: Int, forbidden: Int, impersonated: Int
  ) {
    let events = Self.decode(["public/minikube-incident-labs/\(author)/audit.log"])
    let answers = events.filter { $0.stage == "ResponseComplete" }
    #expect(events.count == lines)
    #expect(Set(answers.compactMap(\.auditID)).count == completed)
    #expect(answers.count { $0.code == 403 } == forbidden)
    #expect(answers.count { $0.impersonatedUser != nil } == impersonated)
    let execs = answers.filter { $0.subresource == "exec" }
    #expect(execs.map { "\($0.verb ?? "") \($0.code ?? 0)" } == ["get 101"])
  }
}
