/// Reads JSON into a tree.
struct JSONTreeReader {
  private static let deepest = 100

  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The one value that the text is.
  mutating func whole() -> JSONTree? {
    guard let tree = value() else { return nil }
    skipSpace()
    return offset == bytes.count ? tree : nil
  }

  private var next: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  private mutating func skipSpace() {
    while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == byte else { return false }
    offset += 1
    return true
  }

  private mutating func value() -> JSONTree? {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return array()
    case UInt8(ascii: "\""): return string().map(JSONTree.text)
    case UInt8(ascii: "t"): return word("true", .flag(true))
    case UInt8(ascii: "f"): return word("false", .flag(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func word(_ word: String, _ tree: JSONTree) -> JSONTree? {
    guard bytes[offset...].starts(with: word.utf8) else { return nil }
    offset += word.utf8.count
    return tree
  }

  private mutating func number() -> JSONTree? {
    let start = offset
    while offset < bytes.count, "+-.eE0123456789".utf8.contains(bytes[offset]) { offset += 1 }
    guard offset > start else { return nil }
    return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  private mutating func object() -> JSONTree? {
    offset += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return nil }
    var members: [JSONTree.Member] = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\""), let key = string(), take(UInt8(ascii: ":")),
        let value = value()
      else { return nil }
      members.append(JSONTree.Member(key: key, value: value))
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? .object(members) : nil
  }

  private mutating func array() -> JSONTree? {
    offset += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { return nil }
    var elements: [JSONTree] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      guard let element = value() else { return nil }
      elements.append(element)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .array(elements) : nil
  }

  /// A string, from its quote on.
  private mutating func string() -> String? {
    let start = offset
    offset += 1
    var isPlain = true
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      if bytes[offset] == UInt8(ascii: "\\") {
        isPlain = false
        offset += 1
      }
      offset += 1
    }
    guard offset < bytes.count else { return nil }
    offset += 1
    if isPlain { return String(decoding: bytes[start + 1..<offset - 1], as: UTF8.self) }
    return JSONTexts.list(String(decoding: bytes[start..<offset], as: UTF8.self)).first
  }
}
