extension TextBytes {
  /// Appends what a JSON string says, as `appendUnescaped` does, for a string
  /// that is full of escapes, as one is that holds JSON: byte by byte, into room
  /// made once.
  func appendText(_ range: Range<Int>, to output: inout [UInt8]) {
    // No escape is shorter than what it stands for.
    output.append(addingCapacity: range.count) { (room: inout OutputSpan<UInt8>) in
      room.withUnsafeMutableBufferPointer { buffer, written in
        guard let target = buffer.baseAddress else { return }
        written = write(range, to: target)
      }
    }
  }

  /// Writes what a string says.
  ///
  /// - Returns: how many bytes that is.
  private func write(_ range: Range<Int>, to target: UnsafeMutablePointer<UInt8>) -> Int {
    var offset = range.lowerBound
    var count = 0
    while offset < range.upperBound {
      // What is written never passes what is read, so eight bytes have room.
      while offset + 8 <= range.upperBound {
        let word = eightBytes(at: offset)
        UnsafeMutableRawPointer(target + count).storeBytes(of: word.littleEndian, as: UInt64.self)
        let plain = Self.bytesBeforeBackslash(in: word)
        offset += plain
        count += plain
        if plain < 8 { break }
      }
      guard offset < range.upperBound else { break }
      let byte = base[offset]
      guard byte == UInt8(ascii: "\\"), offset + 1 < range.upperBound else {
        target[count] = byte
        count += 1
        offset += 1
        continue
      }
      if let plain = Self.plain(base[offset + 1]) {
        target[count] = plain
        count += 1
        offset += 2
      } else {
        offset += writeUnicode(at: offset, before: range.upperBound, to: target, &count)
      }
    }
    return count
  }

  /// How many of eight bytes, from the lowest on, come before a backslash.
  @inline(__always)
  private static func bytesBeforeBackslash(in word: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let flipped = word ^ (ones &* 0x5C)
    let marks = (flipped &- ones) & ~flipped & (ones &* 0x80)
    return marks.trailingZeroBitCount >> 3
  }

  /// Writes what a `\u` stands for, or two that make a pair; nothing for one
  /// that was cut.
  ///
  /// - Returns: how long it is.
  private func writeUnicode(
    at offset: Int, before end: Int, to target: UnsafeMutablePointer<UInt8>, _ count: inout Int
  ) -> Int {
    guard offset + 6 <= end else { return end - offset }
    let length = isPair(at: offset, before: end) ? 12 : 6
    var bytes: [UInt8] = []
    appendUnescaped(TextRange(offset..<offset + length), to: &bytes)
    for byte in bytes.prefix(length) {
      target[count] = byte
      count += 1
    }
    return length
  }

  /// Whether two escapes, of which the first is a high surrogate, follow.
  private func isPair(at offset: Int, before end: Int) -> Bool {
    offset + 12 <= end && base[offset + 6] == UInt8(ascii: "\\")
      && base[offset + 7] == UInt8(ascii: "u") && base[offset + 2] | 0x20 == UInt8(ascii: "d")
      && (UInt8(ascii: "8")...UInt8(ascii: "b")).contains(base[offset + 3] | 0x20)
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
}
