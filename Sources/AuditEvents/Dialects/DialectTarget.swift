/// A field of a native event, as the tables name it.
struct DialectTarget: Sendable {
  let name: String
  /// Whether its value says something of several fields.
  let isTranslated: Bool
  /// Whether all values belong to it, as the elements of an array.
  let isList: Bool
  /// Whether it is an object or array: a string in its place holds one.
  let isStructure: Bool
  /// The field of an event that it is, or is a part of.
  let key: EventKey
  /// The key inside the object, as JSON text with its colon, if it is of such.
  let inner: [UInt8]?

  private static let structures: Set<String> = [
    "user", "impersonatedUser", "objectRef", "responseStatus", "requestObject", "responseObject",
    "annotations", "sourceIPs", "user.groups", "user.extra",
  ]

  init(_ name: String) {
    self.name = name
    isTranslated = name.hasPrefix("@")
    isList = name.hasSuffix("[]")
    let key = isList ? name.dropLast(2) : name[...]
    isStructure = Self.structures.contains(String(key))
    let parts = key.split(separator: ".", maxSplits: 1)
    self.key = EventKey(rawValue: String(parts.first ?? "")) ?? .other
    inner = parts.count == 2 ? JSONBytes.string(parts[1]) + [UInt8(ascii: ":")] : nil
  }
}
