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
  public init(first: Int64, slots: Int = 1 << 16, bytes: Int = 16 << 20) {
    next = first
    slotLimit = slots
    byteLimit = bytes
    younger = Generation(slots: min(slots, 1 << 10))
    older = Generation(slots: 2)
  }

  /// The number of the bytes, and whether they are new.
  public mutating func intern(_ key: KeyBytes) -> (number: Int64, isNew: Bool) {
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

  private mutating func insert(_ key: KeyBytes, _ hash: UInt64, _ number: Int64) {
    if younger.count * 2 >= younger.slots.count {
      if younger.slots.count < slotLimit { younger.grow() } else { turn() }
    } else if younger.bytes.count + key.bytes.count > byteLimit {
      turn()
    }
    younger.insert(key, hash, number)
  }

  private mutating func turn() {
    swap(&younger, &older)
    younger.clear(slots: older.slots.count)
  }

  private struct Slot: Sendable {
    var hash: UInt64 = 0
    var start: UInt32 = 0
    var count: UInt32 = 0
    var number: Int64 = -1
  }

  private struct Generation: Sendable {
    var slots: [Slot]
    var bytes: [UInt8] = []
    var count = 0

    init(slots count: Int) { slots = Array(repeating: Slot(), count: count) }

    func find(_ key: KeyBytes, _ hash: UInt64) -> Int64? {
      let mask = slots.count - 1
      var index = Int(truncatingIfNeeded: hash) & mask
      while slots[index].number >= 0 {
        let slot = slots[index]
        if slot.hash == hash, Int(slot.count) == key.bytes.count, key.isEqual(bytes, slot.start) {
          return slot.number
        }
        index = (index + 1) & mask
      }
      return nil
    }

    mutating func insert(_ key: KeyBytes, _ hash: UInt64, _ number: Int64) {
      let slot = Slot(
        hash: hash, start: UInt32(bytes.count), count: UInt32(key.bytes.count), number: number)
      bytes.append(contentsOf: key.bytes)
      place(slot)
      count += 1
    }

    private mutating func place(_ slot: Slot) {
      let mask = slots.count - 1
      var index = Int(truncatingIfNeeded: slot.hash) & mask
      while slots[index].number >= 0 { index = (index + 1) & mask }
      slots[index] = slot
    }

    mutating func grow() {
      let before = slots
      slots = Array(repeating: Slot(), count: before.count * 2)
      for slot in before where slot.number >= 0 { place(slot) }
    }

    mutating func clear(slots wanted: Int) {
      slots = Array(repeating: Slot(), count: wanted)
      bytes.removeAll(keepingCapacity: true)
      count = 0
    }
  }
}

/// The bytes that make a key: several stretches of a text, kept apart.
public struct KeyBytes: Sendable {
  fileprivate var bytes: [UInt8] = []

  /// An empty key with room for most.
  public init() { bytes.reserveCapacity(4096) }

  /// Forgets what was added.
  public mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Adds a stretch of text; a nil stretch differs from an empty one.
  @inline(__always)
  public mutating func add(_ text: TextBytes, _ range: TextRange) {
    let count = UInt32(truncatingIfNeeded: range.count)
    withUnsafeBytes(of: count) { bytes.append(contentsOf: $0) }
    guard range.count > 0 else { return }
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.base + Int(range.start), count: Int(range.count)))
  }

  /// A 64-bit hash: a multiplication folds each sixteen bytes into the state.
  @inline(__always)
  var hash: UInt64 {
    bytes.withUnsafeBytes { ByteHash.of($0) }
  }

  @inline(__always)
  func isEqual(_ other: [UInt8], _ start: UInt32) -> Bool {
    bytes.withUnsafeBytes { mine in
      other.withUnsafeBytes { theirs in
        theirs[Int(start)..<Int(start) + mine.count].elementsEqual(mine)
      }
    }
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
