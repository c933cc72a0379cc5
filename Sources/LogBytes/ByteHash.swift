/// A fast 64-bit hash for tables and look-ups; no cryptographic strength.
public enum ByteHash {
  private static let first: UInt64 = 0xA076_1D64_78BD_642F
  private static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

  /// Multiplies to 128 bits and folds the halves.
  @inlinable
  @inline(__always)
  public static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// The hash of some bytes, the same on every machine and in every version:
  /// the case file's row ids and look-ups depend on it.
  public static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    var state = seed ^ first
    var offset = 0
    let count = bytes.count
    while count - offset >= 16 {
      let a = load(bytes, offset)
      let b = load(bytes, offset + 8)
      state = fold(a ^ second, b ^ state)
      offset += 16
    }
    if count - offset >= 8 {
      state = fold(load(bytes, offset) ^ second, state)
      offset += 8
    }
    var tail: UInt64 = 0
    var shift: UInt64 = 0
    while offset < count {
      tail |= UInt64(bytes[offset]) << shift
      shift += 8
      offset += 1
    }
    return fold(tail ^ second, fold(state, UInt64(count) ^ first))
  }

  /// The hash of a text's UTF-8.
  public static func of(_ text: String, seed: UInt64 = 0) -> UInt64 {
    var text = text
    return text.withUTF8 { of(UnsafeRawBufferPointer($0), seed: seed) }
  }

  @inline(__always)
  private static func load(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
