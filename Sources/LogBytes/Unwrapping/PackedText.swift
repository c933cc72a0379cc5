internal import Compression

/// Text that a pipeline packed: base64 of JSON, or of gzip of it; or, as
/// journald writes what is not plain, an array of its bytes.
enum PackedText {
  /// What came of a string.
  enum Unpacking: Equatable {
    /// It is not packed after all, and nothing was appended.
    case plain
    /// What it says was appended, as far as it is not too much.
    case whole
    /// What comes before the damage was appended; so many digits come before it.
    case damaged(at: Int)
  }

  /// Where a quote makes a string one at a glance, bytes.
  private static let glance = 256

  /// Whether a stretch of JSON may hold such a string.
  static func mayHold(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    if isBytes(text, range) { return true }
    var start = range.lowerBound
    while let quote = text.find(UInt8(ascii: "\""), in: start..<range.upperBound) {
      if isStart(text, quote + 1) { return true }
      start = quote + 1
    }
    return false
  }

  /// Whether a stretch of JSON has such a string near its beginning, which is
  /// cheaper to ask than whether there is an event in it.
  static func beginsWith(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    mayHold(text, range.prefix(glance))
  }

  /// Whether a value is an array of the bytes of a JSON object: `[123,34,…`.
  static func isBytes(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    text.matches("[123,34,", at: range.lowerBound, count: 8)
      || text.matches("[123, 34,", at: range.lowerBound, count: 9)
  }

  /// Whether a string begins like base64 of gzip or of a JSON object.
  static func mayBe(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    isBytes(text, range) || isStart(text, range.lowerBound)
  }

  /// Whether base64 of gzip, or of an object with a key at once or behind white
  /// space, begins at an offset.
  private static func isStart(_ text: TextBytes, _ offset: Int) -> Bool {
    switch text[offset] {
    case UInt8(ascii: "H"): text.matches("H4sI", at: offset, count: 4)
    case UInt8(ascii: "e"):
      text.matches("eyJ", at: offset, count: 3) || text.matches("ewog", at: offset, count: 4)
        || text.matches("ew0K", at: offset, count: 4)
    default: false
    }
  }

  /// Appends what the string says, and no more of it than makes the bytes one
  /// longer than a limit.
  static func append(
    _ text: TextBytes, _ range: Range<Int>, to bytes: inout [UInt8], upTo limit: Int
  ) -> Unpacking {
    if isBytes(text, range) {
      guard let listed = listed(text, range) else { return .plain }
      bytes += listed
      return .whole
    }
    let start = bytes.count
    guard Base64.append(text, range, to: &bytes) else {
      return isBrokenBase64(text, range) ? .damaged(at: 0) : .plain
    }
    guard bytes[start...].starts(with: [0x1F, 0x8B]) else { return .whole }
    let packed = Array(bytes[start...])
    bytes.removeSubrange(start...)
    return inflate(packed, to: &bytes, upTo: limit).map { .damaged(at: $0 / 3 * 4) } ?? .whole
  }

  /// Whether a string that is no base64 was some of gzip once, rather than text
  /// that begins alike.
  private static func isBrokenBase64(_ text: TextBytes, _ range: Range<Int>) -> Bool {
    text[range.lowerBound] == UInt8(ascii: "H") && text.find(0x20, in: range) == nil
      && text.find(UInt8(ascii: "{"), in: range) == nil
  }

  /// Where what is inflated becomes so long, room for all there may be is asked
  /// for at once: memory is taken as it is written, and never for two copies.
  private static let muchText = 4 << 20
  /// For what is read of the string behind it before it is known to be too much.
  private static let spare = 16 << 20

  /// Inflates in steps, so that no more memory is asked for than is needed.
  ///
  /// - Returns: how many packed bytes come before the damage, if there is any.
  private static func inflate(
    _ packed: [UInt8], to bytes: inout [UInt8], upTo limit: Int
  ) -> Int? {
    var inflater = GzipInflater()
    var rest = packed[...]
    var room = max(1 << 16, 8 * packed.count)
    while bytes.count <= limit {
      let step = inflater.inflate(rest, into: &bytes, upTo: min(room, limit + 1 - bytes.count))
      guard step.status == .outputFull else {
        let isWhole = inflater.fault == nil && inflater.isFinished
        return isWhole ? nil : inflater.compressedOffset
      }
      rest = rest.dropFirst(step.consumed)
      room *= 2
      if room > muchText { bytes.reserveCapacity(limit + spare) }
    }
    return nil
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
}
