/// Texts of single events, and where each lies in the source.
public struct EventTexts: Sendable {
  private var bytes: [UInt8] = []
  private var ranges: [Range<Int>] = []
  private var places: [RecordPlace] = []

  /// No text.
  public init() {}

  /// Whether there are none.
  public var isEmpty: Bool { ranges.isEmpty }

  /// Adds the JSON text of an event.
  public mutating func add(_ event: [UInt8], at place: RecordPlace) {
    ranges.append(bytes.count..<bytes.count + event.count)
    places.append(place)
    bytes += event
    bytes += repeatElement(0, count: TextBuffer.padding)
  }

  /// The records that the texts are, of kind 0.
  public func records(_ framer: inout RecordFramer) -> UnwrappedRecords {
    let text = TextBuffer(bytes)
    var records = UnwrappedRecords(
      batch: RecordBatch(text: text, textOffset: 0, resume: FramingState()))
    text.withBytes { text in
      for (range, place) in zip(ranges, places) {
        let first = records.batch.members.count
        let end = framer.scanObject(text, from: range.lowerBound, &records.batch.members)
        guard end == range.upperBound else {
          records.batch.members.removeSubrange(first...)
          continue
        }
        records.add(range, kind: 0, at: place, members: first..<records.batch.members.count)
      }
    }
    return records
  }
}

extension UnwrappedRecords {
  /// Adds a record whose members were scanned.
  mutating func add(_ range: Range<Int>, kind: Int, at place: RecordPlace, members: Range<Int>) {
    places.append(place)
    kinds.append(kind)
    batch.records.append(
      Record(
        start: Int32(range.lowerBound), count: Int32(range.count), line: place.line,
        firstMember: Int32(members.lowerBound), memberCount: Int32(members.count)))
  }
}
