/// Where in a JSON text a value stands.
struct JSONPath {
  private struct Frame {
    let isArray: Bool
    var key = JSONKey.none
    var isSecretNamed = false
  }

  private var frames: [Frame] = []

  /// The key whose value comes next.
  var key: JSONKey {
    get { frames.last?.key ?? .none }
    set {
      guard !frames.isEmpty else { return }
      frames[frames.count - 1].key = newValue
    }
  }

  /// Whether another member of the object names a secret, as those of an
  /// environment do: `{"name": "DB_PASSWORD", "value": …}`.
  var isSecretNamed: Bool {
    get { frames.last?.isSecretNamed ?? false }
    set {
      guard !frames.isEmpty else { return }
      frames[frames.count - 1].isSecretNamed = newValue
    }
  }

  mutating func open(isArray: Bool) { frames.append(Frame(isArray: isArray)) }
  mutating func close() { if !frames.isEmpty { frames.removeLast() } }

  /// The name of the object that holds the key, or of what stands before the
  /// last dot in the key.
  var parent: String { key.dottedParent ?? holder }

  /// The name of the object that holds the key, whatever dots the key has.
  var holder: String {
    guard frames.count > 1, !frames[frames.count - 2].isArray else { return "" }
    return frames[frames.count - 2].key.name
  }

  /// Whether the key stands in an object that is an element of an array.
  var isInElement: Bool {
    frames.count > 1 && frames[frames.count - 2].isArray && frames.last?.isArray == false
  }

  /// Whether the value is itself an element of an array.
  var isElement: Bool { frames.last?.isArray == true }

  /// Whether the value is a request's path and query.
  var isURI: Bool { frames.last?.isArray == false && key.name == "requesturi" }
}
