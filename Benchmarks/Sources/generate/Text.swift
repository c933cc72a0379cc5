internal import Glibc

/// A growing run of bytes in which lines are put together.
struct Text: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// The bytes so far, valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Forgets everything after the first `kept` bytes.
  mutating func truncate(to kept: Int = 0) { count = kept }

  mutating func add(_ text: StaticString) {
    add(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func add(_ text: [UInt8]) { text.withUnsafeBufferPointer { add($0) } }

  mutating func add(_ text: String) {
    var copy = text
    copy.withUTF8 { add($0) }
  }

  mutating func add(_ source: UnsafeBufferPointer<UInt8>) {
    guard let start = source.baseAddress else { return }
    makeRoom(for: source.count)
    memcpy(base + count, start, source.count)
    count += source.count
  }

  mutating func add(byte: UInt8) {
    makeRoom(for: 1)
    base[count] = byte
    count += 1
  }

  /// Adds a number that is not negative, in decimal.
  mutating func add(decimal value: Int) {
    makeRoom(for: 20)
    var digits = 1
    var bound = 10
    while digits < 19, value >= bound {
      digits += 1
      bound *= 10
    }
    add(value, digits: digits)
  }

  /// Adds the last `digits` decimal digits of a number.
  mutating func add(_ value: Int, digits: Int) {
    makeRoom(for: digits)
    var rest = value
    var position = count + digits
    count = position
    for _ in 0..<digits {
      position -= 1
      base[position] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
  }

  /// Adds the lowest `digits` hexadecimal digits of a number.
  mutating func add(hex value: UInt64, digits: Int) {
    makeRoom(for: digits)
    for shift in stride(from: (digits - 1) * 4, through: 0, by: -4) {
      let nibble = UInt8(truncatingIfNeeded: (value >> UInt64(shift)) & 15)
      base[count] = nibble < 10 ? 48 + nibble : 87 + nibble
      count += 1
    }
  }

  private mutating func makeRoom(for more: Int) {
    guard count + more > capacity else { return }
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    memcpy(moved, base, count)
    base.deallocate()
    base = moved
    capacity = larger
  }
}

extension Text {
  /// Adds 128 random bits as a version 4 UUID.
  mutating func add(uuid: UUIDBits) {
    add(hex: uuid.high >> 32, digits: 8)
    add(byte: 45)
    add(hex: uuid.high >> 16, digits: 4)
    add(byte: 45)
    add(hex: uuid.high & 0xFFF | 0x4000, digits: 4)
    add(byte: 45)
    add(hex: (uuid.low >> 48) & 0x3FFF | 0x8000, digits: 4)
    add(byte: 45)
    add(hex: uuid.low, digits: 12)
  }

  /// Adds `length` letters as Kubernetes makes name suffixes: no vowels, no
  /// digits that look like letters.
  mutating func add(suffix bits: UInt64, length: Int) {
    var rest = bits
    for _ in 0..<length {
      add(byte: suffixLetters[Int(rest % 27)])
      rest /= 27
    }
  }

  /// A hash of the bytes from `start` on.
  func hash(from start: Int) -> UInt64 { contentHash(bytes[start...]) }
}

/// The 128 bits that a version 4 UUID is written from.
struct UUIDBits {
  var high: UInt64
  var low: UInt64
}

private let suffixLetters = Array("bcdfghjklmnpqrstvwxz2456789".utf8)

/// A 64-bit hash of bytes, eight at a time.
func contentHash(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
  let raw = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes))
  var hash = mixed(UInt64(raw.count))
  var offset = 0
  while offset + 8 <= raw.count {
    hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    offset += 8
  }
  var tail: UInt64 = 0
  while offset < raw.count {
    tail = tail << 8 | UInt64(raw[offset])
    offset += 1
  }
  return mixed(hash ^ tail)
}
