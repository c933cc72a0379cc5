internal import Glibc

/// Remembers objects and arrays that were scanned, so that one that comes again
/// need not be.
///
/// In an audit log the same user, addresses and annotations come by the
/// thousand, and they are half of its bytes. A value that begins with the bytes
/// of a remembered one *is* that value, for a whole JSON object ends where it
/// ends whatever follows. So one comparison replaces the scan, and nothing is
/// taken for valid that was not scanned once.
///
/// It is found in two steps: by some of its first 144 bytes the length that a
/// value with this beginning last had, then by that length and its last 32
/// bytes the value itself. Memory is bounded; when it is full everything is
/// forgotten.
struct ValueMemory: Sendable {
  /// How far into a value, or past a short one, its beginning is looked at.
  private static let beginning = 144
  /// Shorter values are as quickly scanned.
  private static let shortest = 64
  /// Longer values are bodies, which hardly come twice.
  private static let longest = 1536
  private static let slotCount = 1 << 13
  private static let byteLimit = 3 << 20

  private struct Slot: Sendable {
    var hash: UInt64 = 0
    var start: Int32 = 0
    var count: Int32 = 0
    var number: Int32 = 0
  }

  /// A remembered value: where it ends, and its number, the same whenever the
  /// same bytes come again; 0 where none is remembered.
  struct Known {
    var end = 0
    var number: Int32 = 0
  }

  /// What remembering brought for the values at one place of a record.
  private struct Use: Sendable {
    var hits = 0
    var misses = 0

    /// Whether it is worth a try: always where it pays, else for the first
    /// 4,096 of each 65,536 values.
    var isWorthwhile: Bool { hits * 2 > misses || misses & 0xFFFF < 0x1000 }
  }

  private var lengths = [Slot](repeating: Slot(), count: Self.slotCount)
  private var values = [Slot](repeating: Slot(), count: Self.slotCount)
  private var bytes: [UInt8] = []
  private var last: Int32 = 0
  private var uses = [Use](repeating: Use(), count: 32)

  /// What is remembered of the value at an offset.
  @inline(__always)
  mutating func known(at start: Int, place: Int, _ text: TextBytes) -> Known {
    guard place < 32, uses[place].isWorthwhile, start + Self.beginning <= text.count
    else { return Known() }
    let first = Self.hashOfBeginning(text, start)
    let known = lengths[Self.slot(first)]
    guard known.hash == first, start + Int(known.count) <= text.count else {
      return Known()
    }
    let count = Int(known.count)
    let whole = Self.hashOfEnd(text, start + count, first &+ UInt64(count))
    let value = values[Self.slot(whole)]
    guard value.hash == whole, Int(value.count) == count, isEqual(value, text, start) else {
      return Known()
    }
    uses[place].hits += 1
    return Known(end: start + count, number: value.number)
  }

  /// Remembers a value that was scanned, as far as it is worth it.
  @inline(__always)
  mutating func keep(from start: Int, to end: Int, place: Int, _ text: TextBytes) {
    let count = end - start
    guard place < 32 else { return }
    uses[place].misses += 1
    guard count >= Self.shortest, count <= Self.longest, start + Self.beginning <= text.count,
      uses[place].isWorthwhile
    else { return }
    insert(from: start, count: count, text)
  }

  @inline(never)
  private mutating func insert(from start: Int, count: Int, _ text: TextBytes) {
    if bytes.count + count > Self.byteLimit { forget() }
    let first = Self.hashOfBeginning(text, start)
    let whole = Self.hashOfEnd(text, start + count, first &+ UInt64(count))
    lengths[Self.slot(first)] = Slot(hash: first, count: Int32(count))
    last = last == .max ? 1 : last + 1
    values[Self.slot(whole)] = Slot(
      hash: whole, start: Int32(bytes.count), count: Int32(count), number: last)
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.base + start, count: count))
  }

  private mutating func forget() {
    bytes.removeAll(keepingCapacity: true)
    values = Array(repeating: Slot(), count: Self.slotCount)
  }

  @inline(__always)
  private func isEqual(_ value: Slot, _ text: TextBytes, _ start: Int) -> Bool {
    bytes.withUnsafeBufferPointer { kept in
      guard let base = kept.baseAddress else { return false }
      return memcmp(base + Int(value.start), text.base + start, Int(value.count)) == 0
    }
  }

  @inline(__always)
  private static func slot(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> 32) & (slotCount - 1)
  }

  /// A hash of every other word of the beginning, never 0.
  ///
  /// Keys and common prefixes fill the first bytes of users and annotations;
  /// names follow from byte 24 on, the binding of a decision at byte 112.
  @inline(__always)
  private static func hashOfBeginning(_ text: TextBytes, _ start: Int) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for offset in stride(from: 24, to: beginning, by: 32) {
      let one = text.eightBytes(at: start + offset) ^ 0xE703_7ED1_A0B4_28DB
      hash = ByteHash.fold(one, text.eightBytes(at: start + offset + 16) ^ hash)
    }
    return hash | 1
  }

  /// A hash of the last 32 bytes, never 0.
  @inline(__always)
  private static func hashOfEnd(_ text: TextBytes, _ end: Int, _ seed: UInt64) -> UInt64 {
    let one = ByteHash.fold(
      text.eightBytes(at: end - 32) ^ 0xE703_7ED1_A0B4_28DB, text.eightBytes(at: end - 24) ^ seed)
    return ByteHash.fold(
      text.eightBytes(at: end - 16) ^ 0xA076_1D64_78BD_642F, text.eightBytes(at: end - 8) ^ one) | 1
  }
}
