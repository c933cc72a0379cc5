/// Sixteen bytes at a time, for strings that hold JSON: there every eighth byte
/// or so is an escaped quote, which costs a branch each where single escapes
/// are looked for.
///
/// A comparison's mask is looked at as two words; the reductions of SIMD masks
/// do not become vector instructions.
extension TextBytes {
  /// Sixteen bytes from an offset on, which may be as much as `count`.
  @inline(__always)
  func sixteenBytes(at offset: Int) -> SIMD16<UInt8> {
    UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
  }

  /// Which of sixty-four bytes are the one given, a bit each.
  @inline(__always)
  func bits(of byte: UInt8, at offset: Int) -> UInt64 {
    let first = WordPair(sixteenBytes(at: offset)).marks(of: byte).bits
    let second = WordPair(sixteenBytes(at: offset + 16)).marks(of: byte).bits
    let third = WordPair(sixteenBytes(at: offset + 32)).marks(of: byte).bits
    let fourth = WordPair(sixteenBytes(at: offset + 48)).marks(of: byte).bits
    return first | second << 16 | third << 32 | fourth << 48
  }

  /// Passes what a string holds as long as all quotes in it are escaped, and
  /// nothing but quotes is.
  ///
  /// - Parameter start: behind an escape, whose last byte is no backslash.
  /// - Returns: the offset of something else: its backslash, if it is an escape.
  @inline(never)
  func skipEscapedQuotes(from start: Int) -> Int {
    let quote = SIMD16<UInt8>(repeating: UInt8(ascii: "\""))
    let backslash = SIMD16<UInt8>(repeating: UInt8(ascii: "\\"))
    let space = SIMD16<UInt8>(repeating: UInt8(ascii: " "))
    var offset = start
    while true {
      let bytes = sixteenBytes(at: offset)
      let isEscaped = sixteenBytes(at: offset - 1) .== backslash
      let marks = WordPair(((bytes .== quote) .^ isEscaped) .| (bytes .< space))
      guard marks.isEmpty else {
        offset += marks.firstByte
        return base[offset - 1] == UInt8(ascii: "\\") ? offset - 1 : offset
      }
      offset += 16
    }
  }

  /// Passes what a string holds as long as only quotes and backslashes are
  /// escaped in it, and quotes by one backslash or by three, as in a string
  /// within a string; or some more, where there are longer runs.
  ///
  /// - Parameter start: behind an escape, or at one; inside a string.
  /// - Returns: the offset of something else: its backslash, if it is an escape.
  @inline(never)
  func skipNestedQuotes(from start: Int) -> Int {
    guard start >= 4 else { return skipEscapes(from: start) }
    let space = SIMD16<UInt8>(repeating: UInt8(ascii: " "))
    var offset = start
    while true {
      let bytes = sixteenBytes(at: offset)
      let quotes = WordPair(bytes).marks(of: UInt8(ascii: "\""))
      let known = quotes.with(WordPair(bytes).marks(of: UInt8(ascii: "\\")))
      let first = backslashes(at: offset - 1)
      let third = backslashes(at: offset - 3)
      // Behind two backslashes, or four and more.
      let others = backslashes(at: offset - 2).without(third).with(backslashes(at: offset - 4))
      let ends = quotes.without(first).with(quotes.in(others)).with(first.without(known))
      let controls: SIMDMask<SIMD16<Int8>> = bytes .< space
      let marks = ends.with(WordPair(controls))
      guard marks.isEmpty else {
        let found = offset + marks.firstByte
        var run = 0
        while found - run > start, base[found - run - 1] == UInt8(ascii: "\\") { run += 1 }
        if run > 3 { return skipEscapes(from: found - run, atMost: run / 16 + 16) }
        if run & 1 == 1 { return found - 1 }
        if run == 0 || base[found] == UInt8(ascii: "\"") || base[found] < 0x20 { return found }
        offset = found + 1
        continue
      }
      offset += 16
    }
  }

  /// Which of sixteen bytes are backslashes.
  @inline(__always)
  private func backslashes(at offset: Int) -> WordPair {
    WordPair(sixteenBytes(at: offset)).marks(of: UInt8(ascii: "\\"))
  }

  /// Passes what a string holds as long as only quotes and backslashes are
  /// escaped in it, as in a string within a string.
  ///
  /// - Parameters:
  ///   - start: behind an escape, or at one.
  ///   - rounds: how often sixteen bytes are passed at most.
  /// - Returns: the offset of something else: its backslash, if it is an escape.
  @inline(never)
  func skipEscapes(from start: Int, atMost rounds: Int = .max) -> Int {
    let space = SIMD16<UInt8>(repeating: UInt8(ascii: " "))
    var offset = start
    var carried: UInt128 = 0
    for _ in 0..<rounds {
      let bytes = sixteenBytes(at: offset)
      let words = WordPair(bytes)
      let backslashes = words.marks(of: UInt8(ascii: "\\"))
      let quotes = words.marks(of: UInt8(ascii: "\""))
      let controls: SIMDMask<SIMD16<Int8>> = bytes .< space
      let escapes = EscapeMarks(backslashes, carried: carried)
      let known = backslashes.with(quotes).highBits
      let ends = quotes.with(WordPair(controls)).highBits
      let marks = (ends & ~escapes.escaped) | (escapes.escaped & ~known)
      guard marks == 0 else {
        let first = marks.trailingZeroBitCount
        return offset + first >> 3 - Int(truncatingIfNeeded: escapes.escaped >> first & 1)
      }
      carried = escapes.escapes >> 120
      offset += 16
    }
    return carried == 0 ? offset : offset - 1
  }
}

/// Which of sixteen bytes escape, and which are escaped: by the high bit of each.
///
/// In a run of backslashes every other one escapes. Subtracting carries that
/// along a run (the algorithm of simdjson, with a byte in the place of a bit).
struct EscapeMarks {
  let escapes: UInt128
  let escaped: UInt128

  private static let odd: UInt128 = 0x8000_8000_8000_8000_8000_8000_8000_8000

  /// - Parameter carried: 0x80 if the first byte is escaped by one before, else 0.
  @inline(__always)
  init(_ backslashes: WordPair, carried: UInt128) {
    let all = backslashes.highBits
    let first = all & ~carried
    let codes = ((first << 8) | Self.odd) &- first
    let ends = (codes ^ Self.odd) & (Self.odd | Self.odd >> 8)
    escapes = ends & all
    escaped = ends ^ (all | carried)
  }
}

/// Sixteen bytes as two words, of which the low one comes first.
struct WordPair {
  private var words: SIMD2<UInt64>

  @inline(__always)
  private init(words: SIMD2<UInt64>) { self.words = words }

  @inline(__always)
  init(_ mask: SIMDMask<SIMD16<Int8>>) { words = unsafeBitCast(mask, to: SIMD2<UInt64>.self) }

  @inline(__always)
  init(_ bytes: SIMD16<UInt8>) { words = unsafeBitCast(bytes, to: SIMD2<UInt64>.self) }

  /// Whether all bytes are zero.
  @inline(__always)
  var isEmpty: Bool { words.x | words.y == 0 }

  /// Which byte is the first that is not zero, where one is.
  @inline(__always)
  var firstByte: Int {
    (words.x != 0 ? words.x.trailingZeroBitCount : 64 + words.y.trailingZeroBitCount) >> 3
  }

  /// The high bit of each byte.
  @inline(__always)
  var highBits: UInt128 {
    let highs: UInt64 = 0x8080_8080_8080_8080
    return UInt128(words.y & highs) << 64 | UInt128(words.x & highs)
  }

  /// Marks, with all bits of its byte, each byte that is the one given.
  @inline(__always)
  func marks(of byte: UInt8) -> WordPair {
    // Typed in full: else the comparison is the generic one, a loop.
    let bytes: SIMD16<UInt8> = unsafeBitCast(words, to: SIMD16<UInt8>.self)
    let like = SIMD16<UInt8>(repeating: byte)
    let mask: SIMDMask<SIMD16<Int8>> = bytes .== like
    return WordPair(mask)
  }

  /// What is in one and not in the other.
  @inline(__always)
  func without(_ other: WordPair) -> WordPair {
    WordPair(words: words & ~other.words)
  }

  /// What is in both.
  @inline(__always)
  func `in`(_ other: WordPair) -> WordPair {
    WordPair(words: words & other.words)
  }

  /// What is in either.
  @inline(__always)
  func with(_ other: WordPair) -> WordPair {
    WordPair(words: words | other.words)
  }

  /// Which bytes' high bits are set, a bit each.
  @inline(__always)
  var bits: UInt64 { Self.bits(words.x) | Self.bits(words.y) << 8 }

  @inline(__always)
  private static func bits(_ word: UInt64) -> UInt64 {
    ((word & 0x8080_8080_8080_8080) &* 0x0002_0408_1020_4081) >> 56
  }
}
