extension Unwrapper {
  /// The text of an event that lies as a string in a record.
  ///
  /// - Parameters:
  ///   - record: the record's bytes: what its place in the source holds.
  ///   - item: how many events before it lie in the same record.
  /// - Returns: nil if the record is the event, or holds no such event.
  public mutating func eventText(in record: [UInt8], item: Int) -> [UInt8]? {
    var framer = RecordFramer()
    let batch = RecordBatch(
      text: TextBuffer(record), textOffset: 0, resume: FramingState())
    let whole = RejectedRecord(
      offset: 0, length: Int64(record.count), line: 1, reason: .notJSON, faultOffset: 0)
    for group in unwrap(batch, [whole], &framer).groups {
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
