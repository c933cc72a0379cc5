internal import AuditEvents
internal import LogBytes
internal import SQLite

/// A row on its way into the table of events.
///
/// It is small because it is sorted: the event stays in its batch.
struct PendingRow {
  let id: Int64
  var flags: Int64
  /// Its event's index in the batch.
  let event: Int32
  /// The clock of the place it has.
  let clock: EventPlace.Clock
}

/// Bits of `event.flags`.
enum EventFlag {
  static let latest: Int64 = 1
  static let conflict: Int64 = 2
  static let salvaged: Int64 = 4
  static let dryRun: Int64 = 8

  /// Where stage, level, and the decimals that the times lack begin, three bits
  /// each.
  static let stage: Int64 = 4
  static let level: Int64 = 7
  static let receivedMissing: Int64 = 10
  static let stageMissing: Int64 = 13
  /// The bits that a fuller copy brings anew: all flags, and the level.
  static let replaced: Int64 = 0b11_1000_1111

  /// The whole column of an event that has some flags.
  static func column(_ flags: Int64, _ event: Event) -> Int64 {
    flags | Int64(event.stage.rawValue) << stage | Int64(event.level.rawValue) << level
      | CaseWriter.receivedMissing(event) << receivedMissing
      | CaseWriter.stageMissing(event) << stageMissing
  }
}

/// Events by stage and level, since the last commit.
struct EventCounts {
  private var counts = [Int64](repeating: 0, count: 64)

  mutating func add(_ number: Int64, _ stage: Stage, _ level: Level) {
    counts[Int(stage.rawValue) << 3 | Int(level.rawValue)] += number
  }

  /// What was counted: stage, level, number.
  var all: [(stage: Int64, level: Int64, number: Int64)] {
    counts.indices.filter { counts[$0] != 0 }.map { (Int64($0 >> 3), Int64($0 & 7), counts[$0]) }
  }
}

extension CaseWriter {
  /// How many rows may wait to be written: fewer than the window of recent rows
  /// holds, for a row that waits is found there only.
  static let pendingLimit = 1 << 10

  /// Writes what was counted since the last commit.
  mutating func saveCounts() throws(SQLiteError) {
    let update = try connection.prepare(
      """
      INSERT INTO case_count VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET events = events + excluded.events
      """)
    for count in counts.all {
      try update.bind(count.stage, at: 1)
      try update.bind(count.level, at: 2)
      try update.bind(count.number, at: 3)
      try update.run()
    }
    counts = EventCounts()
  }

  /// Stores the tuples, events, facts and rejected records of a batch.
  mutating func store(_ batch: EventBatch) throws(SQLiteError) {
    try storeTuples(batch)
    var rows = BatchRows(count: batch.events.count)
    // Where salvaged events begin that are copies.
    var copies: Set<Int64> = []
    for index in batch.events.indices {
      let event = batch.events[index]
      let placement = try place(event, batch)
      count(event, placement, &copies)
      switch placement {
      case .new(let id, let clock, let flags, _):
        pending.append(PendingRow(id: id, flags: flags, event: Int32(index), clock: clock))
        segment.add(event, id: id)
        rows.ids[index] = id
        if event.isSalvaged { try note(salvaged: event, id: id) }
        if mixesClocks || event.stage == .unknown || pending.count == Self.pendingLimit {
          try flush(batch)
        }
      case .duplicate: break
      case .fuller(let id, _, let flags):
        try flush(batch)
        try replace(id, with: event, flags: flags)
        segment.add(event, id: id)
        rows.move(id, to: index)
      }
    }
    try flush(batch)
    try storeFacts(batch.facts, rows.ids, batch)
    try storeRejected(batch, copies)
  }

  private mutating func count(
    _ event: Event, _ placement: Placement, _ copies: inout Set<Int64>
  ) {
    signs.show(event.actor)
    switch placement {
    case .new where event.isSalvaged:
      source?.tally.salvaged += 1
      source?.tally.bytesSalvaged += event.length - event.uncounted
      counts.add(1, event.stage, event.level)
    case .new(_, _, let flags, let isNewRequest):
      source?.tally.events += 1
      source?.tally.bytesEvents += event.length - event.uncounted
      if isNewRequest { source?.tally.requests += 1 }
      counts.add(1, event.stage, event.level)
      if flags & EventFlag.conflict != 0 { source?.tally.conflicts += 1 }
    case .fuller(_, let level, _):
      counts.add(-1, event.stage, level)
      counts.add(1, event.stage, event.level)
      fallthrough
    case .duplicate:
      if event.isSalvaged { copies.insert(event.offset + event.uncounted) }
      source?.tally.duplicates += 1
      source?.tally.bytesDuplicates += event.length - event.uncounted
    }
    if EventPlace.dated.contains(event.received) {
      source?.tally.include(first: event.received, last: event.received)
    }
  }

  /// Writes the rows that wait.
  mutating func flush(_ batch: EventBatch) throws(SQLiteError) {
    guard !pending.isEmpty else { return }
    // In order of the key, most rows are appended to the last page.
    pending.sort { $0.id < $1.id }
    eventRows.clear()
    // Places of the few that need rows in other tables.
    var unusual: [Int] = []
    for index in pending.indices where append(pending[index], batch) { unusual.append(index) }
    try statements.eventTable.run(
      statements.insertEvents, eventRows, lending: batch.arena.span.bytes)
    for index in unusual {
      try insertTexts(pending[index], batch)
      try note(batch.events[Int(pending[index].event)].item, of: pending[index].id)
    }
    pending.removeAll(keepingCapacity: true)
    flushes += 1
  }

  /// Appends all columns of a row.
  ///
  /// - Returns: whether that may not be all there is to be stored of it.
  private mutating func append(_ row: PendingRow, _ batch: EventBatch) -> Bool {
    let event = batch.events[Int(row.event)].placed(by: row.clock)
    eventRows.append(row.id)
    if event.auditText == .none {
      eventRows.appendBlob(event.auditHigh, event.auditLow)
    } else {
      eventRows.appendLentText(
        start: Int(event.auditText.start), count: Int(event.auditText.count))
    }
    eventRows.append(EventFlag.column(row.flags, event))
    if event.stageTime == Event.noTime {
      eventRows.appendNull()
    } else {
      let isDated = EventPlace.dated.contains(event.received)
      eventRows.append(event.stageTime - (isDated ? Self.floored(event) : 0))
    }
    eventRows.append(event.actor)
    eventRows.append(event.operation)
    eventRows.append(event.object)
    eventRows.append(event.result)
    eventRows.append(event.client)
    eventRows.append(source?.id ?? 0)
    eventRows.append(event.line)
    eventRows.append(event.offset)
    eventRows.append(event.length)
    eventRows.append(event.bodyLength)
    return event.item > 0 || event.received == Event.noTime || row.clock == .none
      || event.receivedText != .none || event.stageTimeText != .none || event.stageText != .none
      || event.levelText != .none || row.clock != EventPlace.Clock(event)
      || batch.events[Int(row.event)].receivedDigits != event.receivedDigits
  }

  /// The received time as far as the row can show it.
  private static func floored(_ event: Event) -> Int64 {
    let tick = EventPlace.Clock(event).tick
    guard tick > 1 else { return event.received }
    let remainder = event.received % tick
    return event.received - (remainder < 0 ? remainder + tick : remainder)
  }

  /// How many decimals of a microsecond the received time lacks.
  static func receivedMissing(_ event: Event) -> Int64 {
    event.received == Event.noTime ? 0 : 6 - Int64(event.receivedDigits)
  }

  /// How many decimals of a microsecond the stage's time lacks.
  static func stageMissing(_ event: Event) -> Int64 {
    event.stageTime == Event.noTime ? 0 : 6 - Int64(event.stageDigits)
  }

  /// Binds a slice of the batch's text.
  func bind(
    _ slice: Slice, to statement: Statement, at place: Int32, _ batch: EventBatch
  ) throws(SQLiteError) {
    guard slice.count >= 0 else { return try statement.bindNull(at: place) }
    let start = Int(slice.start)
    let bytes = batch.arena.span.extracting(start..<start + Int(slice.count)).bytes
    try statement.bindText(bytes, at: place)
  }

  private func insertTexts(_ row: PendingRow, _ batch: EventBatch) throws(SQLiteError) {
    let event = batch.events[Int(row.event)]
    let isShown =
      event.received == Event.noTime
      || row.clock == EventPlace.Clock(event)
        && row.clock != .none
    guard
      event.receivedText != .none || event.stageTimeText != .none || event.stageText != .none
        || event.levelText != .none || !isShown
    else { return }
    let statement = statements.insertEventText
    try statement.bind(row.id, at: 1)
    if isShown {
      try bind(event.receivedText, to: statement, at: 2, batch)
    } else {
      try statement.bind(RFC3339.text(event.received, digits: event.receivedDigits), at: 2)
    }
    try bind(event.stageTimeText, to: statement, at: 3, batch)
    try bind(event.stageText, to: statement, at: 4, batch)
    try bind(event.levelText, to: statement, at: 5, batch)
    try statement.run()
  }

  /// Notes which of several events in one record a row is.
  private func note(
    _ item: Int32, of id: Int64, isReplacing: Bool = false
  ) throws(SQLiteError) {
    guard item > 0 || isReplacing else { return }
    let change = try connection.prepare(
      item > 0
        ? "INSERT OR REPLACE INTO event_item VALUES (?, ?)"
        : "DELETE FROM event_item WHERE event_id = ? AND ? = 0")
    try change.bind(id, at: 1)
    try change.bind(Int64(item), at: 2)
    try change.run()
  }

  /// Points a row at a fuller copy of its event.
  private func replace(
    _ id: Int64, with event: Event, flags: Int64
  ) throws(SQLiteError) {
    let update = statements.replaceEvent
    let numbers = [
      flags | Int64(event.level.rawValue) << EventFlag.level, event.actor, event.operation,
      event.object,
      event.result, event.client, source?.id ?? 0, event.line, event.offset, event.length,
      event.bodyLength, id,
    ]
    for (index, number) in numbers.enumerated() { try update.bind(number, at: Int32(index + 1)) }
    try update.run()
    try note(event.item, of: id, isReplacing: true)
    for delete in statements.deleteFacts {
      try delete.bind(id, at: 1)
      try delete.run()
    }
  }

  /// What became of a rejected record: nothing, an event, or a copy of one.
  private func salvage(_ record: RejectedRecord, _ copies: Set<Int64>) -> Int64 {
    guard record.isSalvaged else { return 0 }
    return copies.contains(record.offset) ? 2 : 1
  }

  private mutating func storeRejected(
    _ batch: EventBatch, _ copies: Set<Int64>
  ) throws(SQLiteError) {
    source?.tally.bytesOther += batch.otherBytes
    for record in batch.rejected {
      source?.tally.rejected += 1
      if !record.isSalvaged { source?.tally.bytesRejected += record.length }
      let statement = statements.insertRejected
      let numbers = [
        source?.id ?? 0, record.line, record.offset, record.length, record.reason.rawValue,
        record.faultOffset, record.isTail ? 1 : 0, salvage(record, copies),
      ]
      for (index, number) in numbers.enumerated() {
        try statement.bind(number, at: Int32(index + 1))
      }
      try statement.run()
      try chain.append(
        .rejected, source: source?.id ?? 0, ordinal: record.offset,
        digest: EvidenceChain.digest(ofRejected: numbers))
    }
  }
}

/// The rows that the events of one batch have, by the events' places in it.
private struct BatchRows {
  /// Nil for an event without a row of its own.
  var ids: [Int64?]
  /// Places by row, made when the first row changes hands.
  private var places: [Int64: Int]?

  init(count: Int) { ids = Array(repeating: nil, count: count) }

  /// Gives a row to a later event, which says more.
  mutating func move(_ id: Int64, to index: Int) {
    if places == nil {
      let known = ids.indices.compactMap { place in ids[place].map { ($0, place) } }
      places = Dictionary(known) { _, last in last }
    }
    if let before = places?[id] { ids[before] = nil }
    ids[index] = id
    places?[id] = index
  }
}

extension Event {
  /// The event with no more decimals of its time than its place can show.
  func placed(by clock: EventPlace.Clock) -> Event {
    guard clock != .none, receivedDigits > clock.digits else { return self }
    var event = self
    event.receivedDigits = clock.digits
    return event
  }
}
