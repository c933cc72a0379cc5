#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension TextBytes {
  /// Appends what a JSON string says, as UTF-8, to a buffer.
  ///
  /// A lone surrogate becomes U+FFFD. Bytes that are not UTF-8 stay as they
  /// are; who makes text of them repairs them. Of an escape that was cut,
  /// nothing is taken, or its backslash if that is all there is.
  ///
  /// - Parameter range: the string's contents, without its quotes.
  public func appendUnescaped(_ range: TextRange, to output: inout [UInt8]) {
    guard range.count > 0 else { return }
    // No escape is shorter than what it stands for.
    output.append(addingCapacity: Int(range.count)) { (room: inout OutputSpan<UInt8>) in
      room.withUnsafeMutableBufferPointer { buffer, written in
        guard let target = buffer.baseAddress else { return }
        var writer = Unescaping(text: self, offset: Int(range.start), target: target)
        writer.write(to: Int(range.start + range.count))
        written = writer.count
      }
    }
  }
}

/// Writes what a string says into room for as many bytes as the string has.
private struct Unescaping {
  let text: TextBytes
  var writer: EscapeWriter

  /// How far has been read.
  private var offset: Int {
    get { writer.offset }
    set { writer.offset = newValue }
  }

  /// How many bytes have been written.
  private(set) var count: Int {
    get { writer.count }
    set { writer.count = newValue }
  }

  private var target: UnsafeMutablePointer<UInt8> { writer.target }

  @inline(__always)
  init(text: TextBytes, offset: Int, target: UnsafeMutablePointer<UInt8>) {
    self.text = text
    writer = EscapeWriter(text: text, offset: offset, target: target)
  }

  @inline(__always)
  mutating func write(to end: Int) {
    while offset < end {
      writer.write(to: end, escape: UInt8(ascii: "\\"), other: UInt8(ascii: "\""))
      // Other escapes are rare, or come in a cluster.
      let next = offset + 96 > end ? end : offset + 16
      while offset < next { writeEight(before: end) }
    }
  }

  /// Writes eight bytes, or those before an escape and the escape.
  @inline(__always)
  private mutating func writeEight(before end: Int) {
    if offset + 8 <= end {
      let word = text.eightBytes(at: offset)
      let plain = Self.bytesBeforeBackslash(in: word)
      writer.store(word, advancingBy: plain)
      offset += plain
      if plain == 8 { return }
    }
    guard text[offset] == UInt8(ascii: "\\"), offset + 1 < end else {
      target[count] = text[offset]
      count += 1
      offset += 1
      return
    }
    if let plain = Self.plain(text[offset + 1]) {
      target[count] = plain
      count += 1
      offset += 2
    } else {
      writeUnicode(before: end)
    }
  }

  /// How many of eight bytes, from the lowest on, come before a backslash.
  @inline(__always)
  private static func bytesBeforeBackslash(in word: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let flipped = word ^ (ones &* 0x5C)
    let marks = (flipped &- ones) & ~flipped & (ones &* 0x80)
    return marks.trailingZeroBitCount >> 3
  }

  /// What an escape of one letter stands for; nil for `\u`.
  @inline(__always)
  private static func plain(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "u"): nil
    default: letter
    }
  }

  /// Writes what a `\u` stands for, or two that make a pair; nothing for one
  /// that was cut.
  @inline(never)
  private mutating func writeUnicode(before end: Int) {
    guard offset + 6 <= end else { return offset = end }
    let unit = hexValue(at: offset + 2)
    var scalar = Unicode.Scalar(unit)
    offset += 6
    if unit & 0xFC00 == 0xD800, offset + 6 <= end, text[offset] == UInt8(ascii: "\\"),
      text[offset + 1] == UInt8(ascii: "u")
    {
      let low = hexValue(at: offset + 2)
      if low & 0xFC00 == 0xDC00 {
        scalar = Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF)
        offset += 6
      }
    }
    for byte in UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
      target[count] = byte
      count += 1
    }
  }

  private func hexValue(at offset: Int) -> UInt32 {
    var value: UInt32 = 0
    for index in offset..<offset + 4 {
      let byte = text[index]
      let digit = byte <= UInt8(ascii: "9") ? byte & 0xF : (byte & 0xF) &+ 9
      value = value << 4 | UInt32(digit & 0xF)
    }
    return value
  }
}

extension TextBytes {
  /// Whether a string's contents hold an escape sequence.
  @inline(__always)
  public func isEscaped(_ contents: TextRange) -> Bool {
    contents.count > 0 && memchr(base + Int(contents.start), 0x5C, Int(contents.count)) != nil
  }

  /// Whether a stretch has the bytes given.
  public func equals(_ bytes: [UInt8], _ range: TextRange) -> Bool {
    Int(range.count) == bytes.count && equals(bytes, at: Int(range.start))
  }

  /// Whether a string says a text, however it is spelled.
  public func says(_ text: StaticString, _ contents: TextRange) -> Bool {
    if matches(text, at: Int(contents.start), count: Int(contents.count)) { return true }
    guard Int(contents.count) > text.utf8CodeUnitCount, isEscaped(contents) else { return false }
    var plain: [UInt8] = []
    appendUnescaped(contents, to: &plain)
    return text.withUTF8Buffer { $0.elementsEqual(plain) }
  }

  /// Lends what a string says, if that is not how it is spelled.
  public func unescapingIfNeeded(_ contents: TextRange, _ body: (TextBytes, TextRange) -> Void) {
    guard isEscaped(contents) else { return }
    var plain: [UInt8] = []
    appendUnescaped(contents, to: &plain)
    let buffer = TextBuffer(plain)
    buffer.withBytes { body($0, TextRange(start: 0, count: Int32(buffer.count))) }
  }

  /// Appends a stretch as it is.
  public func append(_ range: TextRange, to output: inout [UInt8]) {
    guard range.count > 0 else { return }
    output.append(
      contentsOf: UnsafeBufferPointer(start: base + Int(range.start), count: Int(range.count)))
  }
}
