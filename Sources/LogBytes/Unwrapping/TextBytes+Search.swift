#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension TextBytes {
  /// Whether bytes stand at an offset.
  @inline(__always)
  func equals(_ bytes: [UInt8], at offset: Int) -> Bool {
    bytes.withUnsafeBufferPointer { other in
      guard let start = other.baseAddress else { return true }
      return memcmp(start, base + offset, other.count) == 0
    }
  }

  /// Where a byte stands first in a stretch.
  @inline(__always)
  func find(_ byte: UInt8, in range: Range<Int>) -> Int? {
    guard !range.isEmpty, let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
  }

  /// Where a byte stands last in the text.
  func lastOffset(of byte: UInt8) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let all = ones &* UInt64(byte)
    var end = count
    while end >= 8 {
      let flipped = eightBytes(at: end - 8) ^ all
      guard (flipped &- ones) & ~flipped & (ones &* 0x80) == 0 else { break }
      end -= 8
    }
    while end > 0, self[end - 1] != byte { end -= 1 }
    return end > 0 ? end - 1 : nil
  }

  /// Whether a text stands somewhere in a stretch.
  func contains(_ needle: Needle, in range: Range<Int>) -> Bool {
    offset(of: needle, in: range) != nil
  }

  /// Where a text stands first in a stretch.
  func offset(of needle: Needle, in range: Range<Int>) -> Int? {
    let rare = needle.rare
    var start = range.lowerBound + rare
    let end = range.upperBound - (needle.bytes.count - rare - 1)
    while start < end, let found = find(needle.bytes[rare], in: start..<end) {
      if equals(needle.bytes, at: found - rare) { return found - rare }
      start = found + 1
    }
    return nil
  }

  /// How many line feeds a stretch has.
  func lineFeeds(in range: Range<Int>) -> Int {
    var count = 0
    var start = range.lowerBound
    while let found = find(0x0A, in: start..<range.upperBound) {
      count += 1
      start = found + 1
    }
    return count
  }
}

/// A text to look for.
struct Needle: Sendable {
  let bytes: [UInt8]
  /// Which byte is looked for first: a capital or a mark, the rarest of letters.
  let rare: Int

  init(_ text: String) {
    bytes = Array(text.utf8)
    rare = bytes.firstIndex { !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? 0
  }
}
