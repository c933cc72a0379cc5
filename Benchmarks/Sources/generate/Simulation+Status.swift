extension Simulation {
  /// Adds the rest of a status, from after its metadata to its end.
  mutating func addStatus(_ request: Request) {
    switch request.outcome {
    case .ok, .created, .switching, .notModified: break
    case .deleted: addSuccess(request)
    default: addFailure(request)
    }
    text.add("\"code\":")
    text.add(decimal: request.outcome.code)
    text.add("}")
  }

  private mutating func addSuccess(_ request: Request) {
    guard case .object(let kind, let namespace, let name, _) = request.target else { return }
    text.add("\"status\":\"Success\",\"details\":{")
    addDetails(kind, name)
    text.add(",\"uid\":\"")
    text.add(uuid: cluster.uid(of: kind, namespace, name))
    text.add("\"},")
  }

  private mutating func addFailure(_ request: Request) {
    text.add("\"status\":\"Failure\",\"message\":\"")
    let start = text.count
    addMessage(request)
    distinct.insert(text.hash(from: start), in: .statusMessage)
    text.add("\",\"reason\":\"")
    text.add(reason(of: request.outcome))
    text.add("\",")
    guard case .object(let kind, _, let name, _) = request.target,
      request.outcome != .unauthorized
    else { return }
    text.add("\"details\":{")
    addDetails(kind, name)
    text.add("},")
  }

  private func reason(of outcome: Outcome) -> StaticString {
    switch outcome {
    case .notFound: "NotFound"
    case .conflict: "Conflict"
    case .exists: "AlreadyExists"
    case .unauthorized: "Unauthorized"
    default: "Forbidden"
    }
  }

  private mutating func addDetails(_ kind: KindIndex, _ name: Name) {
    let kind = cluster.kinds[Int(kind.index)]
    if case .none = name {
    } else {
      text.add("\"name\":\"")
      cluster.add(name, to: &text)
      text.add("\",")
    }
    if !kind.group.isEmpty {
      text.add("\"group\":\"")
      text.add(kind.group)
      text.add("\",")
    }
    text.add("\"kind\":\"")
    text.add(kind.plural)
    text.add("\"")
  }

  private mutating func addMessage(_ request: Request) {
    guard case .object(let index, let namespace, let name, _) = request.target,
      request.outcome != .unauthorized
    else {
      text.add("Unauthorized")
      return
    }
    let kind = cluster.kinds[Int(index.index)]
    switch request.outcome {
    case .conflict:
      text.add("Operation cannot be fulfilled on ")
      addSubject(kind, name)
      text.add(": the object has been modified; please apply your changes to the latest ")
      text.add("version and try again")
    case .forbidden: addRefusal(request, kind, namespace, name)
    default:
      addSubject(kind, name)
      text.add(request.outcome == .exists ? " already exists" : " not found")
    }
  }

  private mutating func addSubject(_ kind: Kind, _ name: Name) {
    text.add(kind.qualified)
    if case .none = name { return }
    text.add(" \\\"")
    cluster.add(name, to: &text)
    text.add("\\\"")
  }

  private mutating func addRefusal(
    _ request: Request, _ kind: Kind, _ namespace: Int32, _ name: Name
  ) {
    addSubject(kind, name)
    text.add(" is forbidden: User \\\"")
    text.add(accounts.username(signing: request.signature.user))
    text.add("\\\" cannot ")
    text.add(request.verb.text)
    text.add(" resource \\\"")
    text.add(kind.plural)
    text.add("\\\" in API group \\\"")
    text.add(kind.group)
    if namespace >= 0 {
      text.add("\\\" in the namespace \\\"")
      text.add(cluster.words[namespace])
      text.add("\\\"")
    } else {
      text.add("\\\" at the cluster scope")
    }
  }
}
