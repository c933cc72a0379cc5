/// The path that an operation and an object make by the API server's own
/// grammar, as the view `events` makes it too.
enum RequestPath {
  /// The URI of a request.
  ///
  /// - Parameters:
  ///   - operation: the place of its operation's values.
  ///   - object: the place of its object's values.
  static func uri(
    _ operations: TupleCells, _ operation: Int, _ objects: TupleCells, _ object: Int
  ) -> Value {
    if objects[object, 2] != .null { return objects[object, 2] }
    guard case .text(let rest) = objects[object, 3] else { return .null }
    let (namespace, name) = (objects.text(object, 0), objects.text(object, 1))
    let (verb, group) = (operations.text(operation, 0), operations.text(operation, 1))
    let (resource, below) = (operations.text(operation, 3), operations.text(operation, 4))
    var uri = group.isEmpty ? "/api/" : "/apis/\(group)/"
    uri += operations.text(operation, 2)
    if !namespace.isEmpty, resource != "namespaces" { uri += "/namespaces/\(namespace)" }
    uri += "/\(resource)"
    if !name.isEmpty, names(verb, isBelow: !below.isEmpty) { uri += "/\(name)" }
    if !below.isEmpty { uri += "/\(below)" }
    return .text(uri + rest)
  }

  /// Whether the path of such a request ends with the object's name.
  static func names(_ verb: String, isBelow: Bool) -> Bool {
    switch verb {
    case "list", "watch", "deletecollection": false
    case "create": isBelow
    default: true
    }
  }
}
