internal import LogBytes

/// A method's name in Cloud Logging, `io.k8s.GROUP.VERSION.RESOURCE.VERB`, with
/// a subresource before the verb where there is one.
struct CloudMethod {
  private let parts: TextParts
  /// Where the resource stands: behind the version.
  private let resource: Int?

  /// Subresources whose connection the server hands over.
  private static let handedOver: [StaticString] = ["exec", "attach", "portforward", "proxy"]

  /// Reads a name; nil of one that is not of Kubernetes.
  init?(_ text: TextBytes, _ range: TextRange) {
    let parts = TextParts(text, range, UInt8(ascii: "."))
    guard parts.count > 2, parts.says("io", at: 0), parts.says("k8s", at: 1) else { return nil }
    let version = (2..<parts.count).first { index in
      let part = parts[index]
      return part.count > 1 && text[Int(part.start)] == UInt8(ascii: "v")
        && text[Int(part.start) + 1] &- UInt8(ascii: "0") < 10
    }
    self.parts = parts
    resource = version.flatMap { $0 + 2 < parts.count ? $0 + 1 : nil }
  }

  /// What was done, the audit verb.
  var verb: TextRange { parts[parts.count - 1] }

  /// Whether something was made.
  var isCreate: Bool { parts.says("create", at: parts.count - 1) }

  private var subresource: Int? {
    resource.flatMap { $0 + 2 < parts.count ? $0 + 1 : nil }
  }

  /// Whether it may be a connection that the server hands over.
  var mayBeHandedOver: Bool {
    subresource.map { place in Self.handedOver.contains { parts.says($0, at: place) } } ?? false
  }

  /// Writes `objectRef`.
  ///
  /// - Parameter path: the resource's name in its parts.
  /// - Returns: false if the path is none of a resource's.
  func writeReference(to path: TextParts, _ output: inout TextArena) -> Bool {
    guard let resource, path.count > 2 else { return false }
    output.append("{\"resource\":")
    output.append(quoted: parts[resource], of: parts.text)
    var rest = 2
    if path.says("namespaces", at: 2), path.count > 3, !parts.says("namespaces", at: resource) {
      output.append(",\"namespace\":")
      output.append(quoted: path[3], of: path.text)
      rest = 4
    }
    if path.count > rest + 1 {
      output.append(",\"name\":")
      output.append(quoted: path[rest + 1], of: path.text)
    }
    if !path.says("core", at: 0) {
      output.append(",\"apiGroup\":")
      output.append(quoted: path[0], of: path.text)
    }
    output.append(",\"apiVersion\":")
    output.append(quoted: path[1], of: path.text)
    if let subresource {
      output.append(",\"subresource\":")
      output.append(quoted: parts[subresource], of: parts.text)
    }
    output.append("}")
    return true
  }
}

/// A text cut at each separator; empty parts are left out.
struct TextParts {
  let text: TextBytes
  private var parts: [TextRange] = []

  init(_ text: TextBytes, _ range: TextRange, _ separator: UInt8) {
    self.text = text
    parts.reserveCapacity(10)
    var start = range.start
    for offset in range.start...range.start + range.count {
      guard offset == range.start + range.count || text[Int(offset)] == separator else { continue }
      if offset > start { parts.append(TextRange(start: start, count: offset - start)) }
      start = offset + 1
    }
  }

  /// How many there are.
  var count: Int { parts.count }

  subscript(index: Int) -> TextRange { parts[index] }

  /// Whether a part is a text.
  func says(_ plain: StaticString, at index: Int) -> Bool {
    text.matches(plain, at: Int(parts[index].start), count: Int(parts[index].count))
  }
}
