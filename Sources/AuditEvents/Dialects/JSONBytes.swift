internal import LogBytes

/// Writes an object as JSON text, member by member.
struct JSONObjectWriter {
  /// What has been written.
  var bytes: [UInt8] = [UInt8(ascii: "{")]

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
