internal import AuditEvents
internal import CaseStore
internal import LogBytes

/// Ingests the evidence of a case again, stretch by stretch as its runs did:
/// which copy of an event has the row depends on the order.
struct Derivation: ~Copyable {
  private let sources: [Int64: CaseStatus.Source]
  private let evidence: EvidenceReader
  private var writer: CaseWriter
  private var decoder: EvidenceDecoder
  private var begun: Set<Int64> = []

  /// Derives all but some sources, and those that were pruned.
  static func run(
    _ status: CaseStatus, _ path: String, _ formats: Formats, into derived: String,
    holder: String, excluding excluded: Set<Int64>
  ) throws(CaseError) {
    let stretches = try IngestStretch.all(path: path)
    let evidence = try EvidenceReader(path: path, isWhole: true)
    let writer = try CaseWriter(
      path: derived, tool: holder, holder: holder, started: Stopwatch.now())
    // Where a row lies depends on its cluster's number.
    try writer.takeClusters(of: path)
    let numbers = try writer.firstTupleNumbers()
    var derivation = Derivation(
      status.sources.filter { $0.pruned == nil && !excluded.contains($0.id) }, evidence, writer,
      EvidenceDecoder(first: numbers, formats: formats))
    for stretch in stretches { try derivation.derive(stretch) }
    try derivation.finish()
  }

  private init(
    _ sources: [CaseStatus.Source], _ evidence: EvidenceReader, _ writer: consuming CaseWriter,
    _ decoder: EvidenceDecoder
  ) {
    self.sources = Dictionary(sources.map { ($0.id, $0) }) { first, _ in first }
    self.evidence = evidence
    self.writer = writer
    self.decoder = decoder
  }

  private consuming func finish() throws(CaseError) {
    _ = try writer.finish(ended: Stopwatch.now())
  }

  private mutating func derive(_ stretch: IngestStretch) throws(CaseError) {
    guard let source = sources[stretch.source] else { return }
    let facts = SourceFacts(
      path: source.path, fileBytes: source.fileBytes, modified: nil,
      archiveDigest: source.archiveDigest, compression: source.compression, cluster: source.cluster,
      keepsEvidence: true,
      maxRecord: source.maxRecord)
    var known: KnownSource?
    if !begun.insert(source.id).inserted {
      known = try writer.knownSources(path: source.path, fileBytes: -1).first {
        $0.id == source.id
      }
    }
    try writer.begin(facts, known: known, number: source.id)
    if !source.isSkipped {
      let resume = known?.resume ?? FramingState()
      try read(source, from: resume, to: stretch.range.upperBound, isEnd: stretch.isEnd)
    }
    guard stretch.isEnd else {
      try writer.leaveSource()
      return
    }
    _ = try writer.end(
      fileBytes: source.fileBytes, digest: source.sha256 ?? [], damage: source.damage)
  }

  private mutating func read(
    _ source: CaseStatus.Source, from resume: FramingState, to end: Int64, isEnd: Bool
  ) throws(CaseError) {
    decoder.begin(resuming: resume, maxRecord: source.maxRecord)
    var offset = resume.offset
    while offset < end {
      // Up to the next block's start, so that each block is unpacked once.
      let next = min(end, (offset / EvidenceReader.blockSize + 1) * EvidenceReader.blockSize)
      let bytes = try evidence.bytes(source: source.id, offset: offset, length: next - offset)
      offset = next
      let batch = decoder.decode(bytes, isLast: isEnd && offset == end)
      try writer.add(batch, block: nil)
      if writer.uncommittedEvents >= IngestOptions.usualCommit, writer.mayCommit {
        try writer.commit()
      }
    }
  }
}

extension CaseStatus.Source {
  /// Whether it is only referred to, so that nothing can be derived of it anew.
  var isUnkept: Bool { !keepsEvidence && !isSkipped }

  /// Whether it was read with other tables of formats.
  func isReadOtherwise(than formats: Formats) -> Bool {
    !isSkipped && notes.first { $0.hasPrefix(Formats.notePrefix) } != formats.note?.rawValue
  }
}
