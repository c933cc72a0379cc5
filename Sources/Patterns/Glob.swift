/// A pattern with wildcards that a whole value matches or does not.
///
/// `*` stands for any run of characters, the empty one and `/` included, `?`
/// for one character (a Unicode scalar); everything else, a backslash and
/// brackets too, stands for itself. Case counts: names in Kubernetes are
/// case-sensitive.
///
/// A match takes at most the value's length times the pattern's, whatever
/// both hold, and no memory.
public struct Glob: Sendable, Hashable {
  /// The pattern as it was written.
  public let pattern: String

  /// UTF-8 of the pattern, runs of `*` shortened to one.
  private let bytes: [UInt8]

  /// The number of bytes in front of the first wildcard.
  private let literalCount: Int

  /// Reads a pattern; every text is one.
  public init(_ pattern: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(pattern.utf8.count)
    for byte in pattern.utf8 where byte != Self.run || bytes.last != Self.run {
      bytes.append(byte)
    }
    self.pattern = pattern
    self.bytes = bytes
    self.literalCount = bytes.firstIndex { $0 == Self.run || $0 == Self.one } ?? bytes.count
  }

  /// Whether the pattern has no wildcard, so that it matches one value only.
  public var isLiteral: Bool { literalCount == bytes.count }

  /// What every matching value begins with: the text before the first
  /// wildcard, which an index can look for.
  public var literalPrefix: String {
    String(decoding: bytes[..<literalCount], as: UTF8.self)
  }

  /// Says whether the whole of a text matches.
  public func matches(_ value: String) -> Bool {
    matches(value.utf8.span)
  }

  /// Says whether the whole of a text in UTF-8 matches.
  ///
  /// In malformed text a stray continuation byte belongs to the character
  /// before it.
  public func matches(_ value: Span<UInt8>) -> Bool {
    var place = 0
    var next = 0
    // Where to go on after a mismatch: behind the last `*`, which then takes
    // one byte more. Earlier ones never need to give back what they took.
    var retry: (place: Int, next: Int)?
    while place < value.count {
      if next < bytes.count, bytes[next] == Self.run {
        next += 1
        retry = (place, next)
      } else if next < bytes.count, bytes[next] == Self.one {
        place = Self.characterEnd(after: place, in: value)
        next += 1
      } else if next < bytes.count, bytes[next] == value[place] {
        place += 1
        next += 1
      } else if let last = retry {
        place = last.place + 1
        next = last.next
        retry = (place, next)
      } else {
        return false
      }
    }
    return next == bytes.count || (bytes[next] == Self.run && next + 1 == bytes.count)
  }

  private static let run = UInt8(ascii: "*")
  private static let one = UInt8(ascii: "?")

  private static func characterEnd(after start: Int, in value: Span<UInt8>) -> Int {
    var end = start + 1
    while end < value.count, value[end] & 0b1100_0000 == 0b1000_0000 { end += 1 }
    return end
  }
}

extension Glob {
  /// Two patterns are equal when they are written alike, but for runs of `*`.
  public static func == (left: Glob, right: Glob) -> Bool { left.bytes == right.bytes }

  /// Feeds the pattern, runs of `*` shortened, into a hash.
  public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
