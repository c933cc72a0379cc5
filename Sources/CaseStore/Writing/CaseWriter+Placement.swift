internal import AuditEvents
internal import SQLite

/// What the writer makes of an event.
enum Placement {
  /// A row of its own.
  case new(id: Int64, flags: Int64, isNewRequest: Bool)
  /// A copy of a row.
  case duplicate
  /// A copy that has more in it than the row.
  case fuller(id: Int64, level: Level)
}

extension CaseWriter {
  /// What a walk through a place found.
  private struct Finding {
    /// A row that is the same event.
    var copy: StoredEvent?
    /// The row of the request's latest stage.
    var latest: StoredEvent?
    /// A row of the same request and stage says something else.
    var isContradicted = false
    /// The first free row id.
    var free: Int64?
  }

  /// Finds an event's copies and siblings, and a row id for it.
  mutating func place(_ event: Event, _ batch: EventBatch) throws(SQLiteError) -> Placement {
    let clock = EventPlace.Clock(event)
    if clock != lastClock { try note(clock) }
    let cluster = source?.cluster ?? 1
    let key = EventPlace.key(cluster: cluster, audit: event.auditHash)
    let own = EventPlace(clock, received: event.received, key: key)
    var finding = Finding()
    try walk(own, event, batch, &finding)
    if mixesClocks, clock != .none {
      try searchOtherClocks(event, clock, key, batch, &finding)
    }
    if let copy = finding.copy {
      let isFuller = event.length > copy.length && event.level.rawValue >= copy.level.rawValue
      guard isFuller else { return .duplicate }
      remember(event, id: copy.id, flags: copy.flags, like: copy, batch)
      return .fuller(id: copy.id, level: copy.level)
    }
    let id = finding.free ?? own.start
    var flags: Int64 = (event.isDryRun ? EventFlag.dryRun : 0)
    if event.isSalvaged { flags |= EventFlag.salvaged }
    if finding.isContradicted {
      flags |= EventFlag.conflict
    } else {
      flags |= try becomesLatest(event, finding.latest)
    }
    remember(event, id: id, flags: flags, like: nil, batch)
    let isNew = finding.latest == nil && !finding.isContradicted
    return .new(id: id, flags: flags, isNewRequest: isNew)
  }

  private mutating func note(_ clock: EventPlace.Clock) throws(SQLiteError) {
    lastClock = clock
    guard clocks.insert(clock).inserted else { return }
    let insert = try connection.prepare("INSERT OR IGNORE INTO case_clock VALUES (?)")
    try insert.bind(clock.rawValue, at: 1)
    try insert.run()
    mixesClocks = Self.mixes(clocks)
    if mixesClocks { try connection.execute(Schema.auditIndex) }
  }

  static func mixes(_ clocks: Set<EventPlace.Clock>) -> Bool {
    clocks.subtracting([.none]).count > 1
  }

  /// The flag for an event, given its request's latest stage so far, which
  /// loses its own if the event comes after it.
  private mutating func becomesLatest(
    _ event: Event, _ latest: StoredEvent?
  ) throws(SQLiteError) -> Int64 {
    guard var latest else { return EventFlag.latest }
    guard event.stage.rank > latest.stage.rank else { return 0 }
    latest.flags &= ~EventFlag.latest
    if latest.flush == flushes {
      pending[latest.index].flags = latest.flags
    } else {
      try statements.clearLatest.bind(latest.id, at: 1)
      try statements.clearLatest.run()
    }
    recent.put(latest)
    return EventFlag.latest
  }

  /// Looks at every row from a request's start to the first free id.
  private mutating func walk(
    _ place: EventPlace, _ event: Event, _ batch: EventBatch, _ finding: inout Finding
  ) throws(SQLiteError) {
    var id = place.start
    repeat {
      guard let stored = try storedEvent(id) else {
        finding.free = id
        return
      }
      try compare(stored, event, batch, &finding)
      id = place.next(after: id)
    } while id != place.start
    preconditionFailure("2,048 requests in one microsecond")
  }

  private func compare(
    _ stored: StoredEvent, _ event: Event, _ batch: EventBatch, _ finding: inout Finding
  ) throws(SQLiteError) {
    guard try isSameRequest(stored, event, batch) else { return }
    if stored.stage == event.stage {
      if try isSameEvent(stored, event, batch) {
        if finding.copy == nil { finding.copy = stored }
      } else {
        finding.isContradicted = true
      }
    } else if stored.flags & EventFlag.latest != 0 {
      finding.latest = stored
    }
  }

  /// Rows of the same event or request whose times are finer or coarser.
  private mutating func searchOtherClocks(
    _ event: Event, _ clock: EventPlace.Clock, _ key: UInt64, _ batch: EventBatch,
    _ finding: inout Finding
  ) throws(SQLiteError) {
    for other in EventPlace.Clock.allCases where other != clock && other != .none {
      guard clocks.contains(other), finding.copy == nil else { continue }
      var found = Finding()
      if other.tick > clock.tick {
        let place = EventPlace(other, received: event.received, key: key)
        try walk(place, event, batch, &found)
      } else {
        try searchTick(EventPlace(clock, received: event.received, key: key), event, batch, &found)
      }
      finding.copy = finding.copy ?? found.copy
      finding.latest = finding.latest ?? found.latest
      finding.isContradicted = finding.isContradicted || found.isContradicted
    }
  }

  /// Looks through a coarse tick for finer rows of the same audit ID.
  private func searchTick(
    _ place: EventPlace, _ event: Event, _ batch: EventBatch, _ finding: inout Finding
  ) throws(SQLiteError) {
    let rows = try connection.prepare(
      """
      SELECT event_id FROM event INDEXED BY event_audit
      WHERE audit_id = ? AND event_id >= ? AND event_id < ?
      """)
    if event.auditText == .none {
      try rows.bindBlob(UUIDBytes.bytes(event.auditHigh, event.auditLow), at: 1)
    } else {
      try bind(event.auditText, to: rows, at: 1, batch)
    }
    try rows.bind(place.first, at: 2)
    try rows.bind(place.first + place.count, at: 3)
    while try rows.step() {
      if let stored = try storedEvent(rows.integer(0)) {
        try compare(stored, event, batch, &finding)
      }
    }
  }
}

/// Audit IDs that are UUIDs, as bytes.
enum UUIDBytes {
  static func bytes(_ high: UInt64, _ low: UInt64) -> [UInt8] {
    [high, low].flatMap { half in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
    }
  }

  /// The two halves of sixteen bytes.
  static func halves(_ bytes: [UInt8]) -> (high: UInt64, low: UInt64)? {
    guard bytes.count == 16 else { return nil }
    let halves = [bytes[..<8], bytes[8...]].map { $0.reduce(0 as UInt64) { $0 << 8 | UInt64($1) } }
    return (halves[0], halves[1])
  }
}
