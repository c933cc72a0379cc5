import CaseStore
import LogIngest
import TestSupport
import Testing

/// Evidence of two clusters in one case, which nobody told apart.
struct ClusterTests {
  /// What some accounts and nodes of a cluster logged within a second.
  private static func log(
    _ first: Int, accounts: [(name: String, uid: String)], nodes: [String], hour: Int = 19
  ) -> [UInt8] {
    let users =
      accounts.map { account in
        "\"system:serviceaccount:kube-system:\(account.name)\",\"uid\":\"\(account.uid)\""
      } + nodes.map { "\"system:node:\($0)\",\"groups\":[\"system:nodes\"]" }
    let lines = users.enumerated().map { index, user in
      SampleEvent(SampleEvent.id(first + index)) {
        $0.received = "2026-11-23T\(hour):00:0\(index).000001Z"
        $0.reached = "2026-11-23T\(hour):00:0\(index).000002Z"
      }.line.replacing("\"alice\"", with: user)
    }
    return Array(lines.joined().utf8)
  }

  private func doubts(_ one: [UInt8], _ other: [UInt8], cluster: String = "") throws
    -> [ClusterDoubt.Sign]
  {
    let test = try IngestCase()
    try test.scratch.write("a.log", one)
    try test.scratch.write("b.log", other)
    let report = try test.ingest("a.log", "b.log") { $0.cluster = cluster }
    try test.expectSound()
    return report.notices.compactMap { notice in
      guard case .secondCluster(test.scratch.path("b.log"), let doubt) = notice else { return nil }
      #expect(doubt.path == test.scratch.path("a.log"))
      return doubt.sign
    }
  }

  @Test func `an account of kube-system with two UIDs tells two clusters`() throws {
    let one = Self.log(1, accounts: [("gc", "u-1"), ("dns", "d-1")], nodes: ["n1"])
    let other = Self.log(9, accounts: [("gc", "u-2"), ("dns", "d-2")], nodes: ["n1"])
    let later = Self.log(9, accounts: [("gc", "u-2"), ("dns", "d-2")], nodes: ["n1"], hour: 22)
    let sign = { (atOnce: Bool) in
      ClusterDoubt.Sign.serviceAccount(
        name: "system:serviceaccount:kube-system:dns", uid: "d-2", otherUID: "d-1",
        atOnce: atOnce)
    }
    #expect(try doubts(one, other) == [sign(true)])
    #expect(try doubts(one, later) == [sign(false)])
    #expect(try doubts(one, other, cluster: "east") == [])
  }

  @Test func `an account that was made again tells nothing`() throws {
    let one = Self.log(1, accounts: [("gc", "u-1"), ("dns", "d-1")], nodes: ["n1"])
    let later = Self.log(9, accounts: [("gc", "u-1"), ("dns", "d-2")], nodes: ["n1"], hour: 22)
    #expect(try doubts(one, later) == [])
  }

  @Test func `other nodes and other accounts at the same time tell two clusters`() throws {
    let one = Self.log(1, accounts: [("gc", "u-1")], nodes: ["n1", "n2"])
    let other = Self.log(9, accounts: [("dns", "d-1")], nodes: ["m1"])
    let later = Self.log(9, accounts: [("dns", "d-1")], nodes: ["m1"], hour: 22)
    #expect(
      try doubts(one, other) == [.nodes(one: "system:node:m1", other: "system:node:n1")])
    #expect(try doubts(one, later) == [])
  }

  @Test func `servers of one cluster, to which other nodes speak, share an account`() throws {
    let one = Self.log(1, accounts: [("proxy", "p-1"), ("gc", "u-1")], nodes: ["n1"])
    let other = Self.log(9, accounts: [("proxy", "p-1")], nodes: ["n2"])
    #expect(try doubts(one, other) == [])
  }
}
