public import CaseStore
internal import Glibc
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
    /// It holds some of what was read, and not all of it.
    case changed
  }

  /// Where it was read.
  public let path: String
  /// How it compares.
  public let state: State

  /// Compares every source of a case that is a file.
  ///
  /// - Parameter status: what the case says at a glance.
  public static func all(
    path: String, _ status: CaseStatus
  ) throws(CaseError) -> [SourceComparison] {
    let evidence = try EvidenceReader(path: path)
    var archives = ArchiveShelf()
    var comparisons: [SourceComparison] = []
    for source in status.sources
    where source.pruned == nil && source.path != "-" && !source.path.hasPrefix("-!")
      && source.sha256 != nil
    {
      let file =
        source.archiveDigest == nil
        ? EvidenceFiles([source.path]).files.first { $0.isRegular } : archives.file(of: source)
      comparisons.append(
        SourceComparison(
          path: source.path, state: state(of: source, file, archives.cursor, evidence)))
    }
    return comparisons
  }

  private static func state(
    of source: CaseStatus.Source, _ file: EvidenceFile?, _ cursor: ArchiveCursor,
    _ evidence: EvidenceReader
  ) -> State {
    guard let file else { return .missing }
    if let place = file.place, place.digest == source.sha256 { return .same }
    guard var reader = try? SourceReader(file, cursor) else { return .missing }
    var likeness = Likeness(source, evidence)
    do {
      while let block = try reader.nextBlock() { likeness.read(block) }
    } catch {
      return .missing
    }
    if reader.fileDigest() == source.sha256 ?? [] { return .same }
    if likeness.isWhole, reader.fileBytes > source.fileBytes { return .grew }
    return likeness.isPartial || reader.fileBytes == source.fileBytes ? .changed : .rotated
  }
}

/// Archives that were opened to compare what was read of them.
private struct ArchiveShelf {
  let cursor = ArchiveCursor()
  private var archives: [String: [EvidenceFile]] = [:]

  /// The file that a source was read from, if its archive is there and holds it.
  mutating func file(of source: CaseStatus.Source) -> EvidenceFile? {
    // A path may have a `!` of its own before that of the archive.
    for mark in source.path.indices where source.path[mark] == "!" {
      let archive = String(source.path[..<mark])
      if archives[archive] == nil {
        let files = EvidenceFiles([archive]).files.first.flatMap { ArchiveContents($0) }?.files
        archives[archive] = files ?? []
      }
      let found = archives[archive]?.filter { $0.path == source.path } ?? []
      if let same = found.first(where: { $0.place?.digest == source.sha256 }) ?? found.first {
        return same
      }
    }
    return nil
  }
}

/// How much of a file is what was read of it.
///
/// Every audit log begins with the same few bytes, so a common beginning alone
/// does not tell whether it is the file that was read. One that was changed
/// still has some of its lines, or half of it in one piece.
private struct Likeness {
  /// A common beginning of so many bytes is no accident.
  private static let longBeginning: Int64 = 1024
  /// Lines shorter than this may be in any file.
  private static let shortestLine = 64

  private let source: CaseStatus.Source
  private let evidence: EvidenceReader
  private let lines: Set<UInt64>
  /// How many bytes are the same from the start on.
  private var agreed: Int64 = 0
  private var isPrefix: Bool
  private var sharesLine = false

  init(_ source: CaseStatus.Source, _ evidence: EvidenceReader) {
    self.source = source
    self.evidence = evidence
    isPrefix = source.keepsEvidence && !source.isSkipped && source.jsonBytes > 0
    let last = (source.jsonBytes - 1) / EvidenceReader.blockSize
    var lines: Set<UInt64> = []
    for ordinal in isPrefix ? Set([0, last]) : [] {
      let block = try? evidence.block(source: source.id, ordinal: ordinal)
      Self.hashLines(of: block ?? []) { lines.insert($0) }
    }
    self.lines = lines
  }

  /// Whether all that was read is there.
  var isWhole: Bool { agreed > 0 && agreed >= source.jsonBytes }

  /// Whether some of what was read is there.
  var isPartial: Bool {
    sharesLine || agreed > 0 && agreed >= min(Self.longBeginning, source.jsonBytes / 2)
  }

  /// Compares the file's next block.
  mutating func read(_ block: [UInt8]) {
    if isPrefix {
      let count = common(block)
      agreed += count
      isPrefix = count == Int64(block.count)
    }
    guard !isWhole, !sharesLine, !lines.isEmpty else { return }
    Self.hashLines(of: block) { sharesLine = sharesLine || lines.contains($0) }
  }

  /// How many bytes from the start of a block are those of the evidence.
  private func common(_ block: [UInt8]) -> Int64 {
    let length = min(Int64(block.count), source.jsonBytes - agreed)
    guard length > 0,
      let stored = try? evidence.bytes(source: source.id, offset: agreed, length: length)
    else { return 0 }
    if memcmp(stored, block, stored.count) == 0 { return length }
    return Int64(zip(stored, block).prefix { $0 == $1 }.count)
  }

  /// Gives the hash of every whole line of a block.
  private static func hashLines(of block: [UInt8], _ use: (UInt64) -> Void) {
    block.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var start = 0
      while let found = memchr(base + start, 0x0A, bytes.count - start) {
        let end = UnsafeRawPointer(found) - base
        if end - start >= shortestLine {
          use(ByteHash.of(UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
        }
        start = end + 1
      }
    }
  }
}
