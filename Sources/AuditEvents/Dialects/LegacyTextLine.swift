internal import LogBytes

/// What a line of legacy text says, in the fields of an audit event.
///
/// Since 1.8 each line is a stage of a request. Before, basic audit wrote one
/// line for a request and one, with its code alone, for its answer.
struct LegacyTextLine {
  private(set) var notes: [DialectNote] = [.legacyText]
  private let values: DialectValues
  private let source: TextBytes
  private let path: RequestTarget

  init(_ values: DialectValues, _ source: TextBytes) {
    self.values = values
    self.source = source
    path = RequestTarget(uri: values.plain("requestURI", source) ?? "")
  }

  /// A value that is not `<none>`, `<self>`, `<lookup>` or the like.
  private func known(_ target: String) -> String? {
    guard let value = values.plain(target, source), !value.isEmpty,
      !(value.hasPrefix("<") && value.hasSuffix(">"))
    else { return nil }
    return value
  }

  /// The members that are translated.
  mutating func members() -> [(key: String, json: [UInt8])] {
    var members: [(key: String, json: [UInt8])] = []
    if values.has("@user") { members.append(("user", user())) }
    if let address = known("@address") {
      members.append(("sourceIPs", JSONBytes.array([JSONBytes.string(address)])))
    }
    if let method = values.plain("@method", source) {
      // The audit verb; basic audit wrote the HTTP method.
      let isHTTP = method.contains(where: \.isUppercase)
      members.append(("verb", JSONBytes.string(isHTTP ? path.verb(method: method) : method)))
    }
    if let reference = path.reference(namespace: known("@namespace")) {
      members.append(("objectRef", reference))
    }
    if let code = known("@response"), code.allSatisfy({ "0"..."9" ~= $0 }), let code = Int32(code) {
      let json = (key: "code", json: Array(String(code).utf8))
      members.append(("responseStatus", JSONBytes.object([("metadata", Array("{}".utf8)), json])))
    }
    if let other = impersonated() { members.append(("impersonatedUser", other)) }
    return members + moments()
  }

  private func user() -> [UInt8] {
    guard let name = known("@user") else { return JSONBytes.object([]) }
    var parts = [(key: "username", json: JSONBytes.string(name))]
    if let groups = groups("@groups") { parts.append(("groups", groups)) }
    return JSONBytes.object(parts)
  }

  private func impersonated() -> [UInt8]? {
    guard let name = known("@as") else { return nil }
    let groups = groups("@asgroups")
    // Some wrote the user where there is no other.
    guard groups != nil || name != known("@user") else { return nil }
    let user = [(key: "username", json: JSONBytes.string(name))]
    return JSONBytes.object(user + (groups.map { [(key: "groups", json: $0)] } ?? []))
  }

  private func groups(_ target: String) -> [UInt8]? {
    known(target).flatMap(GoText.list).map { JSONBytes.array($0.map(JSONBytes.string)) }
  }

  /// The stage and both times, as far as they are known.
  private mutating func moments() -> [(key: String, json: [UInt8])] {
    let logged = values.plain("@logged", source).map(ExactTime.padded) ?? ""
    let answered = values.plain("@answered", source).map(ExactTime.padded)
    var stage = values.plain("stage", source) ?? ""
    var members: [(key: String, json: [UInt8])] = []
    let isAnswerAlone = !values.has("@method") && values.has("@response")
    let isBasic = isAnswerAlone || answered != nil
    if stage.isEmpty {
      if isBasic {
        stage = "ResponseStarted"
      } else if values.has("requestURI"), known("@response") == nil {
        stage = "RequestReceived"
      }
      if isBasic || !values.has("@response") { note(.basicAudit) }
      if isAnswerAlone { note(.answerAlone) }
      if !stage.isEmpty { members.append(("stage", JSONBytes.string(stage))) }
    }
    if !logged.isEmpty, !isAnswerAlone {
      members.append(("requestReceivedTimestamp", JSONBytes.string(logged)))
    }
    let reached = answered ?? (isAnswerAlone || stage == "RequestReceived" ? logged : "")
    if !reached.isEmpty { members.append(("stageTimestamp", JSONBytes.string(reached))) }
    return members
  }

  private mutating func note(_ note: DialectNote) {
    if !notes.contains(note) { notes.append(note) }
  }
}
