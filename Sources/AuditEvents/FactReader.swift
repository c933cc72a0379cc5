internal import LogBytes

/// Reads inside the body of one event.
struct FactReader {
  let text: TextBytes
  var scanner: JSONScanner
  let event: Int

  mutating func member(_ key: StaticString, of object: TextRange) -> TextRange {
    JSONValueReader.value(of: key, in: text, object, scanner: &scanner)
  }

  mutating func value(at path: [StaticString], of object: TextRange) -> TextRange {
    path.reduce(object) { member($1, of: $0) }
  }

  mutating func elements(of array: TextRange) -> [TextRange] {
    var elements: [TextRange] = []
    JSONValueReader.forEachElement(text, array, scanner: &scanner) { element in
      elements.append(element)
      return true
    }
    return elements
  }

  mutating func string(
    _ key: StaticString, of object: TextRange, _ arena: inout [UInt8]
  ) -> Slice {
    string(member(key, of: object), &arena)
  }

  /// Keeps what a string says.
  func string(_ value: TextRange, _ arena: inout [UInt8]) -> Slice {
    keep(text.contents(of: value), &arena)
  }

  mutating func json(_ key: StaticString, of object: TextRange, _ arena: inout [UInt8]) -> Slice {
    keepJSON(member(key, of: object), &arena)
  }

  /// A JSON array of the paths of the volumes that are the host's.
  mutating func hostPaths(in volumes: TextRange, _ arena: inout [UInt8]) -> Slice {
    var paths: [TextRange] = []
    for volume in elements(of: volumes) {
      let path = member("path", of: member("hostPath", of: volume))
      if !path.isNone { paths.append(path) }
    }
    guard !paths.isEmpty else { return .none }
    let start = arena.count
    for (index, path) in paths.enumerated() {
      arena.append(UInt8(ascii: index == 0 ? "[" : ","))
      text.append(path, to: &arena)
    }
    arena.append(UInt8(ascii: "]"))
    return Slice(start: Int32(start), count: Int32(arena.count - start))
  }

  func keep(_ contents: TextRange, _ arena: inout [UInt8]) -> Slice {
    guard !contents.isNone else { return .none }
    let start = arena.count
    text.appendUnescaped(contents, to: &arena)
    return Slice(start: Int32(start), count: Int32(arena.count - start))
  }

  func keepJSON(_ value: TextRange, _ arena: inout [UInt8]) -> Slice {
    guard value.count > 0, text[Int(value.start)] != UInt8(ascii: "n") else { return .none }
    let start = arena.count
    text.append(value, to: &arena)
    return Slice(start: Int32(start), count: Int32(arena.count - start))
  }

  func keep(_ bytes: [UInt8], _ arena: inout [UInt8]) -> Slice {
    let start = arena.count
    arena.append(contentsOf: bytes)
    return Slice(start: Int32(start), count: Int32(bytes.count))
  }
}

extension TextBytes {
  /// Whether a string's contents are a text.
  func isText(_ contents: TextRange, _ text: StaticString) -> Bool { says(text, contents) }
}
