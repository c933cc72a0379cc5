internal import CaseStore
internal import Compression
internal import LogBytes
internal import Synchronization

/// Reads one source after another and hands their blocks on.
struct ReaderLane {
  /// A block that is stored, wholly or in part, and has to be framed.
  private struct Kept {
    let ordinal: Int64
    let bytes: [UInt8]
    let isStored: Bool
  }

  private let plan: [IngestPlan.Read]
  private let options: IngestOptions
  private let lanes: Lanes
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
      var reader = try SourceReader(path: file.path, maxExpansion: options.maxExpansion)
      if let kept = try verifiedStart(of: known, &reader) {
        let facts = facts(file, reader.compression, known)
        guard lanes.send(.begin(index: index, facts, known)) else {
          return false
        }
        return try hand(on: kept, known, &reader, index)
      }
    }
    var reader = try SourceReader(path: file.path, maxExpansion: options.maxExpansion)
    guard lanes.send(.begin(index: index, facts(file, reader.compression, nil), nil)) else {
      return false
    }
    return try hand(on: [], nil, &reader, index)
  }

  private func facts(
    _ file: EvidenceFile, _ compression: CompressionFormat, _ known: KnownSource?
  ) -> SourceFacts {
    SourceFacts(
      path: file.path, fileBytes: file.bytes, modified: file.modified,
      compression: compression.rawValue, cluster: options.cluster,
      keepsEvidence: known?.keepsEvidence ?? options.keepsEvidence,
      maxRecord: known?.maxRecord ?? options.maxRecord)
  }

  /// Reads again what the case has of a source, and compares it.
  ///
  /// - Returns: the blocks that framing must see again, or nil if the file is
  ///   another one by now.
  private func verifiedStart(
    of known: KnownSource, _ reader: inout SourceReader
  ) throws(SourceError) -> [Kept]? {
    guard let evidence = try? EvidenceReader(path: options.casePath) else { return nil }
    var kept: [Kept] = []
    for (index, length) in known.blockLengths.enumerated() {
      let ordinal = Int64(index)
      guard let block = try reader.nextBlock(),
        (try? evidence.isPrefix(source: known.id, ordinal: ordinal, of: block)) == true
      else { return nil }
      let end = ordinal * EvidenceReader.blockSize + Int64(block.count)
      if end > known.resume.offset || block.count > length {
        kept.append(
          Kept(ordinal: ordinal, bytes: block, isStored: Int64(block.count) == length))
      }
    }
    return kept
  }

  /// Hands on the blocks that were kept, and all that follow.
  private mutating func hand(
    on kept: [Kept], _ known: KnownSource?, _ reader: inout SourceReader, _ index: Int
  ) throws(SourceError) -> Bool {
    var queue = kept[...]
    var ordinal = Int64(known?.blockLengths.count ?? 0)
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
      damage: reader.damage.map { DamageText.text($0, reader.compression) }
        ?? failure.map { _ in "reading failed at byte \(reader.fileBytes)" })
    return lanes.send(.end(index: index, facts))
  }

  /// The next block; a failure to read ends the source with what came before.
  private func nextBlock(
    _ queue: inout ArraySlice<Kept>, _ ordinal: inout Int64, _ reader: inout SourceReader,
    _ failure: inout SourceError?
  ) throws(SourceError) -> Kept? {
    if let kept = queue.popFirst() { return kept }
    do {
      guard let bytes = try reader.nextBlock() else { return nil }
      defer { ordinal += 1 }
      return Kept(ordinal: ordinal, bytes: bytes, isStored: false)
    } catch {
      failure = error
      return nil
    }
  }
}

/// What is wrong with a packed file, as recorded with its source.
enum DamageText {
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
