/// Writes what escaped text says, into room for as many bytes as the text has.
///
/// In a string that holds JSON there is an escape every eight bytes or so, and
/// a branch that guesses where the next is would be wrong as often. So escapes
/// are marked for sixty-four bytes at a time, a bit each, and what lies between
/// two is copied without a look at its length.
struct EscapeWriter {
  let text: TextBytes
  /// How far has been read.
  var offset: Int
  let target: UnsafeMutablePointer<UInt8>
  /// How many bytes have been written: never more than were read, so that as
  /// much can be stored at once as was loaded.
  var count = 0

  @inline(__always)
  init(text: TextBytes, offset: Int, target: UnsafeMutablePointer<UInt8>) {
    self.text = text
    self.offset = offset
    self.target = target
  }

  /// Writes as long as one byte escapes, and only itself and another, up to
  /// about a hundred bytes before an end.
  @inline(__always)
  mutating func write(to end: Int, escape: UInt8, other: UInt8) {
    var carried: UInt64 = 0
    while offset + 96 <= end {
      let marks = EscapeBits(text.bits(of: escape, at: offset), carried: carried)
      var start = offset
      var rest = marks.escapes
      while rest != 0 {
        let next = offset + rest.trailingZeroBitCount
        copy(from: start, to: next)
        let escaped = text[next + 1]
        guard escaped == other || escaped == escape else {
          offset = next
          return
        }
        start = next + 1
        rest &= rest &- 1
      }
      copy(from: start, to: offset + 64)
      carried = marks.escapes >> 63
      offset += 64
    }
    // An escape that the last byte begins is left for what follows.
    offset -= Int(truncatingIfNeeded: carried)
  }

  /// Copies at most 64 bytes, and some behind them that are written over.
  @inline(__always)
  private mutating func copy(from start: Int, to end: Int) {
    let length = end - start
    let room = UnsafeMutableRawPointer(target + count)
    room.storeBytes(of: text.sixteenBytes(at: start), as: SIMD16<UInt8>.self)
    room.storeBytes(
      of: text.sixteenBytes(at: start + 16), toByteOffset: 16, as: SIMD16<UInt8>.self)
    if length > 32 {
      room.storeBytes(
        of: text.sixteenBytes(at: start + 32), toByteOffset: 32, as: SIMD16<UInt8>.self)
      room.storeBytes(
        of: text.sixteenBytes(at: start + 48), toByteOffset: 48, as: SIMD16<UInt8>.self)
    }
    count += length
  }

  @inline(__always)
  mutating func store(_ word: UInt64, advancingBy length: Int) {
    UnsafeMutableRawPointer(target + count).storeBytes(of: word.littleEndian, as: UInt64.self)
    count += length
  }
}

/// Which of sixty-four bytes escape: `EscapeMarks`, a bit a byte.
private struct EscapeBits {
  let escapes: UInt64

  /// - Parameter carried: 1 if the first byte is escaped by one before, else 0.
  @inline(__always)
  init(_ marks: UInt64, carried: UInt64) {
    let odd: UInt64 = 0xAAAA_AAAA_AAAA_AAAA
    let first = marks & ~carried
    escapes = ((((first << 1) | odd) &- first) ^ odd) & marks
  }
}
