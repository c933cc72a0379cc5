/// Something rejected that may hold events.
struct Unit {
  /// What it is if nothing is found in it.
  let rejected: RejectedRecord
  /// Its members among the batch's, where it is a record of it.
  let members: Range<Int>
  /// Whether framing read it as a whole object.
  let isRecord: Bool
  /// The lines that it was put together of.
  let parts: [RejectedRecord]

  init(_ joined: PartialLines.Joined, at place: RecordPlace) {
    rejected = RejectedRecord(
      offset: place.offset, length: place.length, line: place.line, reason: .truncated,
      faultOffset: place.offset + place.length)
    members = 0..<0
    isRecord = false
    parts = joined.parts
  }

  init(_ rejected: RejectedRecord, in batch: RecordBatch) {
    self.rejected = rejected
    parts = []
    isRecord = rejected.reason == .noAuditID || rejected.reason == .notAnAuditEvent
    var members = 0..<0
    if isRecord {
      let start = Int32(rejected.offset - batch.textOffset)
      var low = 0
      var high = batch.records.count
      while low < high {
        let middle = (low + high) / 2
        if batch.records[middle].start < start { low = middle + 1 } else { high = middle }
      }
      if low < batch.records.count {
        let first = Int(batch.records[low].firstMember)
        members = first..<first + Int(batch.records[low].memberCount)
      }
    }
    self.members = members
  }

  /// Whether framing read it as a whole value that is no object; junk of that
  /// name begins with no bracket.
  var isElement: Bool { rejected.reason == .notAnObject }

  /// Whether there is any use in looking into it.
  var mayHold: Bool { rejected.reason != .nulBytes }
}

/// What was found in a unit.
struct UnitFindings {
  /// How many events.
  var events = 0
  /// What keys the outermost object has that tell wrappers.
  var marks: UInt64 = 0
  /// Records beside those with events that have none.
  var strays: [RejectedRecord] = []
  /// Whether it is a line of a CSV file.
  var isCSV = false
  /// Whether its last field goes on in the next line.
  var isOpenField = false
  /// Whether its strings say more than is read.
  var isTooLong = false
  /// The records in it that have a string whose packing is damaged.
  var damaged: [RejectedRecord] = []
}

/// A stretch of a layer's text that is to be read.
struct TextStretch {
  let range: Range<Int>
  /// The unit that it comes of.
  let unit: Int
  /// Where its events lie, if the text is not the source's own.
  var place: RecordPlace?
  /// The number of the path that leads to it.
  var path = FormatNames.noPath
}

/// A text with stretches that may hold events.
struct TextLayer {
  let text: TextBuffer
  /// Where the text begins in the source, if it is the source's own.
  var base: Int64?
  var stretches: [TextStretch] = []
  var members: [Member] = []

  init(text: TextBuffer, base: Int64? = nil) {
    self.text = text
    self.base = base
  }

  /// Collects what strings say.
  struct Builder {
    private var bytes: [UInt8] = []
    private var stretches: [TextStretch] = []
    private let usual: Int
    /// How many bytes it may have.
    let limit: Int
    /// The units whose strings say more than had room.
    private(set) var tooLong: Set<Int> = []

    /// - Parameters:
    ///   - usual: how many bytes are to be expected, if there are any.
    ///   - limit: how many it may have.
    init(usual: Int, limit: Int) {
      self.usual = usual
      self.limit = limit
    }

    var isEmpty: Bool { stretches.isEmpty }
    var count: Int { bytes.count }

    /// Adds a text that a closure writes, unless it writes none.
    ///
    /// Where that is too much, nothing of its unit is kept, so that the others
    /// have the room.
    mutating func add(_ like: TextStretch, _ write: (inout [UInt8]) -> Void) {
      guard tooLong.isEmpty || !tooLong.contains(like.unit) else { return }
      if stretches.isEmpty { bytes.reserveCapacity(usual) }
      let start = bytes.count
      write(&bytes)
      guard bytes.count > start else { return }
      guard bytes.count <= limit else { return drop(like.unit, from: start) }
      stretches.append(
        TextStretch(
          range: start..<bytes.count, unit: like.unit, place: like.place, path: like.path))
      // So that no value that breaks off goes on in the next text.
      bytes += repeatElement(0, count: TextBuffer.padding)
    }

    private mutating func drop(_ unit: Int, from start: Int) {
      tooLong.insert(unit)
      var start = start
      while let last = stretches.last, last.unit == unit {
        start = last.range.lowerBound
        stretches.removeLast()
      }
      bytes.removeSubrange(start...)
    }

    /// The texts as a layer.
    consuming func finish() -> TextLayer {
      var layer = TextLayer(text: TextBuffer(padded: bytes))
      layer.stretches = stretches
      return layer
    }
  }
}
