internal import LogBytes

/// Writes an event of another kind anew, as an API server would have.
struct DialectWriter {
  /// What had to be inferred, or could not be.
  private(set) var notes: [DialectNote] = []
  private let values: DialectValues
  private let catalog: DialectCatalog

  init(_ values: DialectValues, _ catalog: DialectCatalog) {
    self.values = values
    self.catalog = catalog
  }

  /// The event as JSON text; nil if it is none of Kubernetes.
  mutating func event() -> [UInt8]? {
    guard let translated = translated() else { return nil }
    // An empty value of a line of text says nothing.
    let shortest = values.has("@logged") ? 3 : 0
    var taken = translated.map { JSONBytes.string($0.key) }
    var object = JSONObjectWriter()
    values.forEach { place, text, range in
      let target = catalog.targets[place]
      guard !target.isTranslated, target.inner == nil, !taken.contains(target.outer) else {
        return
      }
      taken.append(target.outer)
      guard range.count >= shortest else { return }
      object.begin(target.outer)
      Self.write(target, text, range, to: &object.bytes)
    }
    writeObjects(without: taken, to: &object)
    for member in translated { object.add(member.key, member.json) }
    return object.finish()
  }

  /// The members that need more than another name; nil if it is no event of
  /// Kubernetes.
  private mutating func translated() -> [(key: String, json: [UInt8])]? {
    if values.has("@logged") {
      var line = LegacyTextLine(values)
      defer { notes += line.notes }
      return line.members()
    }
    if values.has("@class") { return OCSFActivity(values).members() }
    guard values.has("@method") else { return [] }
    var logging = CloudLoggingEntry(values, catalog)
    defer { notes += logging.notes }
    return logging.members()
  }

  /// Writes the fields of which only the members are known.
  private func writeObjects(without taken: [[UInt8]], to object: inout JSONObjectWriter) {
    var outer: [UInt8] = []
    var inner = JSONObjectWriter()
    values.forEach { place, text, range in
      let target = catalog.targets[place]
      guard !target.isTranslated, let key = target.inner, !taken.contains(target.outer) else {
        return
      }
      // Those of one object follow each other in the order of the names.
      if outer != target.outer, !outer.isEmpty {
        object.begin(outer)
        object.bytes += inner.finish()
        inner = JSONObjectWriter()
      }
      outer = target.outer
      inner.begin(key)
      Self.write(target, text, range, to: &inner.bytes)
    }
    guard !outer.isEmpty else { return }
    object.begin(outer)
    object.bytes += inner.finish()
  }

  private static func write(
    _ target: DialectTarget, _ text: TextBytes, _ range: TextRange, to bytes: inout [UInt8]
  ) {
    if target.isStructure, text[Int(range.start)] == UInt8(ascii: "\"") {
      bytes += structure(text, range)
    } else {
      text.append(range, to: &bytes)
    }
  }

  /// An object or array, out of the string that holds it where one does.
  private static func structure(_ text: TextBytes, _ range: TextRange) -> [UInt8] {
    var plain: [UInt8] = []
    text.appendUnescaped(text.contents(of: range), to: &plain)
    let isStructure = plain.first == UInt8(ascii: "{") || plain.first == UInt8(ascii: "[")
    if isStructure, JSONScanner.faultOf(plain) == nil { return plain }
    var json: [UInt8] = []
    text.append(range, to: &json)
    return json
  }
}

/// Writes an object as JSON text, member by member.
struct JSONObjectWriter {
  /// What has been written.
  var bytes: [UInt8] = [UInt8(ascii: "{")]

  /// Begins one of so many bytes, perhaps.
  init(usual: Int = 256) { bytes.reserveCapacity(usual) }

  /// Writes a key, behind which its value is to be written.
  ///
  /// - Parameter key: as JSON text.
  mutating func begin(_ key: [UInt8]) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    bytes += key
    bytes.append(UInt8(ascii: ":"))
  }

  /// Writes a member.
  mutating func add(_ key: String, _ json: [UInt8]) {
    begin(JSONBytes.string(key))
    bytes += json
  }

  /// The object.
  mutating func finish() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}

/// Writes JSON text.
enum JSONBytes {
  /// An object of members whose values are JSON text.
  static func object(_ members: [(key: String, json: [UInt8])]) -> [UInt8] {
    var object = JSONObjectWriter()
    for member in members { object.add(member.key, member.json) }
    return object.finish()
  }

  /// An array of elements that are JSON text.
  static func array(_ elements: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "[")] + elements.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
  }

  /// A string.
  static func string(_ text: some StringProtocol) -> [UInt8] {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return bytes
  }

  /// Appends a string.
  static func append(_ text: some StringProtocol, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let isPlain = text.utf8.withContiguousStorageIfAvailable { text in
      guard !text.contains(where: needsEscape) else { return false }
      bytes.append(contentsOf: text)
      return true
    }
    if isPlain != true { for byte in text.utf8 { JSONEscape.append(byte, to: &bytes) } }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }
}
