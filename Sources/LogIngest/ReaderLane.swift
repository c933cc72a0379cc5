internal import CaseStore
internal import Compression
internal import LogBytes
internal import Synchronization

/// Reads one source after another and hands their blocks on.
struct ReaderLane {
  /// A block to be framed.
  private struct Block {
    let ordinal: Int64
    let bytes: TextBlock
    /// Whether the case has it.
    let isStored: Bool
  }

  /// How a known source goes on: blocks that framing must see again, which the
  /// case has, wholly or in part, and the first that is still to be read.
  private struct Start {
    /// More than so many are not held, but read once more.
    static let limit = 32

    var blocks: [Block] = []
    var next: Int64 = 0
  }

  private let plan: [IngestPlan.Read]
  private let options: IngestOptions
  private let lanes: Lanes
  private let archives = ArchiveCursor()
  private var bytesBefore: Int64 = 0

  init(_ plan: [IngestPlan.Read], _ options: IngestOptions, _ lanes: Lanes) {
    self.plan = plan
    self.options = options
    self.lanes = lanes
  }

  mutating func run() {
    for index in plan.indices {
      do {
        guard try read(index) else { return }
      } catch {
        guard lanes.send(.failed(error)) else { return }
      }
    }
  }

  /// Reads one source.
  ///
  /// Returns false when the run ends.
  private mutating func read(_ index: Int) throws(SourceError) -> Bool {
    let file = plan[index].file
    if let known = plan[index].known {
      var reader = try open(file)
      if let start = try verifiedStart(of: known, &reader) {
        let facts = facts(file, reader.compression, known)
        guard lanes.send(.begin(index: index, facts, known)) else { return false }
        if start.next == known.blockLengths.count {
          return try hand(on: start, known, &reader, index)
        }
        var again = try open(file)
        for _ in 0..<start.next { _ = try again.nextBlock() }
        return try hand(on: start, known, &again, index)
      }
    }
    var reader = try open(file)
    guard lanes.send(.begin(index: index, facts(file, reader.compression, nil), nil)) else {
      return false
    }
    return try hand(on: Start(), nil, &reader, index)
  }

  private func open(_ file: EvidenceFile) throws(SourceError) -> SourceReader {
    try SourceReader(file, archives, maxExpansion: options.maxExpansion)
  }

  private func facts(
    _ file: EvidenceFile, _ compression: CompressionFormat, _ known: KnownSource?
  ) -> SourceFacts {
    SourceFacts(
      path: file.path, fileBytes: file.bytes, modified: file.modified,
      archiveDigest: file.place?.archiveDigest, compression: compression.rawValue,
      cluster: options.cluster,
      keepsEvidence: known?.keepsEvidence ?? options.keepsEvidence,
      maxRecord: known?.maxRecord ?? options.maxRecord)
  }

  /// Reads again what the case has of a source, and compares it.
  ///
  /// - Returns: where to go on, or nil if the file is another one by now.
  private func verifiedStart(
    of known: KnownSource, _ reader: inout SourceReader
  ) throws(SourceError) -> Start? {
    guard let evidence = try? EvidenceReader(path: options.casePath) else { return nil }
    var start = Start(next: Int64(known.blockLengths.count))
    for (index, length) in known.blockLengths.enumerated() {
      let ordinal = Int64(index)
      guard let block = try reader.nextBlock(),
        (try? evidence.isPrefix(source: known.id, ordinal: ordinal, of: block)) == true
      else { return nil }
      let end = ordinal * EvidenceReader.blockSize + Int64(block.count)
      let isNeeded = end > known.resume.offset || Int64(block.count) > length
      guard isNeeded, start.blocks.count <= Start.limit else { continue }
      start.blocks.append(
        Block(ordinal: ordinal, bytes: TextBlock(block), isStored: Int64(block.count) == length))
    }
    // A long run of NULs, say, that reached the end.
    if start.blocks.count > Start.limit { start = Start(next: start.blocks[0].ordinal) }
    return start
  }

  /// Hands on the blocks that were kept, and all that follow.
  private mutating func hand(
    on start: Start, _ known: KnownSource?, _ reader: inout SourceReader, _ index: Int
  ) throws(SourceError) -> Bool {
    var queue = start.blocks[...]
    var ordinal = start.next
    var jsonBytes: Int64 = 0
    let resume = known?.resume.offset ?? 0
    var failure: SourceError?
    var next = try nextBlock(&queue, &ordinal, &reader, &failure)
    while let current = next {
      next = try nextBlock(&queue, &ordinal, &reader, &failure)
      let blockStart = current.ordinal * EvidenceReader.blockSize
      jsonBytes = blockStart + Int64(current.bytes.count)
      let start = Int(max(0, min(resume - blockStart, Int64(current.bytes.count))))
      guard
        lanes.send(
          current.bytes, ordinal: current.ordinal, from: start, isStored: current.isStored,
          isLast: next == nil)
      else { return false }
      lanes.bytesRead.store(bytesBefore + reader.fileBytes, ordering: .relaxed)
    }
    bytesBefore += reader.fileBytes
    if let failure, !lanes.send(.failed(failure)) { return false }
    let facts = EndFacts(
      fileBytes: reader.fileBytes, jsonBytes: jsonBytes, digest: reader.fileDigest(),
      damage: reader.knownDamage
        ?? reader.damage.map { DamageText.text($0, reader.compression) }
        ?? failure.map { _ in "reading failed at byte \(reader.fileBytes)" }
        ?? DamageText.shrinkage(of: plan[index].file, to: reader.fileBytes))
    return lanes.send(.end(index: index, facts))
  }

  /// The next block; a failure to read ends the source with what came before.
  private func nextBlock(
    _ queue: inout ArraySlice<Block>, _ ordinal: inout Int64, _ reader: inout SourceReader,
    _ failure: inout SourceError?
  ) throws(SourceError) -> Block? {
    if let kept = queue.popFirst() { return kept }
    do {
      guard let bytes = try reader.nextTextBlock() else { return nil }
      defer { ordinal += 1 }
      return Block(ordinal: ordinal, bytes: bytes, isStored: false)
    } catch {
      failure = error
      return nil
    }
  }
}

/// What is wrong with a packed file, as recorded with its source.
enum DamageText {
  /// What is missing of a file that was longer when the run began.
  static func shrinkage(of file: EvidenceFile, to count: Int64) -> String? {
    guard file.isRegular, file.place == nil, count < file.bytes else { return nil }
    return "it shrank before it was read: \(count) bytes were left of \(file.bytes)"
  }

  static func text(_ error: CompressionError, _ format: CompressionFormat) -> String {
    switch error {
    case .notCompressed: "\(format.rawValue): not in this format after all"
    case .truncated(let offset): "\(format.rawValue): cut short at byte \(offset)"
    case .trailingGarbage(let offset):
      "\(format.rawValue): bytes that belong to no member from byte \(offset) on"
    case .corrupt(let offset, let reason):
      "\(format.rawValue): corrupt at byte \(offset): \(reason)"
    case .wrongChecksum(let offset): "\(format.rawValue): wrong checksum at byte \(offset)"
    case .wrongLength(let offset): "\(format.rawValue): wrong length at byte \(offset)"
    case .unsupported(let offset, let reason):
      "\(format.rawValue): unsupported at byte \(offset): \(reason)"
    case .tooLarge(let size, let limit):
      "\(format.rawValue): stopped at \(size) unpacked bytes, the limit being \(limit)"
    case .unexpectedSize(let expected, _):
      "\(format.rawValue): block of other size than \(expected) bytes"
    }
  }
}
