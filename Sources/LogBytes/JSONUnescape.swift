#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension TextBytes {
  /// Appends what a JSON string says, as UTF-8, to a buffer.
  ///
  /// A lone surrogate becomes U+FFFD. Bytes that are not UTF-8 stay as they
  /// are; who makes text of them repairs them.
  ///
  /// - Parameter range: the string's contents, without its quotes.
  public func appendUnescaped(_ range: TextRange, to output: inout [UInt8]) {
    let start = Int(range.start)
    let end = start + Int(range.count)
    var offset = start
    var plain = start
    while offset < end {
      guard base[offset] == UInt8(ascii: "\\") else {
        offset += 1
        continue
      }
      appendPlain(plain, offset, to: &output)
      offset = appendEscape(at: offset, end: end, to: &output)
      plain = offset
    }
    appendPlain(plain, end, to: &output)
  }

  private func appendPlain(_ start: Int, _ end: Int, to output: inout [UInt8]) {
    if end > start {
      output.append(contentsOf: UnsafeBufferPointer(start: base + start, count: end - start))
    }
  }

  /// Appends one escape sequence and returns the offset behind it.
  private func appendEscape(at backslash: Int, end: Int, to output: inout [UInt8]) -> Int {
    switch base[backslash + 1] {
    case UInt8(ascii: "b"): output.append(8)
    case UInt8(ascii: "f"): output.append(12)
    case UInt8(ascii: "n"): output.append(10)
    case UInt8(ascii: "r"): output.append(13)
    case UInt8(ascii: "t"): output.append(9)
    case UInt8(ascii: "u"): return appendUnicodeEscape(at: backslash, end: end, to: &output)
    case let byte: output.append(byte)
    }
    return backslash + 2
  }

  private func appendUnicodeEscape(at backslash: Int, end: Int, to output: inout [UInt8]) -> Int {
    let unit = hexValue(at: backslash + 2)
    var scalar = Unicode.Scalar(unit)
    var next = backslash + 6
    if unit & 0xFC00 == 0xD800, next + 6 <= end, base[next] == UInt8(ascii: "\\"),
      base[next + 1] == UInt8(ascii: "u")
    {
      let low = hexValue(at: next + 2)
      if low & 0xFC00 == 0xDC00 {
        scalar = Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF)
        next += 6
      }
    }
    if let encoded = UTF8.encode(scalar ?? "\u{FFFD}") { output.append(contentsOf: encoded) }
    return next
  }

  private func hexValue(at offset: Int) -> UInt32 {
    var value: UInt32 = 0
    for index in offset..<offset + 4 {
      let byte = base[index]
      let digit = byte <= UInt8(ascii: "9") ? byte & 0xF : (byte & 0xF) + 9
      value = value << 4 | UInt32(digit)
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
    appendPlain(Int(range.start), Int(range.start + max(0, range.count)), to: &output)
  }
}
