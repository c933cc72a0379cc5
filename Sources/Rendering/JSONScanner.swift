/// Where a text stops being JSON.
struct JSONFault: Error, Equatable {
  let byteOffset: Int
}

/// Reads one JSON text token by token, without recursion and without a tree.
///
/// It checks the grammar of RFC 8259 but for one thing: raw control characters
/// in strings pass, because logs have them and the printer escapes them.
struct JSONScanner {
  enum Token: Equatable {
    case beginObject, endObject, beginArray, endArray
    /// A key with its quotes.
    case key(Range<Int>)
    /// A string with its quotes.
    case string(Range<Int>)
    /// A number, `true`, `false` or `null`.
    case scalar(Range<Int>)
  }

  private enum State { case value, firstElement, firstKey, key, afterValue }

  /// Indentation grows with the square of the depth; no event is this deep.
  static let deepest = 512

  let bytes: [UInt8]
  /// The first byte not read yet.
  private(set) var position = 0
  /// Where the token read last, or the faulty one, begins.
  private(set) var tokenStart = 0
  /// Of each open container, whether it is an array.
  private var containers: [Bool] = []
  private var state = State.value

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next token; nil at the end of the text.
  mutating func next() throws(JSONFault) -> Token? {
    while true {
      skipSpace()
      tokenStart = position
      switch state {
      case .value: return try value()
      case .firstElement: return try peek == UInt8(ascii: "]") ? close() : value()
      case .firstKey: return try peek == UInt8(ascii: "}") ? close() : key()
      case .key: return try key()
      case .afterValue:
        guard let isArray = containers.last else {
          if position < bytes.count { throw fault }
          return nil
        }
        guard peek == UInt8(ascii: ",") else { return try close() }
        position += 1
        state = isArray ? .value : .key
      }
    }
  }

  /// Reads over the value that comes next; its place in the text.
  mutating func skipValue() throws(JSONFault) -> Range<Int> {
    let depth = containers.count
    _ = try next()
    let start = tokenStart
    while containers.count > depth { _ = try next() }
    return start..<position
  }

  /// The first byte of what comes next.
  mutating func peekNext() -> UInt8? {
    skipSpace()
    return peek
  }

  private var fault: JSONFault { JSONFault(byteOffset: tokenStart) }
  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func value() throws(JSONFault) -> Token {
    switch peek {
    case UInt8(ascii: "{"): return try open(isArray: false)
    case UInt8(ascii: "["): return try open(isArray: true)
    case UInt8(ascii: "\""):
      state = .afterValue
      return .string(try string())
    case UInt8(ascii: "t"): return try literal("true")
    case UInt8(ascii: "f"): return try literal("false")
    case UInt8(ascii: "n"): return try literal("null")
    default: return try number()
    }
  }

  private mutating func open(isArray: Bool) throws(JSONFault) -> Token {
    guard containers.count < Self.deepest else { throw fault }
    position += 1
    containers.append(isArray)
    state = isArray ? .firstElement : .firstKey
    return isArray ? .beginArray : .beginObject
  }

  private mutating func close() throws(JSONFault) -> Token {
    guard let isArray = containers.last, peek == UInt8(ascii: isArray ? "]" : "}") else {
      throw fault
    }
    position += 1
    containers.removeLast()
    state = .afterValue
    return isArray ? .endArray : .endObject
  }

  private mutating func key() throws(JSONFault) -> Token {
    let range = try string()
    skipSpace()
    guard peek == UInt8(ascii: ":") else { throw fault }
    position += 1
    state = .value
    return .key(range)
  }

  private mutating func string() throws(JSONFault) -> Range<Int> {
    guard peek == UInt8(ascii: "\"") else { throw fault }
    let start = position
    position += 1
    while let byte = peek {
      position += 1
      if byte == UInt8(ascii: "\"") { return start..<position }
      if byte == UInt8(ascii: "\\") { try escape() }
    }
    throw fault
  }

  private mutating func escape() throws(JSONFault) {
    guard let byte = peek, "\"\\/bfnrtu".utf8.contains(byte) else { throw fault }
    position += 1
    guard byte == UInt8(ascii: "u") else { return }
    for _ in 0..<4 {
      guard let digit = peek, JSONString.hexDigit(digit) != nil else { throw fault }
      position += 1
    }
  }

  private mutating func literal(_ word: StaticString) throws(JSONFault) -> Token {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[position..<end].elementsEqual("\(word)".utf8) else {
      throw fault
    }
    return scalar(upTo: end)
  }

  private mutating func number() throws(JSONFault) -> Token {
    var end = position
    func digits() throws(JSONFault) {
      let start = end
      while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
      if end == start { throw fault }
    }
    func take(_ choices: UInt8...) -> Bool {
      guard end < bytes.count, choices.contains(bytes[end]) else { return false }
      end += 1
      return true
    }
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e"), UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "+"), UInt8(ascii: "-"))
      try digits()
    }
    return scalar(upTo: end)
  }

  private mutating func scalar(upTo end: Int) -> Token {
    defer {
      position = end
      state = .afterValue
    }
    return .scalar(position..<end)
  }
}
