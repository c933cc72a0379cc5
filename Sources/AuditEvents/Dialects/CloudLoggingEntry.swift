internal import LogBytes

/// What an entry of Cloud Logging says of a request to a GKE cluster, in the
/// fields of an audit event.
///
/// `io.k8s.core.v1.pods.exec.create` of `core/v1/namespaces/n/pods/p/exec` is
/// the create of `pods/exec`; the group is taken from the resource's name, for
/// the method's is another (`authorization.rbac`).
struct CloudLoggingEntry {
  private(set) var notes: [DialectNote] = [.cloudLevel]
  private let values: DialectValues
  private let catalog: DialectCatalog
  private let method: [Substring]
  private let resource: [Substring]

  /// Subresources whose connection the server hands over.
  private static let handedOver: Set<Substring> = ["exec", "attach", "portforward", "proxy"]
  private static let methodPrefix = ["io", "k8s"]

  init(_ values: DialectValues, _ catalog: DialectCatalog) {
    self.values = values
    self.catalog = catalog
    method = Self.parts(values.plain("@method"), UInt8(ascii: "."))
    resource = Self.parts(values.plain("@resource"), UInt8(ascii: "/"))
  }

  private static func parts(_ text: String?, _ separator: UInt8) -> [Substring] {
    (text ?? "").utf8.split(separator: separator).map(Substring.init)
  }

  /// The members that are translated; nil if the entry is not of Kubernetes.
  mutating func members() -> [(key: String, json: [UInt8])]? {
    guard method.count > 2, method.prefix(2).elementsEqual(Self.methodPrefix, by: { $0 == $1 }),
      let verb = method.last
    else { return nil }
    var members = [(key: "verb", json: JSONBytes.string(verb))]
    if let reference = reference() {
      members.append(("objectRef", reference))
    } else if let path = values.plain("@resource") {
      members.append(("requestURI", JSONBytes.string("/" + path)))
    }
    if let time = values.plain("@time") {
      members.append(("requestReceivedTimestamp", JSONBytes.string(ExactTime.padded(time))))
    }
    if let status = status(verb) { members.append(("responseStatus", status)) }
    if let stage = stage() { members.append(("stage", JSONBytes.string(stage))) }
    if let annotations = annotations() { members.append(("annotations", annotations)) }
    return members
  }

  /// Where in the method the resource stands: behind the version.
  private var resourcePlace: Int? {
    let version = method.dropFirst(2).firstIndex { part in
      part.hasPrefix("v") && part.dropFirst().first.map { "0"..."9" ~= $0 } == true
    }
    guard let version, version + 2 < method.count else { return nil }
    return version + 1
  }

  private var subresource: Substring? {
    resourcePlace.flatMap { $0 + 2 < method.count ? method[$0 + 1] : nil }
  }

  private func reference() -> [UInt8]? {
    guard let place = resourcePlace, resource.count > 2 else { return nil }
    let name = method[place]
    var parts: [(key: String, value: Substring)] = [("resource", name)]
    var rest = resource.dropFirst(2)
    if rest.first == "namespaces", name != "namespaces", rest.count > 1 {
      parts.append(("namespace", rest[rest.startIndex + 1]))
      rest = rest.dropFirst(2)
    }
    if rest.count > 1 { parts.append(("name", rest[rest.startIndex + 1])) }
    if resource[0] != "core" { parts.append(("apiGroup", resource[0])) }
    parts.append(("apiVersion", resource[1]))
    if let subresource { parts.append(("subresource", subresource)) }
    return JSONBytes.object(parts.map { ($0.key, JSONBytes.string($0.value)) })
  }

  private var isHandedOver: Bool {
    values.plain("@grpc") == "2" && subresource.map(Self.handedOver.contains) == true
  }

  /// The status: the one that was answered, or a code for the gRPC code.
  private mutating func status(_ verb: Substring) -> [UInt8]? {
    if let answered = answeredStatus() { return answered }
    guard values.has("@status"), let grpc = Int64(values.plain("@grpc") ?? "0") else {
      return nil
    }
    var parts: [(key: String, json: [UInt8])] = []
    if isHandedOver {
      parts.append(("code", Array("101".utf8)))
      notes.append(.handedOver)
    } else if grpc == 0 {
      parts.append(("code", Array((verb == "create" ? "201" : "200").utf8)))
      notes.append(.inferredCode)
    } else if let code = catalog.httpCodes[grpc] {
      parts.append(("code", Array(String(code).utf8)))
    } else {
      notes.append(.unknownCode)
    }
    // The code's own name says nothing more.
    if let message = values.plain("@message"), Self.hasLowercase(message) {
      parts.append(("message", JSONBytes.string(message)))
    }
    return JSONBytes.object([("metadata", Array("{}".utf8))] + parts)
  }

  private static func hasLowercase(_ text: String) -> Bool {
    text.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
      || text.contains(where: \.isLowercase)
  }

  private func answeredStatus() -> [UInt8]? {
    values.with("responseObject") { text, range in
      var scanner = JSONScanner()
      let kind = JSONValueReader.value(of: "kind", in: text, range, scanner: &scanner)
      guard text.string(kind, isOneOf: ["Status"]) else { return nil }
      let code = JSONValueReader.value(of: "code", in: text, range, scanner: &scanner)
      guard !code.isNone else { return nil }
      var status: [UInt8] = []
      text.append(range, to: &status)
      return status
    }
  }

  private mutating func stage() -> String? {
    let isFirst = values.plain("@first") == "true"
    let isLast = values.plain("@last") == "true"
    if isHandedOver, !isFirst { return "ResponseStarted" }
    if isLast { return "ResponseComplete" }
    if isFirst { return "ResponseStarted" }
    notes.append(.stage)
    return nil
  }

  /// The labels, or the decision alone where they lack it.
  private func annotations() -> [UInt8]? {
    guard !values.has("annotations"), let granted = values.plain("@granted") else { return nil }
    let decision = JSONBytes.string(granted == "true" ? "allow" : "forbid")
    return JSONBytes.object([("authorization.k8s.io/decision", decision)])
  }
}
