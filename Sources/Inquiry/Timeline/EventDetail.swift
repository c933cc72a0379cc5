internal import SQLite

/// Composes `detail`: what of a request is worth a glance and has no column.
final class EventDetail {
  private let facts: BodyFactTexts
  private var kinds: [Int64: OperationKind] = [:]

  init(_ connection: Connection) throws(SQLiteError) {
    facts = try BodyFactTexts(connection)
  }

  /// The detail of a row.
  ///
  /// - Parameters:
  ///   - id: the row's.
  ///   - level: the number of its level.
  ///   - isDryRun: whether nothing was to change.
  ///   - uri: the request's.
  ///   - query: what its query says in short.
  ///   - isNamed: whether the log has the object's name.
  ///   - annotations: the answer's.
  ///   - answer: what the answer says in short.
  func value(
    id: Int64, level: UInt8, isDryRun: Bool, _ kind: OperationKind, uri: Value, query: Value,
    isNamed: Bool, annotations: Value, answer: Value
  ) throws(SQLiteError) -> Value {
    var parts: [String] = []
    if case .text(let text) = kind.asked(uri: uri, query: query) { parts.append(text) }
    // Nothing is kept of bodies at None and Metadata.
    if !kind.facts.isEmpty, level > 1,
      let fact = try facts.text(id, kind.facts, isNamed: isNamed)
    {
      parts.append(fact)
    }
    if case .text(let text) = kind.answered(answer, annotations) { parts.append(text) }
    if isDryRun { parts.append("dry run") }
    return parts.isEmpty ? .null : .text(parts.joined(separator: "; "))
  }

  /// What to look for in requests of an operation.
  func kind(_ id: Int64, _ cells: TupleCells, _ place: Int) -> OperationKind {
    if let known = kinds[id] { return known }
    let kind = OperationKind(
      verb: cells.text(place, 0), resource: cells.text(place, 3),
      subresource: cells.text(place, 4))
    // Bounded: whoever asks for thousands of resources must not fill memory.
    if kinds.count >= 4096 { kinds.removeAll(keepingCapacity: true) }
    kinds[id] = kind
    return kind
  }
}

/// What to look for in a request of some sort.
struct OperationKind {
  let facts: BodyFactTexts.Kinds
  private let isNonResource: Bool
  private let isProxy: Bool
  private let isTokenRequest: Bool

  init(verb: String, resource: String, subresource: String) {
    isNonResource = resource.isEmpty
    isProxy = subresource == "proxy"
    isTokenRequest = subresource == "token" && verb == "create"
    facts = BodyFactTexts.Kinds(verb: verb, resource: resource, subresource: subresource)
  }

  /// Whether nothing but query and answer can say anything.
  var isPlain: Bool { facts.isEmpty && isPlain(level: 0) }

  /// The same of requests at a level: at None and Metadata nothing is kept of
  /// bodies.
  func isPlain(level: UInt8) -> Bool {
    !isNonResource && !isProxy && !isTokenRequest && (facts.isEmpty || level <= 1)
  }

  /// What the URI says: all of it for a request about no resource, what is
  /// behind the proxy for one through it, else the query in short.
  func asked(uri: Value, query: Value) -> Value {
    if isNonResource { return uri }
    guard isProxy, case .text(let text) = uri else { return query }
    return RequestURI(text).tail(behind: "/proxy/").map { .text("/\($0)") } ?? query
  }

  /// What the answer says; of a token request, which credential was issued.
  func answered(_ answer: Value, _ annotations: Value) -> Value {
    guard isTokenRequest, case .text(let annotations) = annotations else { return answer }
    let key = "authentication.kubernetes.io/issued-credential-id"
    return JSONTexts.value(of: key, in: annotations).map { .text("issued \($0)") } ?? answer
  }
}
