/// A text that is put together of pieces of others.
public struct TextArena: Sendable {
  private var bytes: [UInt8] = []

  /// An empty text.
  public init() {}

  /// How many bytes it has.
  public var count: Int32 { Int32(bytes.count) }

  /// Empties it, keeping its room.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Lends the text as scanners need it.
  public mutating func withBytes<Result>(_ body: (TextBytes) -> Result) -> Result {
    let count = bytes.count
    bytes += repeatElement(0, count: TextBuffer.padding)
    defer { bytes.removeLast(TextBuffer.padding) }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("padding is never empty") }
      return body(TextBytes(base: base, count: count))
    }
  }

  /// What was appended from an offset on.
  public func range(from start: Int32) -> TextRange {
    TextRange(start: start, count: count - start)
  }

  /// Appends a stretch of another text.
  public mutating func append(_ range: TextRange, of text: TextBytes) {
    text.append(range, to: &bytes)
  }

  /// Appends a text.
  public mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends bytes.
  public mutating func append(_ text: [UInt8]) { bytes += text }

  /// Appends a JSON string that says what a stretch of another text is.
  ///
  /// - Parameter plain: no JSON string, or the contents of one without escapes.
  public mutating func append(quoted plain: TextRange, of text: TextBytes) {
    bytes.append(UInt8(ascii: "\""))
    if Self.isPlain(plain, text) {
      text.append(plain, to: &bytes)
    } else {
      for offset in plain.offsets { JSONEscape.append(text[offset], to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether nothing in a stretch needs an escape.
  private static func isPlain(_ range: TextRange, _ text: TextBytes) -> Bool {
    var offset = Int(range.start)
    let end = offset + Int(range.count)
    while offset < end {
      let marks = JSONScanner.stringEnds(in: text.eightBytes(at: offset))
      if marks != 0, offset + marks.trailingZeroBitCount >> 3 < end { return false }
      offset += 8
    }
    return true
  }
}
