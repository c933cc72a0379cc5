/// Where an event lies that was found inside something else.
public struct RecordPlace: Sendable, Equatable {
  /// Where it begins in the decompressed source: the event itself, or, where it
  /// is a string, the record that has the string.
  public var offset: Int64
  /// Its length in bytes.
  public var length: Int64
  /// Its first line in the source, counted from one.
  public var line: Int64
  /// How many events before this one lie at the same place.
  public var item: Int32 = 0
  /// The bytes that are counted for it: none where others are for all.
  public var accounted: Int64 = 0
  /// The wrapper, an index of `Unwrapped.formats`.
  public var format: Int32 = 0
  /// Whether it spans several lines that make one.
  public var isJoined = false
  /// What is wrong with it, where only a part of the event could be read.
  public var damage: RejectedRecord?
  /// Whether the event's text is a string of the record, not the place itself.
  public var isString = false

  /// A place.
  public init(offset: Int64, length: Int64, line: Int64) {
    self.offset = offset
    self.length = length
    self.line = line
  }
}

/// Events that were found in one text.
public struct UnwrappedRecords: Sendable {
  /// The text and the records in it; its offsets mean nothing in the source.
  public var batch: RecordBatch
  /// Where each record lies in the source.
  public var places: [RecordPlace] = []
  /// The kind of each, an index of the catalog's kinds.
  public var kinds: [Int] = []

  /// Removes the records whose places a closure names.
  mutating func removeAll(where isRemoved: (RecordPlace) -> Bool) {
    let kept = places.indices.filter { !isRemoved(places[$0]) }
    guard kept.count < places.count else { return }
    batch.records = kept.map { batch.records[$0] }
    kinds = kept.map { kinds[$0] }
    places = kept.map { places[$0] }
  }

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

/// What was found in what a batch had no events in.
public struct Unwrapped: Sendable {
  /// The events, by the texts they were found in.
  public var groups: [UnwrappedRecords] = []
  /// What is still rejected.
  public var rejected: [RejectedRecord] = []
  /// Bytes around the events.
  public var otherBytes: Int64 = 0
  /// Where reading would resume, if not where framing would.
  public var resume: FramingState?
  /// The wrappers that places refer to.
  public var formats: [String] = []
}
