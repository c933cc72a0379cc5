/// A validating scanner that finds where a JSON value ends.
///
/// It accepts exactly the grammar of RFC 8259 with two liberties, both of the
/// specification's own "may": bytes that are not UTF-8 inside strings, and any
/// depth. It builds nothing. Worked example, scanning from the brace:
///
///     {"verb":"get","user":{"groups":["a"]}}\n{"verb":…
///     ^start                                ^end, the offset returned
///
/// Nesting is one bit a level (1 object, 0 array) in a 64-bit register; every
/// 64 levels the register is put aside, so depth costs a bit and no recursion.
/// Strings are skipped eight bytes at a time: one subtraction marks bytes below
/// 0x20, two more mark quotes and backslashes; the lowest mark is always exact,
/// because a borrow only runs upward from a true hit.
public struct JSONScanner: Sendable {
  /// What was wrong, after a method returned `failed`.
  public internal(set) var fault = JSONFault.incomplete
  /// Where it was wrong: an offset in the bytes given.
  public internal(set) var faultOffset = 0
  /// How many line feeds were passed as white space since it was last set.
  public var lineFeeds = 0

  /// What scanning methods return where there is no value.
  public static let failed = -1

  private var outerLevels: [UInt64] = []

  /// Creates a scanner; it may be used for any number of texts.
  public init() {}

  /// Checks that a text is one JSON value with white space around it.
  ///
  /// - Returns: nil, or the fault and its offset.
  public static func faultOf(_ text: some Collection<UInt8>) -> (fault: JSONFault, offset: Int)? {
    var scanner = JSONScanner()
    return TextBuffer(text).withBytes { bytes in
      let start = scanner.skipWhiteSpace(bytes, from: 0)
      let end = scanner.skipValue(bytes, from: start)
      if end == failed { return (scanner.fault, scanner.faultOffset) }
      let rest = scanner.skipWhiteSpace(bytes, from: end)
      return rest == bytes.count ? nil : (.trailingBytes, rest)
    }
  }

  /// The offset of the first byte that is no white space, at most `count`.
  @inline(__always)
  mutating func skipWhiteSpace(_ text: TextBytes, from offset: Int) -> Int {
    // Compact JSON has none: one comparison decides.
    text[offset] > 0x20 ? offset : skipSpaces(text, from: offset)
  }

  @inline(never)
  private mutating func skipSpaces(_ text: TextBytes, from offset: Int) -> Int {
    var offset = offset
    while offset < text.count {
      switch text[offset] {
      case 0x20, 0x09, 0x0D: offset += 1
      case 0x0A:
        lineFeeds += 1
        offset += 1
      default: return offset
      }
    }
    return offset
  }

  @inline(never)
  mutating func fail(_ fault: JSONFault, at offset: Int, in text: TextBytes) -> Int {
    self.fault = offset >= text.count ? .incomplete : fault
    faultOffset = min(offset, text.count)
    outerLevels.removeAll(keepingCapacity: true)
    return Self.failed
  }

  /// Skips one value that starts at an offset.
  ///
  /// - Returns: the offset behind it, or `failed` with `fault` and
  ///   `faultOffset` set.
  public mutating func skipValue(_ text: TextBytes, from start: Int) -> Int {
    let first = text[start]
    if first != UInt8(ascii: "{"), first != UInt8(ascii: "[") {
      return skipScalar(text, from: start)
    }
    return skipContainer(text, from: start)
  }

  /// Skips an object or array, whose bracket is at an offset.
  private mutating func skipContainer(_ text: TextBytes, from start: Int) -> Int {
    var offset = start
    var levels: UInt64 = 0
    var depth = 0
    while true {
      // At a value.
      let byte = text[offset]
      if byte == UInt8(ascii: "\"") {
        offset = skipString(text, from: offset + 1)
        if offset == Self.failed { return offset }
      } else if byte == UInt8(ascii: "{") {
        enter(isObject: true, &levels, &depth)
        offset = skipWhiteSpace(text, from: offset + 1)
        if text[offset] != UInt8(ascii: "}") {
          offset = skipToValue(text, from: offset)
          if offset == Self.failed { return offset }
          continue
        }
      } else if byte == UInt8(ascii: "[") {
        enter(isObject: false, &levels, &depth)
        offset = skipWhiteSpace(text, from: offset + 1)
        if text[offset] != UInt8(ascii: "]") { continue }
      } else {
        offset = skipScalar(text, from: offset)
        if offset == Self.failed { return offset }
      }
      // Behind a value, or at the bracket that closes an empty container.
      offset = skipEnds(text, from: offset, &levels, &depth)
      if depth == 0 || offset == Self.failed { return offset }
    }
  }

  /// Skips a key, its colon and the white space around them.
  @inline(__always)
  private mutating func skipToValue(_ text: TextBytes, from start: Int) -> Int {
    let offset = skipKey(text, from: start)
    return offset == Self.failed ? offset : skipWhiteSpace(text, from: offset)
  }

  /// Skips closing brackets up to a comma, and what stands before the next
  /// value; stops behind the outermost bracket.
  @inline(__always)
  private mutating func skipEnds(
    _ text: TextBytes, from start: Int, _ levels: inout UInt64, _ depth: inout Int
  ) -> Int {
    var offset = start
    while true {
      offset = skipWhiteSpace(text, from: offset)
      let byte = text[offset]
      let isObject = levels & 1 == 1
      if byte == UInt8(ascii: ",") {
        offset = skipWhiteSpace(text, from: offset + 1)
        return isObject ? skipToValue(text, from: offset) : offset
      }
      guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
        depth = max(depth, 1)
        return fail(.unexpectedByte, at: offset, in: text)
      }
      leave(&levels, &depth)
      offset += 1
      if depth == 0 { return offset }
    }
  }

  @inline(__always)
  private mutating func enter(isObject: Bool, _ levels: inout UInt64, _ depth: inout Int) {
    if depth & 63 == 0, depth > 0 { putAside(&levels) }
    levels = levels << 1 | (isObject ? 1 : 0)
    depth += 1
  }

  @inline(__always)
  private mutating func leave(_ levels: inout UInt64, _ depth: inout Int) {
    levels >>= 1
    depth -= 1
    if depth & 63 == 0, depth > 0 { levels = takeBack() }
  }

  @inline(never)
  private mutating func putAside(_ levels: inout UInt64) {
    outerLevels.append(levels)
    levels = 0
  }

  @inline(never)
  private mutating func takeBack() -> UInt64 { outerLevels.removeLast() }

  /// Skips `"key"`, white space and the colon.
  @inline(__always)
  mutating func skipKey(_ text: TextBytes, from start: Int) -> Int {
    guard text[start] == UInt8(ascii: "\"") else {
      return fail(.unexpectedByte, at: start, in: text)
    }
    var offset = skipString(text, from: start + 1)
    if offset == Self.failed { return offset }
    offset = skipWhiteSpace(text, from: offset)
    guard text[offset] == UInt8(ascii: ":") else {
      return fail(.unexpectedByte, at: offset, in: text)
    }
    return offset + 1
  }
}
