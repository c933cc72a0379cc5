internal import TestSupport

/// Events as no API server writes them, but as JSON allows.
struct RandomEvent {
  private var spelling: JSONSpelling

  init(_ generator: SeededGenerator) { spelling = JSONSpelling(generator) }

  private static let keys: [String] = [
    "level", "auditID", "stage", "requestURI", "verb", "user", "impersonatedUser", "sourceIPs",
    "userAgent", "objectRef", "responseStatus", "requestObject", "responseObject", "annotations",
    "requestReceivedTimestamp", "stageTimestamp", "timestamp", "metadata",
  ]
  private static let otherKeys: [String] = [
    "kind", "apiVersion", "requestRejectedTimestamp", "requestRxxxxxxxximestamp", "", "levels",
    "Level", "auditId", "impersonatedUsex", "stageTimestamp2", "user\u{0}", "clé", "😀",
    "a rather long key that no event of any version has ever had",
  ]
  private static let texts: [String] = [
    "", "a", "get", "create", "delete", "patch", "ResponseComplete", "RequestReceived", "Panic",
    "Metadata", "RequestResponse", "default", "system:node:n", "system:serviceaccount:a:b", "All",
    "é", "\u{1F600}", "a&b<c>", "\u{2028}", "\"quoted\"", "\\", "tab\tnew\nline", "\u{8}\u{C}",
    "/slash/", "null", "true", "12", "apps/v1", "/v1", "v1/", "exec", "eviction", "token",
    "a long text that goes on for longer than sixteen bytes, \u{1F9D9}\u{200D}\u{2642}\u{FE0F} too",
  ]

  /// One event's text, mostly over several lines.
  mutating func make() -> String {
    var members: [(key: String, json: String)] = []
    for key in Self.keys where !spelling.generator.oneIn(5) { members.append((key, value(key))) }
    for key in Self.otherKeys where spelling.generator.oneIn(6) { members.append((key, odd())) }
    if !spelling.generator.oneIn(3) { members.shuffle(using: &spelling.generator) }
    return spelling.object(members)
  }

  private mutating func text() -> String { spelling.generator.pick(Self.texts) }

  private mutating func string() -> String {
    let plain = text()
    return spelling.string(plain)
  }

  /// Any value of any type.
  private mutating func odd(depth: Int = 0) -> String {
    switch spelling.generator.below(depth > 3 ? 5 : 8) {
    case 0: return "null"
    case 1: return spelling.generator.pick(["true", "false"])
    case 2: return spelling.generator.pick(["0", "7", "-3", "200", "12345678901"])
    case 3, 4: return string()
    case 5:
      let values = (0..<spelling.generator.below(4)).map { _ in odd(depth: depth + 1) }
      return spelling.array(values)
    default:
      var keys = Self.texts + ["dryRun", "username", "resource", "code"]
      keys.shuffle(using: &spelling.generator)
      let members = keys.prefix(spelling.generator.below(4)).map { ($0, odd(depth: depth + 1)) }
      return spelling.object(members)
    }
  }

  /// A value of the right type, or seldom of another.
  private mutating func value(_ key: String) -> String {
    if spelling.generator.oneIn(8) { return odd() }
    switch key {
    case "user", "impersonatedUser": return user()
    case "sourceIPs":
      let values = (0..<spelling.generator.below(4)).map { _ in string() }
      return spelling.array(values)
    case "objectRef":
      return object([
        "resource", "namespace", "name", "apiVersion", "apiGroup", "subresource", "uid",
        "resourceVersion",
      ])
    case "responseStatus": return status()
    case "annotations":
      return object([
        "authorization.k8s.io/decision", "authorization.k8s.io/reason", "authorization.k8s.io",
      ])
    case "requestReceivedTimestamp", "stageTimestamp", "timestamp": return time()
    case "metadata": return spelling.object([("creationTimestamp", time())])
    case "requestURI": return uri()
    case "requestObject": return body()
    default: return string()
    }
  }

  private mutating func object(_ keys: [String]) -> String {
    let some = keys.filter { _ in !spelling.generator.oneIn(4) }
    return spelling.object(some.map { ($0, spelling.generator.oneIn(8) ? odd() : string()) })
  }

  private mutating func user() -> String {
    let prefix = "authentication.kubernetes.io/"
    let extra = ["credential-id", "pod-name", "node-name", "pod-uid"].map { name in
      (prefix + name, spelling.generator.oneIn(6) ? odd() : spelling.array([string(), string()]))
    }
    return spelling.object([
      ("username", string()), ("uid", string()), ("groups", spelling.array([string()])),
      ("extra", spelling.object(extra)),
    ])
  }

  private mutating func status() -> String {
    let codes = ["200", "101", "403", "\"404\"", "null", "\"x\"", "true"]
    return spelling.object([
      ("code", spelling.generator.pick(codes)), ("reason", string()), ("message", string()),
      ("metadata", "{}"),
    ])
  }

  private mutating func time() -> String {
    let year = 1971 + spelling.generator.below(150)
    let digits = String(spelling.generator.below(1_000_000)).prefix(1 + spelling.generator.below(6))
    let fraction = spelling.generator.pick(["", ".\(digits)"])
    return spelling.string("\(year)-02-28T23:5\(spelling.generator.below(10)):07\(fraction)Z")
  }

  private mutating func uri() -> String {
    let queries = [
      "", "?dryRun=All", "?a=b&dryRun=All&c", "?x=dryRun=All", "?notdryRun=All", "?dryRun=AllX",
      "/dryRun=All", "?dryRun=Al", "&dryRun=All",
    ]
    let plain = "/api/v1/\(text())" + spelling.generator.pick(queries)
    return spelling.string(plain, keepsASCII: true)
  }

  private mutating func body() -> String {
    spelling.generator.pick([
      "{}", #"{"dryRun":["All"]}"#, #"{"deleteOptions":{"dryRun":["All"]}}"#,
      #"{"spec":{"dryRun":["All"]}}"#, #"{"dryRun":[]}"#, #""skipped-too-big-size-object""#,
    ])
  }
}
