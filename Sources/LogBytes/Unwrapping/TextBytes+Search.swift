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

  /// Whether a text stands somewhere in a stretch.
  ///
  /// It is sought by its first capital or mark, the rarest of its letters.
  func contains(_ needle: [UInt8], in range: Range<Int>) -> Bool {
    offset(of: needle, in: range) != nil
  }

  /// Where a text stands first in a stretch.
  func offset(of needle: [UInt8], in range: Range<Int>) -> Int? {
    let rare = needle.firstIndex { !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? 0
    var start = range.lowerBound + rare
    let end = range.upperBound - (needle.count - rare - 1)
    while start < end, let found = find(needle[rare], in: start..<end) {
      if equals(needle, at: found - rare) { return found - rare }
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
