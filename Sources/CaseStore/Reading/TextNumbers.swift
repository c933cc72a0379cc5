public import SQLite

/// Numbers texts in the order in which they come, and keeps them.
///
/// A table of hashes beside one long text: a million names cost neither an
/// object each nor a search through each other. Texts are compared byte by byte,
/// so that no hostile one is taken for another.
public struct TextNumbers: Sendable {
  /// The number of there being no text.
  public static let absent: Int32 = 0

  /// The upper half of a text's hash and its number; 0 where there is none.
  private var slots: [UInt64] = Array(repeating: 0, count: 1 << 6)
  private var bytes: [UInt8] = []
  /// Where the text of each number ends; it begins where the one before ends.
  private var ends: [Int] = [0]
  /// Of this run alone, so that nobody can write a log of equal hashes.
  private let seed = UInt64.random(in: 0 ... .max)

  /// No texts yet.
  public init() {}

  /// How many numbers there are, with that of absence.
  public var count: Int { ends.count }

  /// The number of a column's text.
  public mutating func number(of row: Statement, _ column: Int32) -> Int32 {
    if row.isNull(column) { return Self.absent }
    return row.withBytes(column) { number(of: $0) }
  }

  /// The number of a text.
  public mutating func number(of text: String) -> Int32 { number(of: Array(text.utf8)) }

  /// The number of a text in UTF-8.
  public mutating func number(of text: [UInt8]) -> Int32 { number(of: text.span.bytes) }

  /// The number of the bytes of a text; they are repaired if they are no UTF-8.
  private mutating func number(of text: RawSpan) -> Int32 {
    let hash = Self.hash(text, seed) >> 32
    var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[index] != 0 {
      let number = slots[index] & 0xFFFF_FFFF
      if slots[index] >> 32 == hash, isEqual(Int(number), text) {
        return Int32(truncatingIfNeeded: number)
      }
      index = (index + 1) & (slots.count - 1)
    }
    guard Self.isWhole(text) else { return number(of: Self.repaired(text)) }
    return insert(text, hash, at: index)
  }

  private mutating func insert(_ text: RawSpan, _ hash: UInt64, at index: Int) -> Int32 {
    let number = ends.count
    text.withUnsafeBytes { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
    slots[index] = hash << 32 | UInt64(number)
    if ends.count * 2 > slots.count { grow() }
    return Int32(number)
  }

  private mutating func grow() {
    var larger = Array(repeating: UInt64(0), count: slots.count * 4)
    for slot in slots where slot != 0 {
      var index = Int(slot >> 32) & (larger.count - 1)
      while larger[index] != 0 { index = (index + 1) & (larger.count - 1) }
      larger[index] = slot
    }
    slots = larger
  }

  /// The text of a number; nil for that of absence.
  public func text(_ number: Int32) -> String? {
    guard number != Self.absent else { return nil }
    return String(decoding: bytes[place(Int(number))], as: UTF8.self)
  }

  private func place(_ number: Int) -> Range<Int> { ends[number - 1]..<ends[number] }

  /// Whether one text comes before another: absence first, then by their bytes.
  public func isBefore(_ one: Int32, _ other: Int32) -> Bool {
    guard one != Self.absent, other != Self.absent else { return one < other }
    let all = bytes.span.bytes
    let (left, right) = (place(Int(one)), place(Int(other)))
    let shared = min(left.count, right.count)
    var offset = 0
    while shared - offset >= 8 {
      let (a, b) = (
        Self.word(all, left.lowerBound + offset), Self.word(all, right.lowerBound + offset)
      )
      if a != b { return a.bigEndian < b.bigEndian }
      offset += 8
    }
    while offset < shared {
      let (a, b) = (bytes[left.lowerBound + offset], bytes[right.lowerBound + offset])
      if a != b { return a < b }
      offset += 1
    }
    return left.count < right.count
  }
}

extension TextNumbers {
  @inline(__always)
  private static func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
    bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// The last bytes of a text, fewer than eight, as a number.
  @inline(__always)
  private static func tail(_ bytes: RawSpan, from offset: Int) -> UInt64 {
    var tail: UInt64 = 0
    for index in offset..<bytes.byteCount {
      tail = tail << 8 | UInt64(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
    }
    return tail
  }

  private static func hash(_ text: RawSpan, _ seed: UInt64) -> UInt64 {
    var state = seed ^ UInt64(text.byteCount)
    var offset = 0
    while text.byteCount - offset >= 8 {
      state = fold(state ^ word(text, offset))
      offset += 8
    }
    return fold(fold(state ^ tail(text, from: offset)))
  }

  /// Multiplies to 128 bits, and folds the halves.
  @inline(__always)
  private static func fold(_ number: UInt64) -> UInt64 {
    let product = (number ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }

  private func isEqual(_ number: Int, _ text: RawSpan) -> Bool {
    let place = place(number)
    guard place.count == text.byteCount else { return false }
    let all = bytes.span.bytes
    var offset = 0
    while text.byteCount - offset >= 8 {
      if Self.word(all, place.lowerBound + offset) != Self.word(text, offset) { return false }
      offset += 8
    }
    return Self.tail(all.extracting(place), from: offset) == Self.tail(text, from: offset)
  }

  /// Whether the bytes are UTF-8.
  private static func isWhole(_ text: RawSpan) -> Bool {
    var high: UInt64 = 0
    var offset = 0
    while text.byteCount - offset >= 8 {
      high |= word(text, offset)
      offset += 8
    }
    for index in offset..<text.byteCount {
      high |= UInt64(text.unsafeLoad(fromByteOffset: index, as: UInt8.self))
    }
    guard high & 0x8080_8080_8080_8080 != 0 else { return true }
    return text.withUnsafeBytes { String(validating: $0, as: UTF8.self) != nil }
  }

  private static func repaired(_ text: RawSpan) -> String {
    text.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}
