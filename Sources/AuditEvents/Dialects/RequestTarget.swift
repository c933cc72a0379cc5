/// What the URI of a request names, by the rules of the API server's own
/// RequestInfo (Kubernetes 1.7 to 1.36).
struct RequestTarget {
  private(set) var group: String?
  private(set) var version: String?
  private(set) var resource: String?
  private(set) var subresource: String?
  private(set) var namespace: String?
  private(set) var name: String?
  /// `watch` or `proxy`, which old paths name.
  private(set) var pathVerb: String?
  private let query: Substring

  private static let pathVerbs: Set<String> = ["proxy", "watch"]
  private static let namespaceSubresources: Set<String> = ["status", "finalize"]

  init(uri: String) {
    let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    query = parts.count > 1 ? parts[1] : ""
    var path = Self.decoded(parts[0])[...]
    while path.hasPrefix("/") { path = path.dropFirst() }
    while path.hasSuffix("/") { path = path.dropLast() }
    read(path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)[...])
  }

  private mutating func read(_ path: ArraySlice<String>) {
    var parts = path
    guard parts.count >= 3, let prefix = parts.popFirst(), ["api", "apis"].contains(prefix) else {
      return
    }
    if prefix == "apis" {
      guard parts.count >= 3 else { return }
      group = parts.popFirst()
    }
    version = parts.popFirst()
    if let verb = parts.first, Self.pathVerbs.contains(verb) {
      guard parts.count >= 2 else { return }
      pathVerb = parts.popFirst()
    }
    if parts.first == "namespaces", parts.count > 1 {
      namespace = parts[parts.startIndex + 1]
      if parts.count > 2, !Self.namespaceSubresources.contains(parts[parts.startIndex + 2]) {
        parts = parts.dropFirst(2)
      }
    }
    resource = parts.popFirst()
    name = parts.popFirst()
    if pathVerb != "proxy" { subresource = parts.popFirst() }
  }

  /// The audit verb of an HTTP method on it.
  func verb(method: String) -> String {
    guard resource != nil else { return method.lowercased() }
    var verb = pathVerb ?? ""
    if pathVerb == nil {
      switch method {
      case "POST": verb = "create"
      case "GET", "HEAD": verb = "get"
      case "PUT": verb = "update"
      case "PATCH": verb = "patch"
      case "DELETE": verb = "delete"
      default: verb = ""
      }
    }
    guard (name ?? "").isEmpty else { return verb }
    switch verb {
    case "get": return isWatch ? "watch" : "list"
    case "delete": return "deletecollection"
    default: return verb
    }
  }

  /// Whether the query asks to watch: any value but `false` and `0` does.
  private var isWatch: Bool {
    for parameter in query.split(separator: "&") {
      let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts[0] == "watch" else { continue }
      return parts.count < 2 || !["false", "0"].contains(parts[1].lowercased())
    }
    return false
  }

  /// `objectRef` as JSON text; nil where the path is none of a resource's.
  ///
  /// - Parameters:
  ///   - namespace: the namespace, where it is logged besides.
  ///   - name: the name, where it is logged besides.
  func reference(namespace: String? = nil, name: String? = nil) -> [UInt8]? {
    let parts: [(key: String, value: String?)] = [
      ("resource", resource), ("namespace", namespace ?? self.namespace),
      ("name", name ?? self.name), ("apiGroup", resource == nil ? nil : group),
      ("apiVersion", resource == nil ? nil : version), ("subresource", subresource),
    ]
    let members = parts.compactMap { part in
      part.value.flatMap { $0.isEmpty ? nil : (key: part.key, json: JSONBytes.string($0)) }
    }
    return members.isEmpty ? nil : JSONBytes.object(members)
  }

  /// A path without its percent signs; as it is where one is none of an escape.
  private static func decoded(_ path: Substring) -> String {
    guard path.utf8.contains(UInt8(ascii: "%")) else { return String(path) }
    var bytes: [UInt8] = []
    var rest = Array(path.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return String(path) }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
