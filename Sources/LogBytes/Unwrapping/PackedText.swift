internal import Compression

/// Text that a pipeline packed: base64 of JSON, or of gzip of it; or, as
/// journald writes what is not plain, an array of its bytes.
enum PackedText {
  /// What may come of one text, bytes.
  private static let limit = 64 << 20

  /// Whether a stretch of JSON may hold such a string.
  static func mayHold(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    isBytes(text, range)
      || ["H4sI", "\"eyJ", "\"ewo"].contains { text.contains(Array($0.utf8), in: range) }
  }

  /// Whether a value is an array of the bytes of a JSON object: `[123,34,…`.
  static func isBytes(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    text.matches("[123,34,", at: range.lowerBound, count: 8)
      || text.matches("[123, 34,", at: range.lowerBound, count: 9)
  }

  /// Whether a string begins like base64 of gzip or of a JSON object.
  static func mayBe(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    if isBytes(text, range) { return true }
    let starts: [StaticString] = ["H4sI", "eyJ", "ewog", "ew0K"]
    return starts.contains { start in
      text.matches(start, at: range.lowerBound, count: start.utf8CodeUnitCount)
    }
  }

  /// What the string says; nil if it is not base64 after all.
  static func unpacked(_ text: TextBytes, _ range: Range<Int>) -> [UInt8]? {
    if isBytes(text, range) { return listed(text, range) }
    guard let bytes = decoded(text, range) else { return nil }
    guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
    var inflater = GzipInflater()
    var plain: [UInt8] = []
    _ = inflater.inflate(bytes[...], into: &plain, upTo: limit)
    return plain
  }

  private static func listed(_ text: TextBytes, _ range: Range<Int>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var value: UInt16?
    for byte in range.dropFirst().lazy.map({ text[$0] }) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = (value ?? 0) &* 10 &+ UInt16(byte - UInt8(ascii: "0"))
        guard let value, value < 256 else { return nil }
      case UInt8(ascii: ","), UInt8(ascii: "]"):
        guard let known = value else { return nil }
        bytes.append(UInt8(known))
        value = nil
      case 0x20, 0x09, 0x0A, 0x0D: continue
      default: return nil
      }
    }
    return bytes
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
