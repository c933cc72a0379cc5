internal import AuditEvents

/// What the writer must know of a stored row to recognise its copies and the
/// other stages of its request.
///
/// Nothing in it is counted by reference: it is copied often.
struct StoredEvent {
  var id: Int64
  var auditHigh: UInt64
  var auditLow: UInt64
  /// Whether the audit ID is no canonical UUID, and stands elsewhere as text.
  var hasText: Bool
  var stage: Stage
  var level: Level
  /// Decimals that the times lack.
  var receivedMissing: UInt8
  var stageMissing: UInt8
  /// Whether the row was taken away.
  var isGone = false
  /// The flush that wrote the row, and its index among that flush's rows.
  var flush: Int32 = -1
  var index: Int32 = -1
  /// The lowest bits of the column.
  var flags: Int64
  var cluster: Int64
  var received: Int64
  var stageTime: Int64
  var actor: Int64
  var operation: Int64
  var object: Int64
  var client: Int64
  var length: Int64
  var bodyLength: Int64
}

/// A bounded window of rows written lately, so that a new row usually needs no
/// look into the file: every row of the case with an id of `floor` or above is
/// in here.
struct RecentEvents {
  private var younger = Generation()
  private var older = Generation()
  private let limit: Int
  /// See the type.
  private(set) var floor: Int64

  /// A window over a case whose largest id is given.
  init(largestID: Int64?, limit: Int = 1 << 11) {
    floor = largestID.map { $0 + 1 } ?? Int64.min
    self.limit = limit
  }

  /// The largest id that was ever put in: above it every id is free.
  private(set) var largest = Int64.min

  /// The row with an id, if it is in the window.
  @inline(__always)
  func find(_ id: Int64) -> StoredEvent? {
    if id > largest { return nil }
    guard let known = younger.find(id) ?? older.find(id) else { return nil }
    return known.isGone ? nil : known
  }

  /// Keeps the audit ID of a row that was just put in, where it is no UUID.
  mutating func note(_ auditID: String, of id: Int64) { younger.texts[id] = auditID }

  /// The audit ID of a row in the window, where it is no UUID and was noted.
  func text(of id: Int64) -> String? { younger.texts[id] ?? older.texts[id] }

  /// Forgets a row that was taken away.
  mutating func forget(_ id: Int64) {
    guard var event = find(id) else { return }
    event.isGone = true
    put(event)
  }

  /// Puts a row in, or over what is known of it.
  mutating func put(_ event: StoredEvent) {
    if event.id > largest {
      largest = event.id
    } else if younger.replace(event) || older.replace(event) {
      return
    }
    if younger.events.count == limit {
      floor = max(floor, (older.largest ?? (Int64.min)) &+ (older.largest == nil ? 0 : 1))
      swap(&younger, &older)
      younger.clear()
    }
    younger.insert(event)
  }

  private struct Generation {
    var events: [StoredEvent] = []
    var texts: [Int64: String] = [:]
    /// Where an event lies, or -1; beside it its id, so that probing touches
    /// no event.
    var slots = [(id: Int64, index: Int32)](repeating: (0, -1), count: 1 << 10)
    var largest: Int64?

    private static func hash(_ id: Int64) -> Int {
      let mixed = UInt64(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15
      return Int(truncatingIfNeeded: mixed >> 24)
    }

    private func slot(of id: Int64) -> Int {
      let mask = slots.count - 1
      var slot = Self.hash(id) & mask
      while slots[slot].index >= 0, slots[slot].id != id { slot = (slot + 1) & mask }
      return slot
    }

    func find(_ id: Int64) -> StoredEvent? {
      let index = slots[slot(of: id)].index
      return index >= 0 ? events[Int(index)] : nil
    }

    mutating func replace(_ event: StoredEvent) -> Bool {
      let index = slots[slot(of: event.id)].index
      guard index >= 0 else { return false }
      events[Int(index)] = event
      return true
    }

    mutating func insert(_ event: StoredEvent) {
      if (events.count + 1) * 2 > slots.count { grow() }
      slots[slot(of: event.id)] = (event.id, Int32(events.count))
      events.append(event)
      largest = max(largest ?? event.id, event.id)
    }

    /// Forgets all rows, but keeps the room they took.
    mutating func clear() {
      events.removeAll(keepingCapacity: true)
      texts.removeAll(keepingCapacity: true)
      for slot in slots.indices { slots[slot].index = -1 }
      largest = nil
    }

    private mutating func grow() {
      slots = Array(repeating: (0, -1), count: slots.count * 2)
      for index in events.indices {
        slots[slot(of: events[index].id)] = (events[index].id, Int32(index))
      }
    }
  }
}
