internal import AuditEvents
public import CaseStore
internal import LogBytes

/// Derives a case anew from its own evidence, and compares; and checks the
/// look-ups, which are all that questions see of it.
public struct DeepComparison: Sendable {
  /// What differs, one sentence each; empty if all is derived as it should be.
  public let problems: [String]
  /// Paths of sources that are only referred to: with one of them, rows cannot
  /// be derived anew.
  public let unkept: [String]
  /// Paths of sources that other tables of formats were used for.
  public let otherwiseRead: [String]

  /// Compares a case.
  ///
  /// - Parameter formats: those that its evidence was read with.
  public init(path: String, formats: Formats = .shipped) throws(CaseError) {
    let status = try CaseStatus(path: path)
    otherwiseRead = status.sources.filter { source in
      !source.isSkipped
        && source.notes.first { $0.hasPrefix(Formats.notePrefix) } != formats.note?.rawValue
    }.map(\.path)
    unkept = status.sources.filter { !$0.keepsEvidence && !$0.isSkipped }.map(\.path)
    let differences = unkept.isEmpty ? try Self.differences(status, path, formats) : []
    problems = differences + (try LookupVerification(path: path).problems)
  }

  private static func differences(
    _ status: CaseStatus, _ path: String, _ formats: Formats
  ) throws(CaseError) -> [String] {
    let derived = try TemporaryCase()
    try Derivation.run(status, path, formats, into: derived.path)
    return try CaseComparison(path: path, derived: derived.path).differences
  }
}

/// Ingests the evidence of a case again, stretch by stretch as its runs did:
/// which copy of an event has the row depends on the order.
private struct Derivation: ~Copyable {
  private let sources: [Int64: CaseStatus.Source]
  private let evidence: EvidenceReader
  private var writer: CaseWriter
  private var decoder: EvidenceDecoder
  private var begun: Set<Int64> = []

  static func run(
    _ status: CaseStatus, _ path: String, _ formats: Formats, into derived: String
  ) throws(CaseError) {
    let stretches = try IngestStretch.all(path: path)
    let evidence = try EvidenceReader(path: path)
    let writer = try CaseWriter(
      path: derived, tool: "spoor verify", holder: "spoor verify", started: Stopwatch.now())
    let numbers = try writer.firstTupleNumbers()
    var derivation = Derivation(
      status, evidence, writer,
      EvidenceDecoder(first: numbers, formats: formats))
    for stretch in stretches { try derivation.derive(stretch) }
    try derivation.finish()
  }

  private init(
    _ status: CaseStatus, _ evidence: EvidenceReader, _ writer: consuming CaseWriter,
    _ decoder: EvidenceDecoder
  ) {
    sources = Dictionary(status.sources.map { ($0.id, $0) }) { first, _ in first }
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
