import CaseStore
import Foundation
import Inquiry
import Knowledge
import SQLite
import TestSupport
import Testing

/// The library of named questions.
@Suite struct QuestionTests {
  private let questions: [NamedQuestion]

  init() throws { questions = try QuestionLibrary().questions }

  private func question(_ name: String) throws -> NamedQuestion {
    try QuestionLibrary().question(named: name)
  }

  @Test func `there are forty questions and more, in eight folders, each name once`() {
    let files = ShippedFiles.paths.filter { $0.hasPrefix("questions/") }
    #expect(files.count >= 40)
    #expect(questions.count == files.count)
    let subjects = [
      "access", "actors", "cluster", "evidence", "images", "network", "secrets", "workloads",
    ]
    #expect(Set(questions.map(\.subject)).sorted() == subjects)
  }

  @Test func `every question says what it asks, why, and what a row is`() throws {
    let reader = try QuestionCases.quiet()
    let connection = try Connection(path: reader.path, mode: .readOnly)
    try connection.createFunction(name: "event_json", argumentCount: 1) { _ in .null }
    for question in questions {
      #expect(!question.title.isEmpty && !question.title.hasSuffix("."), "\(question.name)")
      #expect(question.why.hasSuffix(".") || question.why.contains("xargs"), "\(question.name)")
      #expect(question.row.hasSuffix("."), "\(question.name)")
      let used = Set(try connection.prepare(question.sql).parameterNames.map { $0.dropFirst() })
      #expect(Set(question.parameters.map { $0.name[...] }) == used, "\(question.name)")
    }
  }

  @Test func `what a question needs is what its SQL uses`() {
    for question in questions {
      #expect(question.needsSpoor == question.sql.contains("event_json("), "\(question.name)")
      let fromBodies =
        question.sql.contains("FROM body_container") || question.needsSpoor
        || question.sql.contains("FROM body_pod") || question.sql.contains("FROM body_role_rule")
        || question.sql.contains("FROM body_grant AS g JOIN")
      let asksRequests = question.sql.contains(/(FROM|JOIN) (requests|events)/)
      #expect(question.level == nil || fromBodies, "\(question.name)")
      #expect((question.reasonForNoFilters == nil) == asksRequests, "\(question.name)")
    }
  }

  @Test func `the kinds that a question is about are kinds, and SQL or tables name them`() throws {
    let known = Set(try ResourceCatalog.shipped().kinds.map(\.plural))
    for question in questions where !question.kinds.isEmpty {
      #expect(Set(question.kinds).isSubset(of: known), "\(question.name)")
      #expect(
        question.sql.contains("FROM body_") || question.sql.contains("JOIN body_")
          || question.kinds.contains { question.sql.contains("'\($0)'") }
          || question.sql.contains("admissionregistration") || question.name == "scalings",
        "\(question.name)")
    }
    #expect(
      questions.filter { $0.subject == "access" && $0.kinds.isEmpty }.map(\.name)
        == ["refusals", "what-may-i-do"])
  }

  @Test func `the accounts of controllers are the same in every question`() {
    let lists = Set(
      questions.compactMap { question -> String? in
        guard let start = question.sql.range(of: "controllers(user) AS ("),
          let end = question.sql.range(of: "]')", range: start.upperBound..<question.sql.endIndex)
        else { return nil }
        return String(question.sql[start.upperBound..<end.upperBound])
      })
    #expect(lists.count == 1)
    #expect(!questions.contains { $0.sql.contains("kube-system:*") })
  }

  @Test(arguments: ["shop-incident", "shop-benign"])
  func `plain SQLite gives the same rows`(recording: String) throws {
    let builder = try QuestionCases.sample(recording)
    for question in questions {
      let values = QuestionCases.required(question)
      if question.needsSpoor {
        #expect(throws: SQLiteError.self, "\(question.name)") {
          try builder.askPlainly(question, values)
        }
      } else {
        let rows = try builder.askPlainly(question, values)
        #expect(try builder.ask(question, values) == rows, "\(question.name)")
      }
    }
  }

  @Test func `sqlite3 reads every question's file as it is`() throws {
    let builder = try QuestionCases.sample("shop-incident")
    for question in questions where !question.needsSpoor {
      let shell = try Command.run(
        "sqlite3", ["-readonly", "-json", builder.path], input: Array(question.sql.utf8))
      #expect(shell.status == 0 && shell.stderr == "", "\(question.name): \(shell.stderr)")
      let rows = try JSONSerialization.jsonObject(
        with: Data(shell.stdout.isEmpty ? Array("[]".utf8) : shell.stdout))
      #expect(
        (rows as? [Any])?.count == (try builder.askPlainly(question)).count, "\(question.name)")
    }
  }

  @Test func `the defaults that are written down are those that hold`() throws {
    let builder = try QuestionCases.sample("shop-incident")
    for question in questions where !question.parameters.isEmpty {
      var values = QuestionCases.required(question)
      let plain = try builder.ask(question, values)
      for parameter in question.parameters {
        guard let text = parameter.defaultText else { continue }
        values[parameter.name] = Int64(text).map(Value.integer) ?? .text(text)
      }
      #expect(try builder.ask(question, values) == plain, "\(question.name)")
    }
  }

  /// These list whoever acts, and whatever was read.
  private static let always: Set<String> = [
    "actors", "new-actors", "addresses", "agents", "source-addresses", "activity", "audit-levels",
    "sources",
  ]

  @Test func `every question has a case with an answer and one without`() throws {
    let cases = try [
      QuestionCases.sample("shop-incident"), QuestionCases.sample("shop-benign"),
      QuestionCases.rare(),
    ]
    let quiet = try QuestionCases.quiet()
    for question in questions {
      let values = QuestionCases.required(question)
      let rows = try cases.map { try $0.ask(question, values).count }
      #expect(rows.contains { $0 > 0 }, "\(question.name)")
      let isQuiet = try quiet.ask(question, values).isEmpty
      #expect(isQuiet != Self.always.contains(question.name), "\(question.name)")
    }
  }

  @Test func `a question of a user's folder takes the place of one of the same name`() throws {
    let own = QuestionLibrary.File(path: "mine/images/images.sql", text: "SELECT 1 AS one")
    let other = QuestionLibrary.File(path: "theirs/own.sql", text: "-- Mine\nSELECT :x AS x")
    let behind = QuestionLibrary.File(path: "behind/own.sql", text: "SELECT 2")
    let library = try QuestionLibrary(folders: [[own, other], [behind]])
    #expect(library.questions.count == questions.count + 1)
    let images = try library.question(named: "images/images")
    #expect([images.title, images.path, images.sql] == ["images", own.path, "SELECT 1 AS one"])
    #expect(try library.question(named: "own").title == "Mine")
    #expect(
      throws: AskingError.unknownQuestion("imags", suggestion: "images")
    ) { try library.question(named: "imags") }
  }

  @Test func `a header is read line by line`() throws {
    let text = """
      -- What is asked
      -- why: because
      --   of this.
      -- row: one thing.
      -- needs: spoor
      -- level: Request
      -- filters: none, as it is a test
      -- param name glob = 'a*': which
      --   of them
      -- param longer duration: how long
      SELECT :name, :longer
      """
    let question = try NamedQuestion(text: text, path: "x/tests/one.sql")
    let parameters = [
      QuestionParameter(name: "name", kind: .glob, defaultText: "a*", meaning: "which of them"),
      QuestionParameter(name: "longer", kind: .duration, defaultText: nil, meaning: "how long"),
    ]
    #expect(
      [question.subject, question.name, question.path, question.title, question.why, question.row]
        == [
          "tests", "one", "x/tests/one.sql", "What is asked", "because of this.", "one thing.",
        ])
    #expect(question.parameters == parameters)
    #expect(question.needsSpoor && question.level == "Request" && question.sql == text)
    #expect(question.reasonForNoFilters == "as it is a test")
  }

  @Test func `a parameter that cannot be understood is named with its line`() {
    for line in ["param x", "param x number = 1: what", "param x text", "param : what"] {
      #expect(throws: QuestionFileError(path: "a/b.sql", line: 2, text: line)) {
        try NamedQuestion(text: "-- Title\n-- \(line)\nSELECT 1", path: "a/b.sql")
      }
    }
  }
}
