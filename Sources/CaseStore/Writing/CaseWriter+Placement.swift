internal import AuditEvents
internal import LogBytes
internal import SQLite

/// What the writer makes of an event.
enum Placement {
  /// A row of its own, at a place of the clock.
  case new(id: Int64, EventPlace.Clock, flags: Int64, isNewRequest: Bool)
  /// A copy of a row.
  case duplicate
  /// A copy that has more in it than the row.
  case fuller(id: Int64, level: Level, flags: Int64)
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
    /// The first free row id, and the clock of its place.
    var free: (id: Int64, clock: EventPlace.Clock)?
  }

  /// Finds an event's copies and siblings, and a row id for it.
  mutating func place(_ event: Event, _ batch: EventBatch) throws(SQLiteError) -> Placement {
    let clock = EventPlace.Clock(event)
    if clock != lastClock { try note(clock, batch) }
    let cluster = source?.cluster ?? 1
    let key = EventPlace.key(cluster: cluster, audit: event.auditHash)
    var finding = Finding()
    try walk(clock, key, event, batch, &finding)
    if mixesClocks, clock != .none {
      try searchOtherClocks(event, clock, key, batch, &finding)
    }
    if let copy = finding.copy { return replacement(of: copy, by: event, batch) }
    if event.isSalvaged {
      if try hasWhole(of: event, batch) { return .duplicate }
    } else if !salvaged.isEmpty {
      try dropParts(of: event, batch)
    }
    guard let free = finding.free else { preconditionFailure("a second has no free id") }
    var flags: Int64 = (event.isDryRun ? EventFlag.dryRun : 0)
    if event.isSalvaged { flags |= EventFlag.salvaged }
    if finding.isContradicted {
      flags |= EventFlag.conflict
    } else {
      flags |= try becomesLatest(event, finding.latest)
    }
    remember(event.placed(by: free.clock), id: free.id, flags: flags, like: nil, batch)
    let isNew = finding.latest == nil && !finding.isContradicted
    return .new(id: free.id, free.clock, flags: flags, isNewRequest: isNew)
  }

  /// Whether a copy has more in it than the row: more was logged, or its bodies
  /// are longer, or it is.
  private mutating func replacement(
    of copy: StoredEvent, by event: Event, _ batch: EventBatch
  ) -> Placement {
    let ours = (copy.level.rank, copy.bodyLength, copy.length)
    // A record around an event is longer, and says no more of it.
    let length = event.isString ? 0 : event.length
    let isWhole = copy.flags & EventFlag.salvaged != 0 && !event.isSalvaged
    guard isWhole || (event.level.rank, event.bodyLength, length) > ours, !event.isSalvaged else {
      return .duplicate
    }
    var flags = copy.flags & ~EventFlag.salvaged
    if event.isDryRun { flags |= EventFlag.dryRun }
    remember(event, id: copy.id, flags: flags, like: copy, batch)
    return .fuller(id: copy.id, level: copy.level, flags: flags)
  }

  /// Keeps in mind by which clock rows are placed.
  ///
  /// When it is a second one, the rows that wait are written, for copies are
  /// sought by the index from now on.
  private mutating func note(
    _ clock: EventPlace.Clock, _ batch: EventBatch
  ) throws(SQLiteError) {
    lastClock = clock
    guard clocks.insert(clock).inserted else { return }
    let insert = try connection.prepare("INSERT OR IGNORE INTO case_clock VALUES (?)")
    try insert.bind(clock.rawValue, at: 1)
    try insert.run()
    let mixedBefore = mixesClocks
    mixesClocks = Self.mixes(clocks)
    guard mixesClocks, !mixedBefore else { return }
    try connection.execute(Schema.auditIndex)
    try flush(batch)
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
      pending[Int(latest.index)].flags = latest.flags
    } else {
      try statements.clearLatest.bind(latest.id, at: 1)
      try statements.clearLatest.run()
    }
    recent.put(latest)
    return EventFlag.latest
  }

  /// Looks at every row from a request's start to the first free id, which is
  /// at a coarser place where the own one is crowded.
  private mutating func walk(
    _ clock: EventPlace.Clock, _ key: UInt64, _ event: Event, _ batch: EventBatch,
    _ finding: inout Finding
  ) throws(SQLiteError) {
    var clock = clock
    while try !probe(clock, key, event, batch, &finding) {
      if let coarser = clock.coarser {
        clock = coarser
        continue
      }
      let texts = try statements.tupleTexts.hashes(of: event)
      let asked = ByteHash.fold(key ^ texts.asked, 0x9FB2_1C65_1E98_DF25)
      if try probe(clock, asked, event, batch, &finding) { return }
      let second = UInt64(bitPattern: event.stageTime / 1_000_000)
      let reached = ByteHash.fold(asked ^ texts.address, second ^ 0xC2B2_AE3D_27D4_EB4F)
      _ = try probe(clock, reached, event, batch, &finding, reach: .max)
      return
    }
  }

  /// Looks at the rows from one start.
  ///
  /// - Returns: whether there was a free id within reach.
  private mutating func probe(
    _ clock: EventPlace.Clock, _ key: UInt64, _ event: Event, _ batch: EventBatch,
    _ finding: inout Finding, reach: Int = EventPlace.reach
  ) throws(SQLiteError) -> Bool {
    let place = EventPlace(clock, received: event.received, key: key)
    var id = place.start
    var free: Int64?
    for _ in 0..<reach {
      guard let stored = try storedEvent(id, &free) else {
        finding.free = (id, clock)
        return true
      }
      try compare(stored, event, batch, &finding)
      id = place.next(after: id)
    }
    return false
  }

  private func compare(
    _ stored: StoredEvent, _ event: Event, _ batch: EventBatch, _ finding: inout Finding
  ) throws(SQLiteError) {
    guard try isSameRequest(stored, event, batch) else { return }
    if try isSameStage(stored, event, batch) {
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
        try walk(other, key, event, batch, &found)
      } else {
        try searchTick(EventPlace(clock, received: event.received, key: key), event, batch, &found)
      }
      finding.copy = finding.copy ?? found.copy
      finding.latest = finding.latest ?? found.latest
      finding.isContradicted = finding.isContradicted || found.isContradicted
    }
  }

  /// Looks through a coarse tick for finer rows of the same audit ID: some, for
  /// a request has few.
  private mutating func searchTick(
    _ place: EventPlace, _ event: Event, _ batch: EventBatch, _ finding: inout Finding
  ) throws(SQLiteError) {
    let rows = try findByAudit()
    defer { rows.reset() }
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

extension CaseWriter {
  /// The statement that finds rows by audit ID, which needs the index.
  private mutating func findByAudit() throws(SQLiteError) -> Statement {
    if let statement = auditStatement { return statement }
    let statement = try connection.prepare(
      """
      SELECT event_id FROM event INDEXED BY event_audit
      WHERE audit_id = ? AND event_id >= ? AND event_id < ? LIMIT 64
      """, persistent: true)
    auditStatement = statement
    return statement
  }
}

extension Level {
  /// The order of how much was logged; a level of another name tells nothing.
  var rank: Int { self == .unknown ? -1 : Int(rawValue) }
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
