internal import Glibc

/// Bytes of JSON text, followed by at least `TextBuffer.padding` zero bytes.
///
/// The zeros let the scanner load eight bytes anywhere up to `count` and stop
/// at a sentinel instead of checking a bound for each byte. A view is valid
/// only inside the closure that received it.
@frozen
public struct TextBytes {
  /// The first byte.
  public let base: UnsafePointer<UInt8>
  /// How many bytes of text there are, the padding not counted.
  public let count: Int

  @inlinable
  init(base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
  }

  /// The byte at an offset, which may be as much as `count + padding - 1`.
  @inlinable
  public subscript(offset: Int) -> UInt8 {
    @inline(__always) get { base[offset] }
  }

  /// Eight bytes from an offset on, the first one in the lowest bits.
  @inlinable
  @inline(__always)
  public func eightBytes(at offset: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawPointer(base).loadUnaligned(
        fromByteOffset: offset, as: UInt64.self))
  }

  /// Whether the bytes from an offset on are those of a text.
  @inlinable
  public func matches(_ text: StaticString, at offset: Int, count: Int) -> Bool {
    count == text.utf8CodeUnitCount
      && Self.areEqual(base + offset, text.utf8Start, count)
  }

  /// Whether the bytes from an offset on are those of another stretch.
  @inlinable
  public func hasBytes(of range: TextRange, at offset: Int32) -> Bool {
    Self.areEqual(base + Int(range.start), base + Int(offset), Int(range.count))
  }

  /// Compares short stretches: eight bytes at a time, the last eight again.
  @usableFromInline
  @inline(__always)
  static func areEqual(
    _ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int
  ) -> Bool {
    let (one, other) = (UnsafeRawPointer(one), UnsafeRawPointer(other))
    if count >= 8 {
      var offset = 0
      while offset < count - 8 {
        if one.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          != other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        {
          return false
        }
        offset += 8
      }
      return one.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        == other.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    }
    if count >= 4 {
      return one.loadUnaligned(as: UInt32.self) == other.loadUnaligned(as: UInt32.self)
        && one.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
          == other.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
    }
    for index in 0..<max(0, count) {
      if one.load(fromByteOffset: index, as: UInt8.self)
        != other.load(fromByteOffset: index, as: UInt8.self)
      {
        return false
      }
    }
    return true
  }

  /// Where a byte first stands in a stretch.
  public func firstOffset(of byte: UInt8, in range: TextRange) -> Int32? {
    let start = Int(range.start)
    return find(byte, in: start..<start + max(0, Int(range.count))).map { Int32($0) }
  }

  /// The bytes of a range as text, invalid UTF-8 repaired.
  public func string(at offset: Int, count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: base + offset, count: count), as: UTF8.self)
  }
}

/// Text with the padding that a scanner needs behind it.
public struct TextBuffer: Sendable {
  /// Zero bytes behind the text.
  public static let padding = 16

  private var storage: [UInt8]
  /// Where the text begins in it.
  private var start: Int
  /// How many bytes of text there are.
  public private(set) var count: Int

  /// Holds the bytes given.
  public init(_ bytes: some Collection<UInt8>) {
    self.init(storage: Self.padded([], bytes), start: 0, count: bytes.count)
  }

  /// Joins what an earlier buffer left over and the next bytes.
  public init(_ carried: ArraySlice<UInt8>, _ bytes: [UInt8]) {
    self.init(
      storage: Self.padded(carried, bytes), start: 0, count: carried.count + bytes.count)
  }

  /// Bytes, more bytes, and the padding.
  static func padded(_ first: ArraySlice<UInt8>, _ bytes: some Collection<UInt8>) -> [UInt8] {
    var storage: [UInt8] = []
    storage.reserveCapacity(first.count + bytes.count + padding)
    storage.append(contentsOf: first)
    storage.append(contentsOf: bytes)
    storage.append(contentsOf: repeatElement(0, count: padding))
    return storage
  }

  /// Holds bytes that end with the padding already.
  init(padded bytes: [UInt8]) {
    precondition(bytes.count >= Self.padding && bytes.suffix(Self.padding).allSatisfy { $0 == 0 })
    self.init(storage: bytes, start: 0, count: bytes.count - Self.padding)
  }

  /// Joins what an earlier buffer left over and the next block, which has it
  /// already as a rule.
  init(_ carried: ArraySlice<UInt8>, _ block: TextBlock) {
    let isThere =
      carried.count <= block.head
      && carried.elementsEqual(block.storage[block.head - carried.count..<block.head])
    if isThere {
      self.init(
        storage: block.storage, start: block.head - carried.count,
        count: carried.count + block.count)
    } else {
      self.init(
        storage: Self.padded(carried, block.bytes), start: 0, count: carried.count + block.count)
    }
  }

  private init(storage: [UInt8], start: Int, count: Int) {
    self.storage = storage
    self.start = start
    self.count = count
  }

  /// The bytes from an offset on.
  func suffix(from offset: Int) -> ArraySlice<UInt8> {
    storage[start + offset..<start + count]
  }

  /// Lends the bytes.
  @inlinable
  public func withBytes<Result, Failure: Error>(
    _ body: (TextBytes) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withStorage(body)
  }

  @usableFromInline
  func withStorage<Result, Failure: Error>(
    _ body: (TextBytes) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let span = storage.span
    return try span.withUnsafeBufferPointer { (buffer) throws(Failure) -> Result in
      guard let base = buffer.baseAddress else { preconditionFailure("padding is never empty") }
      return try body(TextBytes(base: base + start, count: count))
    }
  }
}
