/// A JSON value, read whole: the body of one request at a time.
enum JSONTree: Equatable {
  /// A member of an object.
  struct Member: Equatable {
    let key: String
    let value: JSONTree
  }

  case null
  case flag(Bool)
  /// As it was spelled.
  case number(String)
  case text(String)
  case array([JSONTree])
  case object([Member])

  /// Reads a text; nil where it is no JSON, or nested deeper than any object of
  /// Kubernetes.
  init?(_ bytes: some Collection<UInt8>) {
    var reader = JSONTreeReader(bytes: Array(bytes))
    guard let tree = reader.whole() else { return nil }
    self = tree
  }

  /// The value of a member; the last of equal keys counts.
  subscript(key: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The value behind some keys.
  subscript(path: [String]) -> JSONTree? {
    path.reduce(self) { (tree: JSONTree?, key) in tree?[key] }
  }

  /// The text, where it is one.
  var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The elements, where it is an array.
  var elements: [JSONTree] { if case .array(let elements) = self { elements } else { [] } }

  /// The members, where it is an object.
  var members: [Member] { if case .object(let members) = self { members } else { [] } }

  /// A scalar as one reads it; nil for what has parts.
  var scalar: String? {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let spelled): spelled
    case .text(let text): text
    case .array, .object: nil
    }
  }
}
