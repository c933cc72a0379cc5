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

  /// How many bytes of each word are marked.
  @inline(__always)
  var counts: (low: Int, high: Int) { (Self.count(words.x), Self.count(words.y)) }

  @inline(__always)
  private static func count(_ marks: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    return Int(truncatingIfNeeded: ((marks & ones) &* ones) >> 56)
  }
}
