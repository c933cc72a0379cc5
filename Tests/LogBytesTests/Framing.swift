internal import LogBytes

/// Everything that framing a source came to, in offsets of the source.
struct Framing: Equatable {
  /// A record or one of its members' places.
  struct Piece: Equatable {
    var offset: Int64
    var length: Int64
    var line: Int64
    /// Key and value of each member: start, length, start, length.
    var members: [Int64]
  }

  var records: [Piece] = []
  var rejected: [RejectedRecord] = []
  var otherBytes: Int64 = 0

  /// What a run from here on adds.
  struct Batch {
    var framing: Framing
    var resume: FramingState
  }

  init() {}

  /// Frames bytes in blocks whose ends are given.
  init(_ bytes: [UInt8], blocks: [Int], maxRecord: Int = 16 << 20) {
    self.init(joining: Framing.batches(bytes, blocks: blocks, maxRecord: maxRecord))
  }

  /// Frames bytes in blocks of one size.
  init(_ bytes: [UInt8], block: Int = 1 << 20, maxRecord: Int = 16 << 20) {
    let ends = Array(stride(from: block, to: bytes.count, by: block)) + [bytes.count]
    self.init(bytes, blocks: ends, maxRecord: maxRecord)
  }

  /// Frames a file in the blocks that its reader gives, which repeat what stands
  /// before them.
  init(file path: String) throws {
    var reader = try SourceReader(path: path)
    var framer = RecordFramer()
    var batches: [Batch] = []
    var next = try reader.nextTextBlock()
    while let block = next {
      next = try reader.nextTextBlock()
      let batch = framer.frame(block, isLast: next == nil)
      batches.append(Batch(framing: Framing(batch), resume: batch.resume))
    }
    self.init(joining: batches)
  }

  init(joining batches: [Batch]) {
    for batch in batches {
      records += batch.framing.records
      rejected += batch.framing.rejected
      otherBytes += batch.framing.otherBytes
    }
  }

  /// Frames from a state on, in blocks whose ends are given; the last end is
  /// the source's.
  static func batches(
    _ bytes: [UInt8], from state: FramingState = FramingState(), blocks: [Int],
    maxRecord: Int = 16 << 20
  ) -> [Batch] {
    var framer = RecordFramer(resuming: state, maxRecord: maxRecord)
    var start = Int(state.offset)
    return blocks.enumerated().map { index, end in
      let batch = framer.frame(Array(bytes[start..<end]), isLast: index == blocks.count - 1)
      start = end
      return Batch(framing: Framing(batch), resume: batch.resume)
    }
  }

  private init(_ batch: RecordBatch) {
    rejected = batch.rejected
    otherBytes = batch.otherBytes
    let text = batch.textOffset
    records = batch.records.map { record in
      let members = batch.members[Int(record.firstMember)...].prefix(Int(record.memberCount))
      return Piece(
        offset: text + Int64(record.start), length: Int64(record.count), line: record.line,
        members: members.flatMap { member in
          [
            text + Int64(member.keyStart), Int64(member.keyCount),
            text + Int64(member.valueStart), Int64(member.valueCount),
          ]
        })
    }
  }

  /// What is not the same, for a message.
  func difference(from other: Framing) -> String {
    let records = records.difference(from: other.records)
    let rejected = rejected.difference(from: other.rejected)
    return """
      records \(Array(records)), rejected \(Array(rejected)), \
      other bytes \(otherBytes) for \(other.otherBytes)
      """
  }

  /// What the reference reads otherwise, if anything.
  func difference(from reference: ReferenceFramer) -> String? {
    let records = records.map { Int($0.offset)..<Int($0.offset + $0.length) }
    if records != reference.records { return "records \(records), meant \(reference.records)" }
    let rejected = rejected.map { record in
      "\(record.offset)..<\(record.offset + record.length) \(record.reason)"
    }
    let meant = reference.rejected.map { "\($0.stretch) \($0.reason)" }
    return rejected == meant ? nil : "rejected \(rejected), meant \(meant)"
  }

  /// The stretches of the source that records and rejected records take.
  private var stretches: [Range<Int64>] {
    let all =
      records.map { $0.offset..<$0.offset + $0.length }
      + rejected.map { $0.offset..<$0.offset + $0.length }
    return all.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// What is wrong with the books, if anything is.
  func imbalance(of bytes: [UInt8]) -> String? {
    var end: Int64 = 0
    var taken: Int64 = 0
    for stretch in stretches {
      if stretch.lowerBound < end { return "\(stretch) overlaps what ends at \(end)" }
      if stretch.isEmpty { return "\(stretch) is empty" }
      end = stretch.upperBound
      taken += end - stretch.lowerBound
    }
    if end > bytes.count { return "\(end) is behind the end, \(bytes.count)" }
    if taken + otherBytes != bytes.count {
      return "\(taken) and \(otherBytes) other bytes are not \(bytes.count)"
    }
    if records.map(\.offset) != records.map(\.offset).sorted() { return "records out of order" }
    if rejected.map(\.offset) != rejected.map(\.offset).sorted() { return "rejected out of order" }
    return wrongLine(in: bytes) ?? strayFault
  }

  private func wrongLine(in bytes: [UInt8]) -> String? {
    var feeds: [Int64] = [0]
    for byte in bytes { feeds.append((feeds.last ?? 0) + (byte == 0x0A ? 1 : 0)) }
    for (offset, line) in records.map({ ($0.offset, $0.line) })
      + rejected.map({ ($0.offset, $0.line) }) where line != feeds[Int(offset)] + 1
    {
      return "\(offset) is in line \(feeds[Int(offset)] + 1), not \(line)"
    }
    return nil
  }

  private var strayFault: String? {
    let stray = rejected.first { !($0.offset...$0.offset + $0.length ~= $0.faultOffset) }
    return stray.map { "the fault at \($0.faultOffset) is outside of \($0)" }
  }
}
