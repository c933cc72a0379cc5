internal import Compression

/// Text that a pipeline packed: base64 of JSON, or of gzip of it; or, as
/// journald writes what is not plain, an array of its bytes.
enum PackedText {
  /// What may come of one text, bytes.
  private static let limit = 64 << 20
  private static let signs = [Needle("H4sI"), Needle("\"eyJ"), Needle("\"ewo")]
  private static let starts: [StaticString] = ["H4sI", "eyJ", "ewog", "ew0K"]

  /// Whether a stretch of JSON may hold such a string.
  static func mayHold(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    isBytes(text, range) || signs.contains { text.contains($0, in: range) }
  }

  /// Whether a value is an array of the bytes of a JSON object: `[123,34,…`.
  static func isBytes(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    text.matches("[123,34,", at: range.lowerBound, count: 8)
      || text.matches("[123, 34,", at: range.lowerBound, count: 9)
  }

  /// Whether a string begins like base64 of gzip or of a JSON object.
  static func mayBe(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    if isBytes(text, range) { return true }
    let first = text[range.lowerBound]
    guard first == UInt8(ascii: "H") || first == UInt8(ascii: "e") else { return false }
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
    var isText = true
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count / 4 * 3 + 3) { room, written in
      var bits: UInt32 = 0
      var count: UInt32 = 0
      for offset in range {
        let byte = text[offset]
        let value = digits[Int(byte)]
        guard value < 64 else {
          if byte == UInt8(ascii: "="), offset >= range.upperBound - 2 { break }
          // Some writers escape the slash.
          if byte == UInt8(ascii: "\\"), text[offset + 1] == UInt8(ascii: "/") { continue }
          isText = false
          break
        }
        bits = bits << 6 | UInt32(value)
        count += 6
        if count >= 8 {
          count -= 8
          room[written] = UInt8(truncatingIfNeeded: bits >> count)
          written += 1
        }
      }
    }
    return isText ? bytes : nil
  }

  /// What a byte stands for in base64; 255 for one that is no digit of it.
  private static let digits: [UInt8] = {
    var digits = [UInt8](repeating: 255, count: 256)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    for (value, letter) in (letters + "+/").utf8.enumerated() { digits[Int(letter)] = UInt8(value) }
    for (value, letter) in (letters + "-_").utf8.enumerated() { digits[Int(letter)] = UInt8(value) }
    return digits
  }()
}
