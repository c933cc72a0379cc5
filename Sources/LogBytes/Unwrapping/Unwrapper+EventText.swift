extension Unwrapper {
  /// The text of an event that lies as a string in a record.
  ///
  /// - Parameters:
  ///   - record: the record's bytes: what its place in the source holds.
  ///   - item: how many events before it lie in the same record.
  /// - Returns: nil if the record is the event, or holds no such event.
  public mutating func eventText(in record: [UInt8], item: Int) -> [UInt8]? {
    begin(maxRecord: .max)
    var framer = RecordFramer(maxRecord: .max)
    if record.contains(0x0A) {
      // Lines that make one, perhaps.
      let batch = framer.frame(record, isLast: true)
      let units = (batch.rejected + batch.records.map(RejectedRecord.init(noEvent:))).sorted {
        $0.offset < $1.offset
      }
      if let text = text(of: item, in: batch, units, &framer, record) { return text }
      begin(maxRecord: .max)
    }
    let batch = RecordBatch(
      text: TextBuffer(record), textOffset: 0, resume: FramingState())
    let whole = RejectedRecord(
      offset: 0, length: Int64(record.count), line: 2, reason: .notJSON, faultOffset: 0)
    return text(of: item, in: batch, [whole], &framer, record)
  }

  private mutating func text(
    of item: Int, in batch: RecordBatch, _ units: [RejectedRecord], _ framer: inout RecordFramer,
    _ record: [UInt8]
  ) -> [UInt8]? {
    for group in unwrap(batch, units, &framer, isLast: true).groups {
      for (place, found) in zip(group.places, group.batch.records)
      where place.isString && place.offset == 0 && place.length == record.count
        && place.item == Int32(item)
      {
        var text: [UInt8] = []
        let range = TextRange(start: found.start, count: found.count)
        group.batch.text.withBytes { $0.append(range, to: &text) }
        return text
      }
    }
    return nil
  }
}

extension RejectedRecord {
  /// A record that is taken for no event.
  fileprivate init(noEvent record: Record) {
    self.init(
      offset: Int64(record.start), length: Int64(record.count), line: record.line,
      reason: .noAuditID, faultOffset: Int64(record.start))
  }
}
