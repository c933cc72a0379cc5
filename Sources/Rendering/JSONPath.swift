/// Where in a JSON text a value stands.
struct JSONPath {
  private struct Frame {
    let isArray: Bool
    var key = ""
  }

  private var frames: [Frame] = []

  /// The key whose value comes next, as it is spelled in the log.
  var key: String {
    get { frames.last?.key ?? "" }
    set {
      guard !frames.isEmpty else { return }
      frames[frames.count - 1].key = newValue
    }
  }

  mutating func open(isArray: Bool) { frames.append(Frame(isArray: isArray)) }
  mutating func close() { if !frames.isEmpty { frames.removeLast() } }

  /// The key without its spelling: `string_data` is `stringdata`.
  ///
  /// Of a dotted key (`objectRef.resource`) it is the last part.
  var name: String { Self.parts(key).last ?? "" }

  /// The same of the object that holds the key, or of the part before the last
  /// dot.
  var parent: String {
    let parts = Self.parts(key)
    if parts.count > 1 { return parts[parts.count - 2] }
    guard frames.count > 1 else { return "" }
    let frame = frames[frames.count - 2]
    return frame.isArray ? "" : Self.parts(frame.key).last ?? ""
  }

  /// The name of the object that holds the key, whatever dots the key has.
  var holder: String {
    guard frames.count > 1, !frames[frames.count - 2].isArray else { return "" }
    return Self.parts(frames[frames.count - 2].key).last ?? ""
  }

  /// Whether the key stands in an object that is an element of an array.
  var isInElement: Bool {
    frames.count > 1 && frames[frames.count - 2].isArray && frames.last?.isArray == false
  }

  /// Whether the value is a request's path and query.
  var isURI: Bool { frames.last?.isArray == false && name == "requesturi" }

  private static func parts(_ key: String) -> [String] {
    // Annotations have dots in their names, not between them.
    let parts = key.contains("/") ? [key[...]] : key.split(separator: ".")
    return parts.map { $0.lowercased().filter { $0 != "_" && $0 != "-" } }
  }
}
