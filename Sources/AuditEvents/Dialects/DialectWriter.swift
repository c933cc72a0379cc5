internal import LogBytes

/// Writes an event of another kind anew, as an API server would have.
struct DialectWriter {
  /// What had to be inferred, or could not be.
  private(set) var notes: [DialectNote] = []
  private let values: DialectValues
  private let catalog: DialectCatalog

  /// Fields that are objects or arrays: a string in their place holds one.
  private static let structures: Set<String> = [
    "user", "impersonatedUser", "objectRef", "responseStatus", "requestObject", "responseObject",
    "annotations", "sourceIPs", "user.groups", "user.extra",
  ]

  init(_ values: DialectValues, _ catalog: DialectCatalog) {
    self.values = values
    self.catalog = catalog
  }

  /// The event as JSON text; nil if it is none of Kubernetes.
  mutating func event() -> [UInt8]? {
    var members: [(key: String, json: [UInt8])] = []
    var objects: [String: [(key: String, json: [UInt8])]] = [:]
    for target in values.targets where !target.hasPrefix("@") {
      guard var json = values[target] else { continue }
      let name = target.hasSuffix("[]") ? String(target.dropLast(2)) : target
      if Self.structures.contains(name) { json = Self.structure(json) }
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        objects[parts[0], default: []].append((parts[1], json))
      } else {
        members.append((name, json))
      }
    }
    for (key, parts) in objects.sorted(by: { $0.key < $1.key })
    where !members.contains(where: { $0.key == key }) {
      members.append((key, JSONBytes.object(parts)))
    }
    guard let more = translated() else { return nil }
    let isText = values["@logged"] != nil
    members.removeAll { member in
      more.contains { $0.key == member.key } || isText && member.json.count == 2
    }
    return JSONBytes.object(members + more)
  }

  /// The members that need more than another name; nil if it is no event of
  /// Kubernetes.
  private mutating func translated() -> [(key: String, json: [UInt8])]? {
    if values["@logged"] != nil {
      var line = LegacyTextLine(values)
      defer { notes += line.notes }
      return line.members()
    }
    if values["@class"] != nil { return OCSFActivity(values).members() }
    guard values["@method"] != nil else { return [] }
    var logging = CloudLoggingEntry(values, catalog)
    defer { notes += logging.notes }
    return logging.members()
  }

  /// An object or array, out of the string that holds it where one does.
  private static func structure(_ json: [UInt8]) -> [UInt8] {
    guard json.first == UInt8(ascii: "\"") else { return json }
    var plain: [UInt8] = []
    TextBuffer(json).withBytes { text in
      text.appendUnescaped(TextRange(start: 1, count: Int32(json.count - 2)), to: &plain)
    }
    let isStructure = plain.first == UInt8(ascii: "{") || plain.first == UInt8(ascii: "[")
    return isStructure && JSONScanner.faultOf(plain) == nil ? plain : json
  }
}

/// Writes JSON text.
enum JSONBytes {
  /// An object of members whose values are JSON text.
  static func object(_ members: [(key: String, json: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (index, member) in members.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += string(member.key)
      bytes.append(UInt8(ascii: ":"))
      bytes += member.json
    }
    return bytes + [UInt8(ascii: "}")]
  }

  /// An array of elements that are JSON text.
  static func array(_ elements: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "[")] + elements.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
  }

  /// A string.
  static func string(_ text: some StringProtocol) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 { JSONEscape.append(byte, to: &bytes) }
    return bytes + [UInt8(ascii: "\"")]
  }
}
