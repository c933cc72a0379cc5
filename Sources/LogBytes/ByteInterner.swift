internal import CIntrinsics
internal import Glibc

/// Gives equal byte strings equal numbers, within a bounded memory.
///
/// Two generations: when the younger is full it becomes the older, and what is
/// asked for again moves over. So whatever recurs within a generation keeps its
/// number, and a byte string that was forgotten gets a new one; users group by
/// text, never by number. Keys are compared byte by byte, so hostile text
/// cannot be mistaken for other text.
public struct ByteInterner: Sendable {
  private var younger: Generation
  private var older: Generation
  private let slotLimit: Int
  private let byteLimit: Int
  /// The number that the next new byte string gets.
  public private(set) var next: Int64

  /// Creates an interner.
  ///
  /// - Parameters:
  ///   - first: the first number to give.
  ///   - slots: how many byte strings a generation may hold, a power of two.
  ///   - bytes: how many bytes a generation may hold.
  public init(first: Int64, slots: Int = 1 << 16, bytes: Int = 4 << 20) {
    next = first
    slotLimit = slots
    byteLimit = bytes
    younger = Generation(slots: min(slots, 1 << 10))
    older = Generation(slots: 2)
  }

  /// Asks the memory for where a key that is about to be interned would stand.
  ///
  /// A large interner's tables are in no near cache. Who knows a key some
  /// hundred instructions ahead asks here, then in `prepareText`, then interns.
  @inline(__always)
  public func prepareSlot(_ key: TextKey) {
    younger.prepareSlot(key.hash)
    older.prepareSlot(key.hash)
  }

  /// Asks the memory for the byte string that a key will be compared with.
  @inline(__always)
  public func prepareText(_ key: TextKey) {
    if !younger.prepareText(key.hash) { _ = older.prepareText(key.hash) }
  }

  /// The number of the bytes, and whether they are new.
  @inline(__always)
  public mutating func intern(_ key: TextKey) -> (number: Int64, isNew: Bool) {
    let hash = key.hash
    if let number = younger.find(key, hash) { return (number, false) }
    if let number = older.find(key, hash) {
      insert(key, hash, number)
      return (number, false)
    }
    let number = next
    next += 1
    insert(key, hash, number)
    return (number, true)
  }

  private mutating func insert(_ key: TextKey, _ hash: UInt64, _ number: Int64) {
    if younger.count * 2 >= younger.slots.count {
      if younger.slots.count < slotLimit { younger.grow() } else { turn() }
    } else if younger.bytes.count > byteLimit {
      turn()
    }
    younger.insert(key, hash, number)
  }

  private mutating func turn() {
    swap(&younger, &older)
    if younger.slots.count < older.slots.count {
      younger = Generation(slots: older.slots.count)
    } else {
      younger.clear()
    }
  }

  /// Byte strings and their numbers: a table of places and the strings
  /// themselves, each behind its number.
  ///
  /// A look-up that finds touches one line of either, one that does not touches
  /// the table alone.
  private struct Generation: Sendable {
    /// The upper half of a hash, and where its string lies, plus one; 0 where
    /// there is none.
    var slots: [UInt64]
    var bytes: [UInt8] = []
    /// All slots with their hashes, to place them again when the table grows.
    private var placed: [(hash: UInt64, slot: UInt64)] = []

    /// How many byte strings there are.
    var count: Int { placed.count }

    init(slots count: Int) { slots = Array(repeating: 0, count: count) }

    @inline(__always)
    func find(_ key: TextKey, _ hash: UInt64) -> Int64? {
      let mask = slots.count - 1
      var index = Int(truncatingIfNeeded: hash) & mask
      while slots[index] != 0 {
        let slot = slots[index]
        if slot >> 32 == hash >> 32 {
          let start = Int(slot & 0xFFFF_FFFF) - 1
          let number = bytes.withUnsafeBytes { bytes -> Int64? in
            guard key.isEqual(bytes, at: start + 8) else { return nil }
            return bytes.loadUnaligned(fromByteOffset: start, as: Int64.self)
          }
          if let number { return number }
        }
        index = (index + 1) & mask
      }
      return nil
    }

    @inline(__always)
    func prepareSlot(_ hash: UInt64) {
      slots.withUnsafeBufferPointer {
        spoor_prefetch($0.baseAddress?.advanced(by: Int(truncatingIfNeeded: hash) & ($0.count - 1)))
      }
    }

    /// Looks into the first slot only, where most are.
    ///
    /// - Returns: whether a string of this hash seems to be there.
    @inline(__always)
    func prepareText(_ hash: UInt64) -> Bool {
      let slot = slots[Int(truncatingIfNeeded: hash) & (slots.count - 1)]
      guard slot != 0, slot >> 32 == hash >> 32 else { return false }
      bytes.withUnsafeBufferPointer {
        spoor_prefetch($0.baseAddress?.advanced(by: Int(slot & 0xFFFF_FFFF) - 1))
      }
      return true
    }

    mutating func insert(_ key: TextKey, _ hash: UInt64, _ number: Int64) {
      let slot = hash & 0xFFFF_FFFF_0000_0000 | UInt64(bytes.count + 1)
      withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
      key.append(to: &bytes)
      place(slot, hash)
      placed.append((hash, slot))
    }

    private mutating func place(_ slot: UInt64, _ hash: UInt64) {
      let mask = slots.count - 1
      var index = Int(truncatingIfNeeded: hash) & mask
      while slots[index] != 0 { index = (index + 1) & mask }
      slots[index] = slot
    }

    mutating func grow() {
      slots = Array(repeating: 0, count: slots.count * 2)
      for (hash, slot) in placed { place(slot, hash) }
    }

    mutating func clear() {
      for index in slots.indices { slots[index] = 0 }
      bytes.removeAll(keepingCapacity: true)
      placed.removeAll(keepingCapacity: true)
    }
  }
}

/// The stretches of a text that make a key, kept apart from each other.
///
/// Nothing is copied to look one up: the stretches are hashed and compared
/// where they lie.
public struct TextKey {
  let text: TextBytes
  private let ranges: InlineArray<5, TextRange>
  private let count: Int
  let hash: UInt64

  /// A key of two stretches.
  @inline(__always)
  public init(_ text: TextBytes, _ first: TextRange, _ second: TextRange) {
    self.init(text, [first, second, .none, .none, .none], count: 2)
  }

  /// A key of three stretches.
  @inline(__always)
  public init(_ text: TextBytes, _ first: TextRange, _ second: TextRange, _ third: TextRange) {
    self.init(text, [first, second, third, .none, .none], count: 3)
  }

  /// A key of up to five stretches; a missing one differs from an empty one.
  @inline(__always)
  public init(_ text: TextBytes, _ ranges: InlineArray<5, TextRange>, count: Int = 5) {
    self.text = text
    self.ranges = ranges
    self.count = count
    var hash: UInt64 = 0
    for index in 0..<count {
      let range = ranges[index]
      let bytes = UnsafeRawBufferPointer(
        start: text.base + Int(range.start), count: max(0, Int(range.count)))
      hash = ByteHash.of(bytes, seed: hash &+ UInt64(bitPattern: Int64(range.count)))
    }
    self.hash = hash
  }

  /// Appends the stretches, each behind its length.
  func append(to bytes: inout [UInt8]) {
    for index in 0..<count {
      withUnsafeBytes(of: ranges[index].count) { bytes.append(contentsOf: $0) }
      text.append(ranges[index], to: &bytes)
    }
  }

  /// Whether the stretches are those appended at an offset.
  @inline(__always)
  func isEqual(_ stored: UnsafeRawBufferPointer, at start: Int) -> Bool {
    var offset = start
    for index in 0..<count {
      let range = ranges[index]
      guard offset + 4 <= stored.count,
        stored.loadUnaligned(fromByteOffset: offset, as: Int32.self) == range.count
      else { return false }
      offset += 4
      guard range.count > 0 else { continue }
      let length = Int(range.count)
      guard offset + length <= stored.count, let base = stored.baseAddress,
        memcmp(base + offset, text.base + Int(range.start), length) == 0
      else { return false }
      offset += length
    }
    return true
  }
}

/// A stretch of a batch's text; `count` is negative where there is none.
@frozen
public struct TextRange: Sendable, Equatable {
  /// Its first byte.
  public var start: Int32
  /// Its length in bytes, or -1.
  public var count: Int32

  /// No text at all, as opposed to empty text.
  public static var none: TextRange { TextRange(start: 0, count: -1) }

  /// A stretch of text.
  @inlinable
  public init(start: Int32, count: Int32) {
    self.start = start
    self.count = count
  }

  /// Whether there is none.
  @inlinable
  public var isNone: Bool { count < 0 }
}
