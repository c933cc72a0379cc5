public import CaseStore
internal import LogBytes

/// What became, on disk, of a source of a case.
public struct SourceComparison: Sendable {
  /// How a file compares with what was read of it.
  public enum State: String, Sendable {
    case same
    /// What was read is its beginning.
    case grew
    /// Another file has its name now.
    case rotated
    case missing
    /// It begins like what was read and then differs.
    case changed
  }

  /// Where it was read.
  public let path: String
  /// How it compares.
  public let state: State

  /// Compares every source of a case that is a file.
  public static func all(path: String) throws(CaseError) -> [SourceComparison] {
    let status = try CaseStatus(path: path)
    let evidence = try EvidenceReader(path: path)
    return status.sources.filter { $0.path != "-" && $0.sha256 != nil }.map { source in
      SourceComparison(path: source.path, state: state(of: source, evidence))
    }
  }

  private static func state(
    of source: CaseStatus.Source, _ evidence: EvidenceReader
  ) -> State {
    guard let file = EvidenceFiles([source.path]).files.first, file.isRegular,
      var reader = try? SourceReader(path: source.path)
    else { return .missing }
    var agreed: Int64 = 0
    var isPrefix = true
    do {
      while let block = try reader.nextBlock() {
        guard isPrefix, source.keepsEvidence, !source.isSkipped else { continue }
        let stored = common(block, source, agreed, evidence)
        agreed += stored
        isPrefix = stored == Int64(block.count)
      }
    } catch {
      return .missing
    }
    if reader.fileDigest() == source.sha256 ?? [] { return .same }
    if source.isSkipped || !source.keepsEvidence {
      return reader.fileBytes == source.fileBytes ? .changed : .rotated
    }
    if agreed >= source.jsonBytes, reader.fileBytes > source.fileBytes { return .grew }
    return agreed > 0 || reader.fileBytes == source.fileBytes ? .changed : .rotated
  }

  /// How many bytes from the start of a block are those of the evidence.
  private static func common(
    _ block: [UInt8], _ source: CaseStatus.Source, _ offset: Int64, _ evidence: EvidenceReader
  ) -> Int64 {
    let length = min(Int64(block.count), source.jsonBytes - offset)
    guard length > 0,
      let stored = try? evidence.bytes(source: source.id, offset: offset, length: length)
    else { return 0 }
    return Int64(zip(stored, block).prefix { $0 == $1 }.count)
  }
}
