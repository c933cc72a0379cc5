public import LogBytes

extension EventDecoder {
  /// Decodes events that were found inside something else.
  ///
  /// Their text is not the source's, so what is stored of where they lie is
  /// their place.
  ///
  /// - Parameters:
  ///   - unwrapped: the events.
  ///   - kinds: the names of the kinds that `unwrapped` counts.
  ///   - batch: gets the events, and what turned out to be none.
  public mutating func decode(
    _ unwrapped: UnwrappedRecords, kinds: [String], into batch: inout EventBatch
  ) {
    let records = unwrapped.batch
    rewritten.removeAll()
    records.text.withBytes { text in
      for (index, record) in records.records.enumerated() {
        let place = unwrapped.places[index]
        let fields = fields(of: record, records, text)
        let kind = unwrapped.kinds[index]
        if kind > 0 || isForeign(record, records, fields, text) {
          let first = Int(record.firstMember)
          let members = records.members[first..<first + Int(record.memberCount)]
          guard
            let event = rewriter.fields(
              text, members, kind: kinds[kind], &rewritten.text, notes: &batch.notes)
          else {
            reject(place, .notAnAuditEvent, &batch)
            continue
          }
          rewritten.add(event, at: place)
        } else {
          decode(fields, at: place, text, &batch)
        }
      }
    }
    if !rewritten.fields.isEmpty { decodeRewritten(into: &batch) }
  }

  /// Decodes the events of other kinds.
  private mutating func decodeRewritten(into batch: inout EventBatch) {
    var events = RewrittenEvents()
    swap(&events, &rewritten)
    events.withText { text, fields, places in
      for (fields, place) in zip(fields, places) { decode(fields, at: place, text, &batch) }
    }
    swap(&events, &rewritten)
  }

  private mutating func decode(
    _ fields: EventFields, at place: RecordPlace, _ text: TextBytes, _ batch: inout EventBatch
  ) {
    if let reason = reasonToReject(fields, text) { return reject(place, reason, &batch) }
    var event = Event()
    event.offset = place.offset
    event.length = place.length
    event.line = place.line
    event.item = place.item
    event.isString = place.isString
    event.uncounted = place.length - place.accounted
    event.isSalvaged = place.damage != nil
    if var damage = place.damage, place.accounted > 0 {
      damage.isSalvaged = true
      batch.rejected.append(damage)
    }
    fill(&event, fields, text, &batch)
    if !batch.formatNumbers.contains(place.format) { batch.formatNumbers.append(place.format) }
    batch.events.append(event)
  }

  private func reject(
    _ place: RecordPlace, _ reason: RejectedRecord.Reason, _ batch: inout EventBatch
  ) {
    guard place.accounted > 0 else { return }
    if let damage = place.damage { return batch.rejected.append(damage) }
    batch.rejected.append(
      RejectedRecord(
        offset: place.offset + place.length - place.accounted, length: place.accounted,
        line: place.line, reason: reason, faultOffset: place.offset))
  }

  private static let flatKeys: [StaticString] = ["user.", "objectRef.", "responseStatus."]

  /// Whether a record with the keys of a native event writes its objects
  /// otherwise: as strings, or as keys with points in them.
  func isForeign(
    _ record: Record, _ records: RecordBatch, _ fields: EventFields, _ text: TextBytes
  ) -> Bool {
    if !fields.user.isNone {
      let start = Int(fields.user.start)
      if text[start] == UInt8(ascii: "{") { return false }
      if text.matches("\"{", at: start, count: 2) { return true }
    }
    let first = Int(record.firstMember)
    return records.members[first..<first + Int(record.memberCount)].contains { member in
      Self.flatKeys.contains { key in
        member.keyCount > key.utf8CodeUnitCount
          && text.matches(key, at: Int(member.keyStart), count: key.utf8CodeUnitCount)
      }
    }
  }
}
