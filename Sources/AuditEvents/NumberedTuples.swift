/// Tuples by the framer's number of the value they were read of.
///
/// It spares hashing the value. What is not found here is found by its text.
struct NumberedTuples: Sendable {
  private struct Slot: Sendable {
    var number: Int32 = 0
    var kind: Int32 = 0
    var tuple: Int64 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 1 << 12)

  /// The tuple of a value, or nil.
  ///
  /// - Parameter kind: what else the tuple depends on.
  @inline(__always)
  func find(_ number: Int32, kind: Int32) -> Int64? {
    guard number > 0 else { return nil }
    let slot = slots[Self.place(number, kind)]
    return slot.number == number && slot.kind == kind ? slot.tuple : nil
  }

  /// Remembers the tuple of a value.
  @inline(__always)
  mutating func put(_ tuple: Int64, _ number: Int32, kind: Int32) {
    guard number > 0 else { return }
    slots[Self.place(number, kind)] = Slot(number: number, kind: kind, tuple: tuple)
  }

  @inline(__always)
  private static func place(_ number: Int32, _ kind: Int32) -> Int {
    Int(number &+ kind &* 0x3D4D) & 0xFFF
  }
}
