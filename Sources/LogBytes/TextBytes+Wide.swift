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
  /// escaped in it, as in a string within a string.
  ///
  /// - Parameter start: behind an escape, or at one.
  /// - Returns: the offset of something else: its backslash, if it is an escape.
  @inline(never)
  func skipEscapes(from start: Int) -> Int {
    let space = SIMD16<UInt8>(repeating: UInt8(ascii: " "))
    var offset = start
    var carried: UInt128 = 0
    while true {
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

  /// Marks, with the low bit of its byte, each byte whose high bit is set.
  @inline(__always)
  init(lowBitsOf marks: UInt128) {
    let marks = marks >> 7
    words = SIMD2(
      UInt64(truncatingIfNeeded: marks), UInt64(truncatingIfNeeded: marks >> 64))
  }

  /// The low word and the high one.
  @inline(__always)
  var low: UInt64 { words.x }
  @inline(__always)
  var high: UInt64 { words.y }

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

  /// What is in either.
  @inline(__always)
  func with(_ other: WordPair) -> WordPair {
    WordPair(words: words | other.words)
  }

  /// Takes the first marked byte out of each word; the bytes behind it move up.
  @inline(__always)
  mutating func removeFirst(of marks: WordPair) {
    let lowest = marks.words & (SIMD2<UInt64>(repeating: 0) &- marks.words)
    let before = lowest &- 1
    words = (words & before) | ((words &>> 8) & ~before)
  }

  /// Takes all marked bytes out of each word, of which there may be four.
  ///
  /// - Parameter marks: the low bits of the bytes.
  @inline(__always)
  mutating func remove(_ marks: WordPair) {
    var marks = marks.words
    for _ in 0..<4 {
      let lowest = marks & (SIMD2<UInt64>(repeating: 0) &- marks)
      let before = lowest &- 1
      words = (words & before) | ((words &>> 8) & ~before)
      marks = (marks &>> 8) & ~before
    }
  }

  /// How many bytes of each word are marked.
  @inline(__always)
  var counts: (low: Int, high: Int) { (Self.count(words.x), Self.count(words.y)) }

  @inline(__always)
  private static func count(_ marks: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    return Int(truncatingIfNeeded: ((marks & ones) &* ones) >> 56)
  }
}
