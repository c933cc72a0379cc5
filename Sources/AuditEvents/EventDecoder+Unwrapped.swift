public import LogBytes

extension EventDecoder {
  /// Decodes events that were found inside something else.
  ///
  /// Their text is not the source's, so what is stored of where they lie is
  /// their place.
  public mutating func decode(_ unwrapped: UnwrappedRecords, into batch: inout EventBatch) {
    let records = unwrapped.batch
    records.text.withBytes { text in
      for (record, place) in zip(records.records, unwrapped.places) {
        let fields = fields(of: record, records, text)
        if let reason = reasonToReject(fields, text) {
          reject(place, reason, &batch)
          continue
        }
        var event = Event()
        event.offset = place.offset
        event.length = place.length
        event.line = place.line
        event.item = place.item
        event.isString = place.isString
        event.uncounted = place.length - place.accounted
        fill(&event, fields, text, &batch)
        batch.events.append(event)
      }
    }
  }

  private func reject(
    _ place: RecordPlace, _ reason: RejectedRecord.Reason, _ batch: inout EventBatch
  ) {
    guard place.accounted > 0 else { return }
    batch.rejected.append(
      RejectedRecord(
        offset: place.offset + place.length - place.accounted, length: place.accounted,
        line: place.line, reason: reason, faultOffset: place.offset))
  }
}
