import Foundation
import TestSupport
import Testing

/// The README's questions, put to a case of every real log with names of its own.
@Suite(.enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"))
struct CorpusTourTests {
  /// A log, or several that make one case.
  struct Corpus: CustomTestStringConvertible {
    let name: String
    let files: [String]
    /// Whether the files hold native events, a line each, so that they can be
    /// counted without the program.
    var isNative = true

    var testDescription: String { name }
  }

  private static let incidents = [
    "EkaterinaChuvakhina", "bugurshik", "shadowonyx92-afk", "vladimir-v-ivanov",
  ]

  /// Of the busy cluster the first files: all of them take minutes unoptimised.
  static let corpora: [Corpus] = {
    let public_ = Corpora.files("public").filter { !$0.hasSuffix(".yaml") }
    let labs = incidents.map { lab in
      Corpus(name: lab, files: public_.filter { $0.contains("minikube-incident-labs/\(lab)/") })
    }
    let shops = ["shop-incident", "shop-benign"].map { shop in
      Corpus(
        name: shop, files: Corpora.files("recorded/\(shop)", endingIn: [".log.gz", "audit.log"]))
    }
    let busy = Corpora.files("recorded/busy-cluster", endingIn: [".log.gz"]).prefix(2)
    let others = public_.filter { !$0.contains("minikube-incident-labs") }
    guard Corpora.arePresent else { return shops }
    return labs + shops + [
      Corpus(name: "busy-cluster", files: Array(busy)),
      Corpus(name: "wrappers and dialects", files: others, isNative: false),
    ]
  }()

  @Test(arguments: corpora)
  func `a case of each real log answers the questions of the tour`(corpus: Corpus) throws {
    let tour = try Tour(corpus)
    try tour.checkLog()
    try tour.askAboutObjects()
    try tour.askAboutActors()
    try tour.askAboutWays()
    try tour.askByName()
  }
}

/// A case of one log, and what is known of it.
private struct Tour {
  private typealias Row = [String: Any]

  private let corpus: CorpusTourTests.Corpus
  private let test: SpoorCase
  private let requests: [Row]

  init(_ corpus: CorpusTourTests.Corpus) throws {
    self.corpus = corpus
    test = try SpoorCase()
    let paths = corpus.files.compactMap { Corpora.place(of: $0)?.path }
    #expect(!paths.isEmpty, "\(corpus.name)")
    #expect(try test.ingest(paths).status == 0, "\(corpus.name)")
    requests = try Self.rows(test, ["timeline"], corpus.name)
    #expect(!requests.isEmpty, "\(corpus.name)")
  }

  private static func rows(_ test: SpoorCase, _ words: [String], _ name: String) throws -> [Row] {
    let outcome = try test.run(words + ["--format", "json"])
    #expect(outcome.status == 0, "\(name), \(words): \(outcome.stderr)")
    let value = try JSONSerialization.jsonObject(with: Data(outcome.stdout))
    let rows = try #require(value as? [Row], "\(name), \(words)")
    // An answer without rows says why.
    #expect(!rows.isEmpty || !outcome.stderr.isEmpty, "\(name), \(words)")
    return rows
  }

  /// The rows of an answer, which have the columns of the contract.
  private func rows(_ words: [String], columns: String) throws -> [Row] {
    let rows = try Self.rows(test, words, corpus.name)
    let names = Set(columns.split(separator: ",").map(String.init))
    for row in rows { #expect(Set(row.keys) == names, "\(corpus.name), \(words)") }
    return rows
  }

  private static func text(_ row: Row, _ column: String) -> String {
    row[column] as? String ?? (row[column] as? NSNumber)?.stringValue ?? ""
  }

  private static func sum(_ rows: [Row], _ column: String = "requests") -> Int {
    rows.reduce(0) { $0 + ($1[column] as? Int ?? 0) }
  }

  private func count(_ isCounted: (Row) -> Bool) -> Int { requests.count(where: isCounted) }

  private static func has(_ row: Row, _ values: [String: String]) -> Bool {
    values.allSatisfy { text(row, $0.key) == $0.value }
  }

  /// The value of a column that most requests have.
  private func commonest(_ column: String, besides: Set<String> = []) -> String {
    let texts = requests.map { Self.text($0, column) }.filter { !$0.isEmpty }
    let counts = texts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    return counts.filter { !besides.contains($0.key) }
      .max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "none"
  }

  /// The log read by something else has the same requests.
  func checkLog() throws {
    guard corpus.isNative else { return }
    let log = try RawLog(files: corpus.files.compactMap { Corpora.place(of: $0)?.path })
    let columns = ["audit_id", "actor", "verb", "resource", "namespace", "name", "code"]
    func line(_ value: (String) -> String) -> String { columns.map(value).joined(separator: "|") }
    let found = requests.map { row in line { Self.text(row, $0) } }
    let expected = log.requests.map { request in
      line { $0 == "audit_id" ? request.auditID : request.value($0) }
    }
    #expect(found.sorted() == expected.sorted(), "\(corpus.name)")
  }

  private static let who = """
    actor,actor_kind,impersonated,how,verb,resource,namespace,name,requests,allowed,denied,failed,\
    pending,dry_run,first,last,source_ips,user_agents,note
    """

  /// Who deleted a deployment, a pod, read a secret; what became of an object.
  func askAboutObjects() throws {
    for (verb, resource) in [
      ("delete", "deployments"), ("delete", "pods"), ("get", "secrets"), ("create", "configmaps"),
    ] {
      let one = requests.first {
        Self.has($0, ["verb": verb, "resource": resource]) && !Self.text($0, "name").isEmpty
      }
      let name = one.map { Self.text($0, "name") } ?? "never-seen"
      let namespace = one.map { Self.text($0, "namespace") } ?? ""
      let place = namespace.isEmpty ? [] : ["-n", namespace]
      let rows = try rows(["who", verb, "\(resource)/\(name)"] + place, columns: Self.who)
      let direct = rows.filter { ["direct", "finished", "cascade"].contains(Self.text($0, "how")) }
      let expected = count {
        Self.has($0, ["verb": verb, "resource": resource, "name": name, "namespace": namespace])
      }
      // One of the public samples calls the core group "core".
      let isRight =
        corpus.isNative ? Self.sum(direct) == expected : (Self.sum(direct) > 0) == (expected > 0)
      #expect(isRight, "\(corpus.name): \(verb) \(resource)/\(name), \(expected)")
    }
    try askForHistory()
  }

  private func askForHistory() throws {
    let verbs: Set = ["create", "update", "patch", "delete"]
    let ended = requests.first {
      Self.has($0, ["verb": "delete"]) && !Self.text($0, "name").isEmpty
        && !Self.text($0, "resource").contains("/") && !Self.text($0, "namespace").isEmpty
    }
    guard let ended else { return }
    let values = ["resource", "name", "namespace"].map { ($0, Self.text(ended, $0)) }
    let same = Dictionary(uniqueKeysWithValues: values)
    let object = "\(Self.text(ended, "resource"))/\(Self.text(ended, "name"))"
    let rows = try rows(
      ["history", object, "-n", Self.text(ended, "namespace")],
      columns: """
        time,actor,impersonated,action,outcome,code,changes,because,user_agent,source_ip,audit_id
        """)
    let expected = requests.filter { Self.has($0, same) && verbs.contains(Self.text($0, "verb")) }
    let found = Set(rows.map { Self.text($0, "audit_id") })
    #expect(
      Set(expected.map { Self.text($0, "audit_id") }).isSubset(of: found),
      "\(corpus.name): \(object)")
  }

  /// What the busiest did, when, and from where; who was refused.
  func askAboutActors() throws {
    let user = commonest("actor")
    // A reading of an account as NAMESPACE/NAME is no other user.
    let own = count { Self.has($0, ["actor": user]) }
    let what = try rows(
      ["what", user],
      columns: """
        actor,impersonated,verb,resource,namespace,outcome,requests,names,first,last,source_ips
        """)
    #expect(Self.sum(what) == own, "\(corpus.name): \(user)")
    let sessions = try rows(
      ["sessions", "--user", user],
      columns: """
        start,end,seconds,actor,impersonated,credential,source_ip,user_agent,requests,allowed,\
        denied,failed,pending,verbs,resources,namespaces
        """)
    #expect(Self.sum(sessions) == own, "\(corpus.name): \(user)")
    let refused = try rows(
      ["top", "user", "source_ip", "--outcome", "denied"], columns: "user,source_ip,requests")
    #expect(Self.sum(refused) == count { Self.has($0, ["outcome": "denied"]) }, "\(corpus.name)")
  }

  /// Everything from an address, what was run in pods, which tokens were made.
  func askAboutWays() throws {
    let address = commonest("source_ip", besides: ["127.0.0.1", "::1"])
    let fromThere = try Self.rows(test, ["timeline", "--ip", address], corpus.name)
    let ids = Set(fromThere.map { Self.text($0, "audit_id") })
    let expected = requests.filter { Self.has($0, ["source_ip": address]) }
    #expect(
      Set(expected.map { Self.text($0, "audit_id") }).isSubset(of: ids),
      "\(corpus.name): \(address)")
    let runs = try Self.rows(test, ["timeline", "--resource", "pods/exec"], corpus.name)
    #expect(runs.count == count { Self.has($0, ["resource": "pods/exec"]) }, "\(corpus.name)")
    let tokens = try rows(["who", "create", "serviceaccounts/token"], columns: Self.who)
    let made = count { Self.has($0, ["verb": "create", "resource": "serviceaccounts/token"]) }
    #expect(Self.sum(tokens) == made, "\(corpus.name)")
  }

  /// Questions of the library: access, and how strict a namespace is.
  func askByName() throws {
    for question in ["cluster-admins", "pod-security", "secret-readers"] {
      let outcome = try test.run(["query", question, "--format", "csv"])
      #expect(outcome.status == 0, "\(corpus.name), \(question): \(outcome.stderr)")
      let header = outcome.text.prefix { $0 != "\n" }.split(separator: ",")
      #expect(!header.isEmpty, "\(corpus.name), \(question)")
    }
  }
}
