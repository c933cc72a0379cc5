internal import LogBytes

/// The path that a request's operation and object make by the API server's own
/// grammar, such as `/apis/apps/v1/namespaces/n/deployments/d/status`.
///
/// Most request URIs are such a path and, at most, a query, so that only what
/// follows is kept of them: see the table `object`. The view and the answers
/// make the path again, from texts; here it is compared byte by byte.
struct RequestPath {
  private let text: TextBytes
  private var place: Int32
  private let end: Int32

  /// What stands in a URI behind the path; nil where it is no such path.
  static func rest(
    of uri: TextRange, _ verb: TextRange, _ reference: ObjectReference, _ text: TextBytes
  ) -> TextRange? {
    guard uri.count > 0, verb.count >= 0, reference.version.count > 0, reference.resource.count > 0,
      !text.isEscaped(verb), !text.isEscaped(reference.resource)
    else { return nil }
    var path = RequestPath(text: text, place: uri.start, end: uri.start + uri.count)
    guard path.take(verb, reference) else { return nil }
    let rest = TextRange(start: path.place, count: path.end - path.place)
    // Behind a subresource a query tells more than the object: it stays whole.
    return reference.subresource.count > 0 && rest.count > 0 ? nil : rest
  }

  private mutating func take(_ verb: TextRange, _ reference: ObjectReference) -> Bool {
    if reference.group.count > 0 {
      guard take("/apis/"), take(reference.group), take("/") else { return false }
    } else {
      guard take("/api/") else { return false }
    }
    guard take(reference.version) else { return false }
    if reference.namespace.count > 0, !text.is("namespaces", reference.resource) {
      guard take("/namespaces/"), take(reference.namespace) else { return false }
    }
    guard take("/"), take(reference.resource) else { return false }
    let isBelow = reference.subresource.count > 0
    if reference.name.count > 0, Self.names(verb, isBelow: isBelow, text) {
      guard take("/"), take(reference.name) else { return false }
    }
    return !isBelow || take("/") && take(reference.subresource)
  }

  /// Whether the path of such a request ends with the object's name: a new
  /// object's stands in the body, that of a list in a selector.
  private static func names(_ verb: TextRange, isBelow: Bool, _ text: TextBytes) -> Bool {
    switch verb.count {
    case 6: isBelow || !text.is("create", verb)
    case 4: !text.is("list", verb)
    case 5: !text.is("watch", verb)
    case 16: !text.is("deletecollection", verb)
    default: true
    }
  }

  private mutating func take(_ piece: StaticString) -> Bool {
    let count = Int32(piece.utf8CodeUnitCount)
    guard end - place >= count, text.matches(piece, at: Int(place), count: Int(count)) else {
      return false
    }
    place += count
    return true
  }

  private mutating func take(_ piece: TextRange) -> Bool {
    guard end - place >= piece.count, text.hasBytes(of: piece, at: place) else { return false }
    place += piece.count
    return true
  }
}

extension TextBytes {
  /// Whether a stretch is a text, escapes aside.
  fileprivate func `is`(_ word: StaticString, _ range: TextRange) -> Bool {
    matches(word, at: Int(range.start), count: Int(range.count))
  }
}
