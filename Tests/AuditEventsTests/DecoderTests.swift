internal import AuditEvents
internal import LogBytes
internal import TestSupport
internal import Testing

@Suite struct DecoderTests {
  /// The only event of a text.
  private func event(_ text: EventText) throws -> DecodedEvent {
    var decoder = SpoorDecoder()
    return try #require(decoder.decode("\(text)\n").events.first)
  }

  @Test func `a foreign key that resembles one of an event is not taken for it`() throws {
    var own = EventText()
    own["requestReceivedTimestamp"] = nil
    var foreign = own
    own["requestReceivedTimestamp"] = #""2026-11-23T19:00:00Z""#
    foreign["requestRejectedTimestamp"] = #""2001-01-01T00:00:00Z""#
    for lines in [[own, foreign, own], [foreign, own, foreign]] {
      var decoder = SpoorDecoder()
      let events = decoder.decode(lines.map(\.description).joined(separator: "\n")).events
      let expected = lines.map { line in
        line["requestReceivedTimestamp"] == nil ? nil : "1795460400000000 (0)"
      }
      #expect(events.map(\.received) == expected)
    }
  }

  @Test(arguments: [
    ("create", "", "/api/v1/pods?dryRun=All", true),
    ("update", "", "/api/v1/pods/p?fieldManager=x\\u0026dryRun=All", true),
    ("patch", "", "/api/v1/pods/p?dryRun=All\\u0026force=true", true),
    ("delete", "", "/api/v1/pods/p?dryRun=All", true),
    ("create", "", "/api/v1/pods?note=dryRun=All", false),
    ("create", "", "/api/v1/pods?notdryRun=All", false),
    ("create", "", "/api/v1/pods?dryRun=Allx", false),
    ("create", "", "/api/v1/namespaces/dryRun=All/pods", false),
    ("create", "", "/api/v1/pods", false),
    ("get", "", "/api/v1/pods?dryRun=All", false),
    ("create", "exec", "/api/v1/namespaces/n/pods/p/exec?command=sh\\u0026dryRun=All", false),
    ("create", "attach", "/api/v1/namespaces/n/pods/p/attach?dryRun=All", false),
    ("create", "token", "/api/v1/namespaces/n/serviceaccounts/s/token?dryRun=All", false),
    ("create", "proxy", "/api/v1/nodes/n/proxy/run?dryRun=All", false),
    ("create", "eviction", "/api/v1/namespaces/n/pods/p/eviction?dryRun=All", true),
  ])
  func `a dry run is one by its query parameter`(
    verb: String, subresource: String, uri: String, isDryRun: Bool
  ) throws {
    let object = #"{"resource":"pods","apiVersion":"v1","subresource":"\#(subresource)"}"#
    var text = EventText(verb: verb, object: object)
    text["requestURI"] = "\"\(uri)\""
    #expect(try event(text).isDryRun == isDryRun)
  }

  @Test(arguments: [
    ("delete", "", #"{"kind":"DeleteOptions","dryRun":["All"]}"#, true),
    ("deletecollection", "", #"{"kind":"DeleteOptions","dryRun":["All"]}"#, true),
    ("delete", "", #"{"kind":"DeleteOptions"}"#, false),
    ("create", "eviction", #"{"kind":"Eviction","deleteOptions":{"dryRun":["All"]}}"#, true),
    ("create", "eviction", #"{"kind":"Eviction","dryRun":["All"]}"#, false),
    ("patch", "", #"{"dryRun":["All"],"spec":{"replicas":0}}"#, false),
    ("create", "", #"{"kind":"Pod","dryRun":["All"]}"#, false),
    ("update", "", #"{"kind":"Pod","deleteOptions":{"dryRun":["All"]}}"#, false),
  ])
  func `a dry run is one by its options, and by no other field of a body`(
    verb: String, subresource: String, body: String, isDryRun: Bool
  ) throws {
    let object = #"{"resource":"pods","apiVersion":"v1","subresource":"\#(subresource)"}"#
    #expect(
      try event(EventText(verb: verb, object: object, request: body)).isDryRun == isDryRun)
  }

  @Test func `keys whose slashes are escaped are read`() throws {
    var text = EventText()
    text["annotations"] =
      #"{"authorization.k8s.io\/decision":"forbid","authorization.k8s.io\/reason":"no"}"#
    text["user"] =
      #"{"username":"u","extra":{"authentication.kubernetes.io\/credential-id":["JTI=1"]}}"#
    let event = try event(text)
    #expect(event.decision == "forbid")
    #expect(event.decisionReason == "no")
    #expect(event.credential == "JTI=1")
  }

  @Test(arguments: [#"apps/v1"#, #"apps\/v1"#])
  func `before v1beta1 the group stood in the version and the time was the stage's`(
    version: String
  ) throws {
    var text = EventText()
    text["apiVersion"] = #""audit.k8s.io/v1alpha1""#
    text["objectRef"] =
      #"{"resource":"deployments","namespace":"n","name":"d","apiVersion":"\#(version)"}"#
    text["requestReceivedTimestamp"] = nil
    text["stageTimestamp"] = nil
    text["metadata"] = #"{"creationTimestamp":"2017-09-11T19:55:06Z"}"#
    let withoutTimestamp = try event(text)
    text["timestamp"] = #""2017-09-11T19:55:05Z""#
    let event = try event(text)
    #expect([event.group, event.version] == ["apps", "v1"])
    #expect(event.received == nil)
    #expect(event.stageTime == "1505159705000000 (0)")
    #expect(withoutTimestamp.stageTime == "1505159706000000 (0)")
  }

  @Test func `times that are none are kept as text`() throws {
    var text = EventText()
    text["requestReceivedTimestamp"] = #""yesterday""#
    text["stageTimestamp"] = "179546042"
    let event = try event(text)
    #expect(event.received == "text yesterday")
    #expect(event.stageTime == "text 179546042")
    text["stageTimestamp"] = "1795460428"
    #expect(try self.event(text).stageTime == "1795460428000000 (0)")
    text["requestReceivedTimestamp"] = "null"
    text["stageTimestamp"] = "null"
    #expect(try self.event(text).received == nil)
    #expect(try self.event(text).stageTime == nil)
  }

  @Test(
    arguments: [
      ("200", 200), ("\"403\"", 403), ("200.0", 200), ("2e2", 200), ("0", 0), ("null", nil),
      ("\"Forbidden\"", nil), ("200.5", nil), ("1e400", nil), ("[]", nil),
    ] as [(String, Int64?)])
  func `a code is a whole number however it is written`(spelled: String, code: Int64?) throws {
    var text = EventText()
    text["responseStatus"] = #"{"metadata":{},"code":\#(spelled)}"#
    #expect(try event(text).code == code)
  }

  @Test func `every UUID is sixteen bytes and what only looks like one is text`() throws {
    var generator = SeededGenerator(seed: 1)
    var decoder = SpoorDecoder()
    for _ in 0..<500 {
      let digits = (0..<32).map { _ in generator.pick(Array("0123456789abcdef")) }
      var uuid = String(digits)
      for place in [8, 13, 18, 23] {
        uuid.insert("-", at: uuid.index(uuid.startIndex, offsetBy: place))
      }
      let other =
        String(uuid.dropLast()) + generator.pick(["A", "F", "g", "-", "/", ":", "`", "é"])
      for id in [uuid, uuid.uppercased(), other, uuid + "0", uuid.replacing("-", with: "_")] {
        let output = decoder.decode("\(EventText().with(["auditID": "\"\(id)\""]))\n")
        #expect(output.events.map(\.auditID) == [id])
        let isText = output.batches[0].events[0].auditText != .none
        #expect(isText == (id != id.lowercased() || id != uuid), "\(id)")
      }
    }
  }

  @Test func `an escaped spelling of stage, level, verb and audit ID is the same value`() throws {
    var plain = EventText(verb: "create", object: #"{"resource":"pods"}"#)
    plain["requestURI"] = #""/api/v1/pods?dryRun=All""#
    var escaped = plain
    escaped["stage"] = #""\u0052esponseComplete""#
    escaped["level"] = #""RequestRes\u0070onse""#
    escaped["verb"] = #""cr\u0065ate""#
    escaped["auditID"] = #""9a6a11aa\u002d94f1-4a5b-8b2b-6f7c9c1d2e3f""#
    escaped["stageTimestamp"] = #""2026-11-23T19\u003A00:00.250000Z""#
    #expect(try event(escaped) == event(plain))
    var decoder = SpoorDecoder()
    let batch = decoder.decode("\(plain)\n\(escaped)\n").batches[0]
    #expect(batch.events[0].auditHash == batch.events[1].auditHash)
    #expect(batch.events[1].stage == .responseComplete)
    #expect(batch.events[1].auditText == .none)
  }

  /// Case files hold these numbers; they were computed by another program.
  @Test func `the hash of an audit ID never changes`() {
    #expect(
      AuditIDHash.of(high: 0x9A6A_11AA_94F1_4A5B, low: 0x8B2B_6F7C_9C1D_2E3F)
        == 0x1EB0D707B72E55DE)
    #expect(AuditIDHash.of("audit") == 0xB333B64CB0BD1E05)
  }

  @Test func `what is no audit event is rejected with its reason, in order`() {
    let lines = [
      #"{"kind":"Policy","apiVersion":"audit.k8s.io/v1","rules":[{"level":"None"}]}"#,
      "I0102 klog", "\(EventText())", #"{"auditID":"a","requestURI":"/v3/users"}"#,
      #"{"auditID":"","stage":"ResponseComplete"}"#, #"{"auditID":"b","verb":null}"#, "{\"a\":1,}",
    ]
    var decoder = SpoorDecoder()
    let output = decoder.decode(lines.joined(separator: "\n") + "\n")
    #expect(output.events.count == 1)
    #expect(
      output.rejected.map { "\($0.line) \($0.reason)" } == [
        "1 noAuditID", "2 notJSON", "4 notAnAuditEvent", "5 noAuditID", "6 notAnAuditEvent",
        "7 malformed",
      ])
    #expect(
      output.rejected.map(\.length) == [1, 2, 4, 5, 6, 7].map { Int64(lines[$0 - 1].utf8.count) })
  }

  @Test func `an event decodes among others as it does alone`() throws {
    let users = ["alice", "bob"].map { name in
      #"{"username":"\#(name)","groups":["a group of a length to be remembered","another one"]}"#
    }
    let annotations = ["allow", "forbid"].map { decision in
      #"{"authorization.k8s.io/decision":"\#(decision)","authorization.k8s.io/reason":"for once"}"#
    }
    let statuses = [200, 404].map { #"{"metadata":{},"code":\#($0)}"# } + [#"{"code":403}"#]
    let impersonated = [nil, users[0], users[1], "null"]
    var generator = SeededGenerator(seed: 5)
    let lines = (0..<400).map { _ in
      EventText().with([
        "user": generator.pick(users), "annotations": generator.pick(annotations + ["{}"]),
        "responseStatus": generator.pick(statuses),
        "impersonatedUser": generator.pick(impersonated),
      ]).description
    }
    var together = SpoorDecoder()
    let events = together.decode(lines.joined(separator: "\n")).events
    for (line, event) in zip(lines, events) {
      var alone = SpoorDecoder()
      try #require(alone.decode(line).events == [event], "\(line)")
    }
    #expect(events.count == lines.count)
  }

  @Test func `tuples are numbered in order and each only once`() {
    var decoder = EventDecoder(
      first: EventDecoder.FirstNumbers(actor: 10, operation: 20, object: 30, result: 40, client: 50)
    )
    let other = EventText().with(["user": #"{"username":"bob"}"#, "verb": #""update""#])
    let texts = [EventText(), EventText(), other, EventText()]
    var framer = RecordFramer()
    let bytes = Array(texts.map { "\($0)\n" }.joined().utf8)
    let batch = decoder.decode(framer.frame(bytes, isLast: false))
    #expect(batch.events.map(\.actor) == [10, 10, 11, 10])
    #expect(batch.events.map(\.operation) == [20, 20, 21, 20])
    #expect(batch.events.map(\.object) == [30, 30, 30, 30])
    #expect(batch.events.map(\.result) == [40, 40, 40, 40])
    #expect(batch.events.map(\.client) == [50, 50, 50, 50])
    #expect(batch.actors.map(\.id) == [10, 11])
    #expect(batch.operations.map(\.id) == [20, 21])
    let again = decoder.decode(framer.frame(bytes, isLast: true))
    #expect(again.events.map(\.actor) == [10, 10, 11, 10])
    #expect(again.actors.isEmpty && again.clients.isEmpty)
    #expect(again.events.map(\.line) == [5, 6, 7, 8])
    #expect(again.events[0].offset == Int64(bytes.count))
  }
}
