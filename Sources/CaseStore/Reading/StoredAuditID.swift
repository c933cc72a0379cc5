/// An audit ID as a case holds it: the usual UUID in sixteen bytes, anything else
/// as it was.
public enum StoredAuditID: Sendable, Equatable {
  /// A UUID's halves, in the order of its text.
  case uuid(UInt64, UInt64)
  case text(String)

  /// The text, as the log has it.
  public var text: String {
    switch self {
    case .text(let text): return text
    case .uuid:
      return String(unsafeUninitializedCapacity: Self.length) { room in
        var bytes: [UInt8] = []
        append(to: &bytes)
        return room.initialize(fromContentsOf: bytes)
      }
    }
  }

  private static let length = 36

  /// Appends the text.
  public func append(to bytes: inout [UInt8]) {
    switch self {
    case .text(let text): bytes.append(contentsOf: text.utf8)
    case .uuid(let high, let low):
      let dash = UInt8(ascii: "-")
      Self.append(digits: high >> 32, 8, to: &bytes)
      bytes.append(dash)
      Self.append(digits: high >> 16 & 0xFFFF, 4, to: &bytes)
      bytes.append(dash)
      Self.append(digits: high & 0xFFFF, 4, to: &bytes)
      bytes.append(dash)
      Self.append(digits: low >> 48, 4, to: &bytes)
      bytes.append(dash)
      Self.append(digits: low >> 16 & 0xFFFF_FFFF, 8, to: &bytes)
      Self.append(digits: low & 0xFFFF, 4, to: &bytes)
    }
  }

  /// Appends the last hexadecimal digits of a number below 2^32.
  ///
  /// All eight are made at once: a byte each for the halves of each byte, and 39
  /// more, from `9` to `a`, for those above nine.
  @inline(__always)
  private static func append(digits number: UInt64, _ count: Int, to bytes: inout [UInt8]) {
    var spread = (number << 16 | number) & 0x0000_FFFF_0000_FFFF
    spread = (spread << 8 | spread) & 0x00FF_00FF_00FF_00FF
    spread = (spread << 4 | spread) & 0x0F0F_0F0F_0F0F_0F0F
    let letters = (spread &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    let digits = spread &+ 0x3030_3030_3030_3030 &+ letters &* 39
    withUnsafeBytes(of: digits.bigEndian) {
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[(8 - count)...]))
    }
  }
}
