internal import LogBytes

/// A patch in short: the leaves it sets, `path=value`, joined by `; `.
///
/// Merge, strategic and apply patches are objects; a JSON patch (RFC 6902) is
/// an array of operations, written `replace /spec/replicas=3`.
struct PatchSummary {
  /// The longest summary, bytes.
  private static let limit = 240
  /// The longest value that is written out, bytes.
  private static let valueLimit = 64

  private let text: TextBytes
  private let hidesData: Bool
  private var output: [UInt8] = []
  private var isFull = false

  /// The summary of a body, UTF-8; empty where there is nothing to say.
  ///
  /// - Parameter hidesData: whether values are a Secret's, never to be shown.
  static func of(
    _ body: TextRange, _ text: TextBytes, _ scanner: inout JSONScanner, hidesData: Bool
  ) -> [UInt8] {
    guard body.count > 0 else { return [] }
    var summary = PatchSummary(text: text, hidesData: hidesData)
    if text[Int(body.start)] == UInt8(ascii: "[") {
      summary.addOperations(body, &scanner)
    } else {
      summary.addMembers(body, path: [], depth: 0, &scanner)
    }
    return summary.output
  }

  private init(text: TextBytes, hidesData: Bool) {
    self.text = text
    self.hidesData = hidesData
  }

  private mutating func addMembers(
    _ object: TextRange, path: [UInt8], depth: Int, _ scanner: inout JSONScanner
  ) {
    var members: [(path: [UInt8], value: TextRange)] = []
    JSONValueReader.forEachMember(text, object, scanner: &scanner) { member in
      var inner = path
      if !inner.isEmpty { inner.append(UInt8(ascii: ".")) }
      text.appendUnescaped(TextRange(start: member.keyStart, count: member.keyCount), to: &inner)
      members.append((inner, TextRange(start: member.valueStart, count: member.valueCount)))
      return members.count < 64
    }
    for member in members where !isFull && !isNoise(member.path, depth: depth) {
      let isObject = text[Int(member.value.start)] == UInt8(ascii: "{") && member.value.count > 2
      if isObject, depth < 16 {
        addMembers(member.value, path: member.path, depth: depth + 1, &scanner)
      } else {
        addLeaf(
          member.path, member.value, isPublic: member.path[...].isPublicInSecret(separator: "."))
      }
    }
  }

  /// What every object says of itself, copies of the whole object, and the
  /// order that a strategic patch gives to a list.
  private func isNoise(_ path: [UInt8], depth: Int) -> Bool {
    if path.hasPart("$setElementOrder/") { return true }
    if depth == 0 { return path == Array("kind".utf8) || path == Array("apiVersion".utf8) }
    return path.ends("last-applied-configuration") || path.ends("managedFields")
  }

  private mutating func addOperations(_ array: TextRange, _ scanner: inout JSONScanner) {
    var operations: [TextRange] = []
    JSONValueReader.forEachElement(text, array, scanner: &scanner) { element in
      operations.append(element)
      return operations.count < 64
    }
    for operation in operations where !isFull {
      let name = JSONValueReader.value(of: "op", in: text, operation, scanner: &scanner)
      let path = JSONValueReader.value(of: "path", in: text, operation, scanner: &scanner)
      let value = JSONValueReader.value(of: "value", in: text, operation, scanner: &scanner)
      var label: [UInt8] = []
      text.appendUnescaped(text.contents(of: name), to: &label)
      label.append(UInt8(ascii: " "))
      let start = label.count
      text.appendUnescaped(text.contents(of: path), to: &label)
      if isNoise(label, depth: 1) { continue }
      addLeaf(label, value, isPublic: label[start...].isPublicInSecret(separator: "/"))
    }
  }

  private mutating func addLeaf(
    _ path: [UInt8], _ value: TextRange, isPublic: @autoclosure () -> Bool
  ) {
    var leaf = path
    if !value.isNone {
      leaf.append(UInt8(ascii: "="))
      appendValue(value, isSecret: hidesData && !isPublic(), to: &leaf)
    }
    let separator = output.isEmpty ? "" : "; "
    guard output.count + separator.utf8.count + leaf.count <= Self.limit else {
      output.append(contentsOf: (output.isEmpty ? "…" : "; …").utf8)
      isFull = true
      return
    }
    output.append(contentsOf: separator.utf8)
    output.append(contentsOf: leaf)
  }

  private func appendValue(_ value: TextRange, isSecret: Bool, to leaf: inout [UInt8]) {
    if isSecret {
      leaf.append(contentsOf: "(redacted)".utf8)
      return
    }
    let contents = text.contents(of: value)
    let shown = contents.isNone ? value : contents
    guard shown.count <= Self.valueLimit else {
      leaf.append(contentsOf: (contents.isNone ? "(\(value.count) bytes)" : "…").utf8)
      return
    }
    if contents.isNone {
      text.append(value, to: &leaf)
    } else {
      text.appendUnescaped(contents, to: &leaf)
    }
  }
}

extension [UInt8] {
  /// Whether the bytes end with a text.
  fileprivate func ends(_ text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }

  /// Whether a part of a path, from its start or behind a dot, begins with a
  /// text.
  fileprivate func hasPart(_ text: String) -> Bool {
    indices.contains { index in
      (index == 0 || self[index - 1] == UInt8(ascii: ".")) && self[index...].starts(with: text.utf8)
    }
  }
}

extension ArraySlice<UInt8> {
  /// Whether what lies at a path of a Secret may be shown.
  ///
  /// Data, the whole object and annotations (tools keep copies of the object
  /// in them) may not.
  fileprivate func isPublicInSecret(separator: String) -> Bool {
    let parts = String(decoding: self, as: UTF8.self)
      .split(separator: Character(separator), maxSplits: 2).map(String.init)
    return parts == ["type"] || parts == ["immutable"]
      || parts.first == "metadata" && parts.count > 1 && parts[1] != "annotations"
  }
}
