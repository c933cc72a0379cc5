internal import AuditEvents
internal import SQLite

extension CaseWriter {
  /// What is known of the row with an id, or nil if there is none.
  func storedEvent(_ id: Int64) throws(SQLiteError) -> StoredEvent? {
    var free: Int64?
    return try storedEvent(id, &free)
  }

  /// What is known of the row with an id, or nil if there is none.
  ///
  /// - Parameter free: an id that the file has no row of. A look into the file
  ///   finds that of the next id, which is asked for next, at little cost.
  func storedEvent(_ id: Int64, _ free: inout Int64?) throws(SQLiteError) -> StoredEvent? {
    if let known = recent.find(id) { return known }
    guard id < recent.floor, id != free else { return nil }
    let row = statements.findEvent
    defer { row.reset() }
    try row.bind(id, at: 1)
    try row.bind(id + 1, at: 2)
    guard try row.step(), row.integer(10) == id else { return nil }
    let event = storedEvent(id, row)
    if try !row.step() { free = id + 1 }
    return event
  }

  private func storedEvent(_ id: Int64, _ row: Statement) -> StoredEvent {
    let flags = row.integer(1)
    let missing = flags >> EventFlag.receivedMissing & 7
    let isDated = id >= EventPlace.firstDatedID
    let clock = EventPlace.Clock(missing: missing)
    let received = isDated ? (id >> EventPlace.slotBits) : Event.noTime
    let floored = isDated ? received - Self.modulo(received, clock.tick) : 0
    let uuid = row.type(0) == .blob ? UUIDBytes.halves(row.blob(0)) : nil
    return StoredEvent(
      id: id, auditHigh: uuid?.high ?? 0, auditLow: uuid?.low ?? 0, hasText: uuid == nil,
      stage: Stage(rawValue: UInt8(flags >> EventFlag.stage & 7)) ?? .unknown,
      level: Level(rawValue: UInt8(flags >> EventFlag.level & 7)) ?? .unknown,
      receivedMissing: UInt8(missing), stageMissing: UInt8(flags >> EventFlag.stageMissing & 7),
      flags: flags & 15, cluster: sourceClusters[row.integer(7)] ?? 1,
      received: isDated ? floored : Event.noTime,
      stageTime: row.isNull(2) ? Event.noTime : row.integer(2) + floored,
      actor: row.integer(3), operation: row.integer(4), object: row.integer(5),
      client: row.integer(6), length: row.integer(8), bodyLength: row.integer(9))
  }

  private static func modulo(_ value: Int64, _ divisor: Int64) -> Int64 {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }

  /// Keeps in the window what was made of an event.
  mutating func remember(
    _ event: Event, id: Int64, flags: Int64, like copy: StoredEvent?, _ batch: EventBatch
  ) {
    recent.put(
      StoredEvent(
        id: id, auditHigh: event.auditHigh, auditLow: event.auditLow,
        hasText: event.auditText != .none, stage: event.stage, level: event.level,
        receivedMissing: copy?.receivedMissing ?? UInt8(Self.receivedMissing(event)),
        stageMissing: copy?.stageMissing ?? UInt8(Self.stageMissing(event)),
        flush: copy == nil ? flushes : -1, index: copy == nil ? Int32(pending.count) : -1,
        flags: flags, cluster: source?.cluster ?? 1, received: copy?.received ?? event.received,
        stageTime: copy?.stageTime ?? event.stageTime, actor: event.actor,
        operation: event.operation, object: event.object, client: event.client,
        length: event.length, bodyLength: event.bodyLength))
    if event.auditText != .none { recent.note(batch.text(event.auditText) ?? "", of: id) }
  }

  /// Whether a row has the audit ID of an event.
  func isSameAuditID(
    _ stored: StoredEvent, _ event: Event, _ batch: EventBatch
  ) throws(SQLiteError) -> Bool {
    guard stored.auditHigh == event.auditHigh, stored.auditLow == event.auditLow,
      stored.hasText == (event.auditText != .none)
    else { return false }
    guard stored.hasText else { return true }
    if let known = recent.text(of: stored.id) { return known == batch.text(event.auditText) }
    let row = try connection.prepare("SELECT audit_id FROM event WHERE event_id = ?")
    try row.bind(stored.id, at: 1)
    return try row.step() && row.text(0) == batch.text(event.auditText)
  }

  /// A request is (cluster, audit ID, received); without a received time, its
  /// verb, URI and user must agree too.
  func isSameRequest(
    _ stored: StoredEvent, _ event: Event, _ batch: EventBatch
  ) throws(SQLiteError) -> Bool {
    guard stored.cluster == source?.cluster ?? 1, try isSameAuditID(stored, event, batch) else {
      return false
    }
    if EventPlace.dated.contains(event.received) {
      return Self.agree(
        stored.received, Int64(stored.receivedMissing), event.received,
        6 - Int64(event.receivedDigits))
    }
    return try isSameAsking(stored, event)
  }

  /// Stages that the schema does not know are told apart by their names, which
  /// stand in another table; there rows are written at once.
  func isSameStage(
    _ stored: StoredEvent, _ event: Event, _ batch: EventBatch
  ) throws(SQLiteError) -> Bool {
    guard stored.stage == event.stage else { return false }
    guard event.stage == .unknown else { return true }
    let row = try connection.prepare("SELECT stage FROM event_text WHERE event_id = ?")
    try row.bind(stored.id, at: 1)
    let text = try row.step() ? row.optionalText(0) : nil
    return text == batch.text(event.stageText)
  }

  /// Whether two moments are one, as far as the coarser of them tells.
  private static func agree(
    _ one: Int64, _ oneMissing: Int64, _ other: Int64, _ otherMissing: Int64
  ) -> Bool {
    if one == other { return true }
    if one == Event.noTime || other == Event.noTime { return true }
    let tick = max(tickOf(oneMissing), tickOf(otherMissing))
    return one - modulo(one, tick) == other - modulo(other, tick)
  }

  private static func tickOf(_ missing: Int64) -> Int64 {
    EventPlace.Clock(missing: missing).tick
  }

  /// Whether two events of one request and stage say the same: the time of the
  /// stage, verb, URI, user and address.
  func isSameEvent(
    _ stored: StoredEvent, _ event: Event, _ batch: EventBatch
  ) throws(SQLiteError) -> Bool {
    guard
      Self.agree(
        stored.stageTime, Int64(stored.stageMissing), event.stageTime,
        6 - Int64(event.stageDigits)),
      try statements.tupleTexts.address(stored.client, event.client)
    else { return false }
    return try isSameAsking(stored, event)
  }

  private func isSameAsking(
    _ stored: StoredEvent, _ event: Event
  ) throws(SQLiteError) -> Bool {
    let same = statements.tupleTexts
    guard try same.verb(stored.operation, event.operation),
      try same.requestURI(
        (stored.object, stored.operation), (event.object, event.operation))
    else { return false }
    return try same.user(stored.actor, event.actor)
  }
}
