public import LogBytes

/// Decodes the records of one source after another, keeping what it has seen.
///
/// Use one decoder for a whole ingest, on one thread, with batches of one
/// framer, whose numbers of remembered values it relies on. Tuple numbers go up
/// from those given, in the order of the evidence, so two runs number alike.
public struct EventDecoder: Sendable {
  /// The first numbers to give to new tuples.
  public struct FirstNumbers: Sendable, Equatable {
    /// Of the next new tuple of its kind.
    public var actor: Int64
    /// See `actor`.
    public var operation: Int64
    /// See `actor`.
    public var object: Int64
    /// See `actor`.
    public var result: Int64
    /// See `actor`.
    public var client: Int64

    /// Sets all five.
    public init(actor: Int64, operation: Int64, object: Int64, result: Int64, client: Int64) {
      self.actor = actor
      self.operation = operation
      self.object = object
      self.result = result
      self.client = client
    }
  }

  private var layout = KeyLayout()
  /// Somewhat more than the last batch's texts took.
  private var usualArena = 0
  var timeMemory = Timestamp.Memory()
  var scanner = JSONScanner()
  var actors: ByteInterner
  var operations: ByteInterner
  var objects: ByteInterner
  var results: ByteInterner
  var clients: ByteInterner
  var numberedActors = NumberedTuples()
  var numberedResults = NumberedTuples()
  var rewriter: DialectRewriter
  /// Those of the records that are being decoded.
  var rewritten = RewrittenEvents()

  /// Creates a decoder.
  ///
  /// - Parameters:
  ///   - first: the numbers that new tuples begin at.
  ///   - dialects: what is known of kinds that are not native.
  public init(
    first: FirstNumbers, dialects: DialectCatalog = DialectCatalog(fields: [], codes: [])
  ) {
    rewriter = DialectRewriter(dialects)
    actors = ByteInterner(first: first.actor)
    operations = ByteInterner(first: first.operation, slots: 1 << 14)
    objects = ByteInterner(first: first.object, slots: 1 << 17)
    results = ByteInterner(first: first.result)
    clients = ByteInterner(first: first.client)
  }

  /// Begins another source, keeping what recurs in any.
  public mutating func begin() { rewriter.begin() }

  /// Decodes a batch of records.
  public mutating func decode(_ records: RecordBatch) -> EventBatch {
    var batch = EventBatch(resume: records.resume)
    batch.otherBytes = records.otherBytes
    batch.rejected = records.rejected
    batch.events.reserveCapacity(records.records.count)
    batch.arena.reserveCapacity(min(usualArena, 2 * records.text.count))
    records.text.withBytes { text in
      for record in records.records {
        decode(record, records, text, &batch)
      }
    }
    usualArena = batch.arena.count + batch.arena.count / 8
    if batch.rejected.count > records.rejected.count {
      batch.rejected.sort { $0.offset < $1.offset }
    }
    return batch
  }

  private mutating func decode(
    _ record: Record, _ records: RecordBatch, _ text: TextBytes, _ batch: inout EventBatch
  ) {
    let fields = fields(of: record, records, text)
    let reason =
      isForeignUser(fields, text) && isForeign(record, records, fields, text)
      ? .notAnAuditEvent : reasonToReject(fields, text)
    if let reason {
      batch.rejected.append(
        RejectedRecord(
          offset: records.textOffset + Int64(record.start), length: Int64(record.count),
          line: record.line, reason: reason,
          faultOffset: records.textOffset + Int64(record.start)))
      return
    }
    var event = Event()
    event.offset = records.textOffset + Int64(record.start)
    event.length = Int64(record.count)
    event.line = record.line
    fill(&event, fields, text, &batch)
    batch.events.append(event)
  }

  /// Where the fields of a record lie.
  @inline(__always)
  mutating func fields(
    of record: Record, _ records: RecordBatch, _ text: TextBytes
  ) -> EventFields {
    var fields = EventFields()
    for index in 0..<Int(record.memberCount) {
      let member = records.members[Int(record.firstMember) + index]
      let key = layout.key(at: index, member, text)
      if key != .other {
        fields.set(
          key, TextRange(start: member.valueStart, count: member.valueCount), number: member.number)
      }
    }
    return fields
  }

  /// Whether the user is no object, as it is in every native event.
  @inline(__always)
  private func isForeignUser(_ fields: EventFields, _ text: TextBytes) -> Bool {
    fields.user.isNone || text[Int(fields.user.start)] != UInt8(ascii: "{")
  }

  /// An audit event has an audit ID, and a stage, level or verb (Rancher's own
  /// API audit has an audit ID and none of those).
  func reasonToReject(
    _ fields: EventFields, _ text: TextBytes
  ) -> RejectedRecord.Reason? {
    guard text.contents(of: fields.auditID).count > 0 else { return .noAuditID }
    let isEvent =
      !text.contents(of: fields.stage).isNone || !text.contents(of: fields.level).isNone
      || !text.contents(of: fields.verb).isNone
    return isEvent ? nil : .notAnAuditEvent
  }

  mutating func fill(
    _ event: inout Event, _ fields: EventFields, _ text: TextBytes, _ batch: inout EventBatch
  ) {
    let reference = ObjectReference(text, fields.objectRef, &scanner)
    // There are too many objects for the near caches: the memory is asked early
    // for what is needed last.
    let object = objectKey(fields, reference, text)
    objects.prepareSlot(object.key)
    fillStage(&event, fields, text, &batch)
    fillTimes(&event, fields, text, &batch)
    fillAuditID(&event, text.contents(of: fields.auditID), text, &batch)
    event.actor = actor(fields, text, &batch)
    event.client = client(fields, text, &batch)
    objects.prepareText(object.key)
    event.result = result(fields, text, &batch)
    event.operation = operation(fields, reference, text, &batch)
    let bodies = max(0, fields.requestObject.count) + max(0, fields.responseObject.count)
    event.bodyLength = Int64(bodies)
    if text.isWriting(fields.verb) {
      event.isDryRun = isDryRun(fields, reference, text)
      if bodies > 0, event.stage == .responseComplete {
        batch.facts.collect(
          fields, reference, text, event: batch.events.count, arena: &batch.arena, &scanner)
      }
    }
    event.object = self.object(object, reference, text, &batch)
  }
}
