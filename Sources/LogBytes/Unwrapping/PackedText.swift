internal import Compression

/// Text that a pipeline packed: base64 of JSON, or of gzip of it.
enum PackedText {
  /// What may come of one text, bytes.
  private static let limit = 64 << 20
  private static let signs = [Needle("H4sI"), Needle("\"eyJ"), Needle("\"ewo")]
  private static let starts: [StaticString] = ["H4sI", "eyJ", "ewog", "ew0K"]

  /// Whether a stretch of JSON may hold such a string.
  static func mayHold(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    signs.contains { text.contains($0, in: range) }
  }

  /// Whether a string begins like base64 of gzip or of a JSON object.
  static func mayBe(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    let first = text[range.lowerBound]
    guard first == UInt8(ascii: "H") || first == UInt8(ascii: "e") else { return false }
    return starts.contains { start in
      text.matches(start, at: range.lowerBound, count: start.utf8CodeUnitCount)
    }
  }

  /// What the string says; nil if it is not base64 after all.
  static func unpacked(_ text: TextBytes, _ range: Range<Int>) -> [UInt8]? {
    guard let bytes = decoded(text, range) else { return nil }
    guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
    var inflater = GzipInflater()
    var plain: [UInt8] = []
    _ = inflater.inflate(bytes[...], into: &plain, upTo: limit)
    return plain
  }

  private static func decoded(_ text: TextBytes, _ range: Range<Int>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for offset in range {
      let byte = text[offset]
      if byte == UInt8(ascii: "="), offset >= range.upperBound - 2 { break }
      // Some writers escape the slash.
      if byte == UInt8(ascii: "\\"), text[offset + 1] == UInt8(ascii: "/") { continue }
      guard let value = value(of: byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  private static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
