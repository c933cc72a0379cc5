internal import AuditEvents
public import CaseStore
internal import Glibc
internal import LogBytes

/// Derives a case anew from its own evidence, and compares.
public enum DeepComparison {
  /// What differs, one sentence each; empty if all is derived as it should be.
  public static func problems(path: String) throws(CaseError) -> [String] {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/spoor-verify-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .cannotOpen(path: folder, errno: errno) }
    close(descriptor)
    let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
    let derived = String(decoding: bytes, as: UTF8.self)
    defer { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(derived + suffix) } }
    let status = try CaseStatus(path: path)
    let unkept = try derive(status, EvidenceReader(path: path), into: derived)
    guard unkept.isEmpty else { return [] }
    return try CaseComparison(path: path, derived: derived).differences
  }

  /// Ingests the evidence of a case again.
  ///
  /// - Returns: paths of sources that are only referred to.
  private static func derive(
    _ status: CaseStatus, _ evidence: EvidenceReader, into path: String
  ) throws(CaseError) -> [String] {
    var writer = try CaseWriter(
      path: path, tool: "spoor verify", holder: "spoor verify", started: Stopwatch.now())
    var decoder = EventDecoder(first: try writer.firstTupleNumbers())
    var framer = RecordFramer()
    var unkept: [String] = []
    for source in status.sources {
      let facts = SourceFacts(
        path: source.path, fileBytes: source.fileBytes, modified: nil,
        compression: source.compression, cluster: source.cluster, keepsEvidence: true,
        maxRecord: source.maxRecord)
      try writer.begin(facts, known: nil)
      if !source.keepsEvidence, !source.isSkipped { unkept.append(source.path) }
      if source.keepsEvidence, !source.isSkipped {
        try read(source, evidence, &framer, &decoder, &writer)
      }
      _ = try writer.end(
        fileBytes: source.fileBytes, digest: source.sha256 ?? [], damage: source.damage)
    }
    _ = try writer.finish(ended: Stopwatch.now())
    return unkept
  }

  private static func read(
    _ source: CaseStatus.Source, _ evidence: EvidenceReader, _ framer: inout RecordFramer,
    _ decoder: inout EventDecoder, _ writer: inout CaseWriter
  ) throws(CaseError) {
    framer.begin(maxRecord: source.maxRecord)
    var ordinal: Int64 = 0
    while ordinal * EvidenceReader.blockSize < source.jsonBytes {
      let block = try evidence.block(source: source.id, ordinal: ordinal)
      ordinal += 1
      let isLast = ordinal * EvidenceReader.blockSize >= source.jsonBytes
      let batch = decoder.decode(framer.frame(block, isLast: isLast && source.isComplete))
      try writer.add(batch, block: nil)
      if writer.uncommittedEvents >= 1 << 18, writer.mayCommit { try writer.commit() }
    }
  }
}
