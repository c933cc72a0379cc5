internal import AuditEvents
public import CaseStore
internal import Dispatch
internal import LogBytes
internal import Synchronization

/// One run of ingest.
public struct Ingest: ~Copyable {
  /// How many blocks may wait between two lanes.
  private static let depth = 24

  private let options: IngestOptions
  private let reportsProgress: (IngestProgress) -> Void
  private let isCancelled: () -> Bool
  private let clock = Stopwatch()
  private var writer: CaseWriter
  private var report: IngestReport
  private var plan: IngestPlan

  /// Reads evidence into a case.
  ///
  /// - Parameters:
  ///   - paths: files, folders, patterns, `-`.
  ///   - options: how.
  ///   - holder: a sentence that names this process for others.
  ///   - progress: called after every block, on the calling thread.
  ///   - isCancelled: asked after every block; a cancelled run leaves a whole
  ///     case.
  /// - Throws: any `CaseError`; what was committed before stays.
  public static func run(
    _ paths: [String], _ options: IngestOptions, holder: String,
    progress: @escaping (IngestProgress) -> Void, isCancelled: @escaping () -> Bool
  ) throws(CaseError) -> IngestReport {
    let sideFiles = ["", "-wal", "-shm", "-journal", ".lock"].map { options.casePath + $0 }
    let files = EvidenceFiles(paths, excluding: sideFiles)
    let writer = try CaseWriter(
      path: options.casePath, tool: options.tool, holder: holder, started: Stopwatch.now())
    var ingest = Ingest(
      options, files, writer, progress: progress, isCancelled: isCancelled)
    try ingest.readAll()
    return try ingest.finish()
  }

  private init(
    _ options: IngestOptions, _ files: EvidenceFiles, _ writer: consuming CaseWriter,
    progress: @escaping (IngestProgress) -> Void, isCancelled: @escaping () -> Bool
  ) {
    self.options = options
    self.writer = writer
    var report = IngestReport()
    report.notices = files.failures.map(IngestNotice.unreadable)
    plan = IngestPlan(files: files.files, options, &report)
    self.report = report
    reportsProgress = progress
    self.isCancelled = isCancelled
  }

  private mutating func readAll() throws(CaseError) {
    try plan.decide(writer, options, &report)
    let numbers = try writer.firstTupleNumbers()
    let lanes = Lanes(
      plan: plan.reads, options: options, first: numbers, depth: Self.depth)
    defer { lanes.abandon() }
    var uncommittedBytes: Int64 = 0
    while let message = lanes.batches.receive() {
      try take(message, lanes, &uncommittedBytes)
      if isCancelled(), !writer.isAtEnd {
        report.notices.append(.cancelled)
        return try leave(bytesRead: lanes.bytesRead.load(ordering: .relaxed))
      }
    }
  }

  /// Counts what was read of the source that a cancelled run leaves.
  private mutating func leave(bytesRead: Int64) throws(CaseError) {
    report.bytesRead = max(report.bytesRead, bytesRead)
    guard let total = try writer.leaveSource() else { return }
    report.sources += 1
    count(total)
  }

  /// Counts what this run added to a source, and what it held before.
  private mutating func count(_ total: Tally) {
    let added = total.since(plan.before)
    report.tally.add(added)
    report.bytesJSON += added.bytes
    if plan.before.bytes > 0 { countKnown(plan.before) }
  }

  private mutating func take(
    _ message: BatchMessage, _ lanes: Lanes, _ uncommittedBytes: inout Int64
  ) throws(CaseError) {
    switch message {
    case .begin(let index, let facts, let known):
      if known == nil, plan.reads[index].known != nil {
        report.notices.append(.changed(path: facts.path))
      }
      try writer.begin(facts, known: known)
      plan.before = known?.tally ?? Tally()
      plan.lastOffset = known?.resume.offset ?? 0
    case .batch(let batch):
      let block = lanes.packed.receive() ?? nil
      uncommittedBytes += batch.resume.offset - plan.lastOffset
      plan.lastOffset = batch.resume.offset
      plan.eventsSeen += Int64(batch.events.count)
      try writer.add(batch, block: block)
      let isDue =
        writer.uncommittedEvents >= options.commitEvents || uncommittedBytes >= 1 << 28
        || writer.readerWaits
      if isDue, writer.mayCommit {
        try writer.commit()
        uncommittedBytes = 0
      }
    case .end(let index, let facts):
      try end(index, facts)
    case .failed(let error):
      report.notices.append(.unreadable(error))
    }
    reportProgress(lanes)
  }

  private mutating func end(_ index: Int, _ facts: EndFacts) throws(CaseError) {
    let path = plan.reads[index].file.path
    // An archive's bytes are counted once, as it lies on disk.
    if plan.reads[index].file.place == nil { report.bytesRead += facts.fileBytes }
    let formats = writer.sourceFormats
    if let expected = options.expectedFormat,
      let other = formats.first(where: { !$0.split(separator: " ").contains(Substring(expected)) })
    {
      report.notices.append(.otherFormat(path: path, found: other, expected: expected))
    }
    let reason = writer.sourceNotes.first
    let outcome = try writer.end(
      fileBytes: facts.fileBytes, digest: facts.digest, damage: facts.damage)
    if let damage = facts.damage {
      report.notices.append(.damaged(path: path, damage: damage))
    }
    switch outcome {
    case .read(let total, let doubt):
      report.sources += 1
      count(total)
      if let doubt { report.noteDoubt(path, doubt) }
    case .skipped:
      report.skipped += 1
      report.bytesSkipped += facts.jsonBytes
      report.bytesJSON += facts.jsonBytes
      report.notices.append(.skipped(path: path, reason: reason))
    }
  }

  /// What a known source holds was read before: all of it is duplicates now.
  private mutating func countKnown(_ known: Tally) {
    var tally = Tally()
    tally.duplicates = known.events + known.duplicates
    tally.bytesDuplicates = known.bytesEvents + known.bytesDuplicates
    tally.rejected = known.rejected
    tally.bytesRejected = known.bytesRejected
    tally.bytesSalvaged = known.bytesSalvaged
    tally.bytesOther = known.bytesOther
    report.tally.add(tally)
    report.bytesJSON += known.bytes
  }

  private mutating func reportProgress(_ lanes: Lanes) {
    reportsProgress(
      IngestProgress(
        bytesDone: lanes.bytesRead.load(ordering: .relaxed), bytesTotal: plan.bytesTotal,
        events: plan.eventsSeen, seconds: clock.seconds))
  }

  private consuming func finish() throws(CaseError) -> IngestReport {
    for (read, known) in plan.knownReads {
      if read.place == nil { report.bytesRead += read.bytes }
      if known.isSkipped {
        report.skipped += 1
        report.bytesSkipped += known.tally.bytes
        report.bytesJSON += known.tally.bytes
      } else {
        report.sources += 1
        countKnown(known.tally)
      }
      report.notices.append(.alreadyKnown(path: read.path, as: known.path))
    }
    if report.tally.events + report.tally.duplicates == 0, !report.isPartial {
      report.notices.append(.noEvents)
    }
    var report = report
    try writer.commit()
    report.head = writer.head
    if try !writer.finish(ended: Stopwatch.now()) { report.notices.append(.logStaysOpen) }
    report.seconds = clock.seconds
    return report
  }
}

extension Tally {
  /// What came since an earlier state of the same source.
  func since(_ before: Tally) -> Tally {
    var tally = self
    tally.events -= before.events
    tally.requests -= before.requests
    tally.duplicates -= before.duplicates
    tally.conflicts -= before.conflicts
    tally.rejected -= before.rejected
    tally.salvaged -= before.salvaged
    tally.bytesEvents -= before.bytesEvents
    tally.bytesDuplicates -= before.bytesDuplicates
    tally.bytesSalvaged -= before.bytesSalvaged
    tally.bytesRejected -= before.bytesRejected
    tally.bytesOther -= before.bytesOther
    return tally
  }
}
