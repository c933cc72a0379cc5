internal import LogBytes

extension EventDecoder {
  func fillStage(
    _ event: inout Event, _ fields: EventFields, _ text: TextBytes, _ batch: inout EventBatch
  ) {
    let stage = text.contents(of: fields.stage)
    event.stage = Self.stage(text, stage)
    if event.stage == .unknown {
      text.unescapingIfNeeded(stage) { event.stage = Self.stage($0, $1) }
    }
    if event.stage == .unknown { event.stageText = batch.keep(text, stage) }
    let level = text.contents(of: fields.level)
    event.level = Self.level(text, level)
    if event.level == .unknown {
      text.unescapingIfNeeded(level) { event.level = Self.level($0, $1) }
    }
    if event.level == .unknown { fillStrangeLevel(&event, level, fields, text, &batch) }
  }

  /// Takes the level from where a pipeline moved it, else keeps the text.
  private func fillStrangeLevel(
    _ event: inout Event, _ level: TextRange, _ fields: EventFields, _ text: TextBytes,
    _ batch: inout EventBatch
  ) {
    event.level = Self.level(text, text.contents(of: fields.keptLevel))
    guard event.level == .unknown else { return }
    event.levelText = batch.keep(text, level)
    if !level.isNone, !batch.notes.contains(.level) { batch.notes.append(.level) }
  }

  private static func stage(_ text: TextBytes, _ range: TextRange) -> Stage {
    let start = Int(range.start)
    switch range.count {
    case 16 where text.matches("ResponseComplete", at: start, count: 16): return .responseComplete
    case 15 where text.matches("RequestReceived", at: start, count: 15): return .requestReceived
    case 15 where text.matches("ResponseStarted", at: start, count: 15): return .responseStarted
    case 5 where text.matches("Panic", at: start, count: 5): return .panic
    default: return .unknown
    }
  }

  private static func level(_ text: TextBytes, _ range: TextRange) -> Level {
    let start = Int(range.start)
    switch range.count {
    case 8 where text.matches("Metadata", at: start, count: 8): return .metadata
    case 7 where text.matches("Request", at: start, count: 7): return .request
    case 15 where text.matches("RequestResponse", at: start, count: 15): return .requestResponse
    case 4 where text.matches("None", at: start, count: 4): return .none
    default: return .unknown
    }
  }

  /// Reads both times.
  ///
  /// Before v1 there was only the time of the stage.
  mutating func fillTimes(
    _ event: inout Event, _ fields: EventFields, _ text: TextBytes, _ batch: inout EventBatch
  ) {
    let received = text.contents(of: fields.received)
    if let time = time(text, received) {
      event.received = time.microseconds
      event.receivedDigits = time.digits
    } else {
      event.receivedText = batch.keep(text, received)
    }
    let stage = text.contents(of: stageTime(fields, text))
    if let time = time(text, stage) {
      event.stageTime = time.microseconds
      event.stageDigits = time.digits
    } else {
      event.stageTimeText = batch.keep(text, stage)
    }
  }

  private mutating func time(_ text: TextBytes, _ range: TextRange) -> Timestamp? {
    if let time = Timestamp(text, range, &timeMemory) { return time }
    var time: Timestamp?
    text.unescapingIfNeeded(range) { time = Timestamp($0, $1) }
    return time
  }

  private mutating func stageTime(_ fields: EventFields, _ text: TextBytes) -> TextRange {
    if !text.contents(of: fields.stageTime).isNone { return fields.stageTime }
    if !text.contents(of: fields.timestamp).isNone { return fields.timestamp }
    guard !fields.metadata.isNone else { return .none }
    return JSONValueReader.value(
      of: "creationTimestamp", in: text, fields.metadata, scanner: &scanner)
  }

  /// A UUID in canonical spelling is 16 bytes; anything else a client may have
  /// put into the Audit-ID header stays text.
  func fillAuditID(
    _ event: inout Event, _ range: TextRange, _ text: TextBytes, _ batch: inout EventBatch
  ) {
    var halves = text.canonicalUUID(range)
    if halves == nil { text.unescapingIfNeeded(range) { halves = $0.canonicalUUID($1) } }
    if let (high, low) = halves {
      event.auditHigh = high
      event.auditLow = low
      event.auditHash = AuditIDHash.of(high: high, low: low)
    } else {
      event.auditText = batch.keep(text, range)
      event.auditHash = AuditIDHash.of(batch.text(event.auditText) ?? "")
    }
  }
}

/// The hash of an audit ID, on which row ids and look-ups depend.
public enum AuditIDHash {
  /// Of a UUID.
  public static func of(high: UInt64, low: UInt64) -> UInt64 {
    ByteHash.fold(high ^ 0x9E37_79B9_7F4A_7C15, low ^ 0xD1B5_4A32_D192_ED03)
  }

  /// Of any other text.
  public static func of(_ text: String) -> UInt64 {
    ByteHash.of(text, seed: 0x5EED)
  }
}
