internal import CaseStore
internal import LogBytes

/// Which files to read, which to go on with, and which the case has already.
struct IngestPlan {
  /// A file to read, and what the case has of its beginning.
  struct Read: Sendable {
    let file: EvidenceFile
    let known: KnownSource?
  }

  private(set) var reads: [Read] = []
  /// Files that the case has whole, under whatever name.
  private(set) var knownReads: [(EvidenceFile, KnownSource)] = []
  private let files: [EvidenceFile]
  /// An archive that came through a pipe, for as long as it is read.
  private var piped: PipedInput?

  /// The open source's tally before this run.
  var before = Tally()
  /// How far the open source is.
  var lastOffset: Int64 = 0
  var eventsSeen: Int64 = 0

  /// Takes files, and what archives among them hold.
  init(files: [EvidenceFile], _ options: IngestOptions, _ report: inout IngestReport) {
    var all: [EvidenceFile] = []
    for file in files {
      var file = file
      var location: String?
      if file.path == "-" {
        do throws(SourceError) {
          let input = try PipedInput(file)
          (file, location, piped) = (input.file, input.location, input)
        } catch {
          report.notices.append(.unreadable(error))
          continue
        }
      }
      guard
        let archive = ArchiveContents(file, at: location, maxExpansion: options.maxExpansion)
      else {
        all.append(file)
        continue
      }
      all += archive.files
      report.bytesRead += file.bytes
      if let damage = archive.damage {
        report.notices.append(.damaged(path: file.path, damage: damage))
      } else if archive.files.isEmpty {
        report.notices.append(.skipped(path: file.path, reason: nil))
      }
    }
    self.files = all
  }

  /// Bytes to read; nil if one of the sources is a stream.
  var bytesTotal: Int64? {
    reads.contains { !$0.file.isRegular } ? nil : reads.reduce(0) { $0 + $1.file.bytes }
  }

  /// Compares each file with the case.
  ///
  /// A file's digest is needed only where the case has a source of its size.
  mutating func decide(
    _ writer: borrowing CaseWriter, _ options: IngestOptions, _ report: inout IngestReport
  ) throws(CaseError) {
    for file in files {
      guard file.isRegular else {
        reads.append(Read(file: file, known: nil))
        continue
      }
      let all = try writer.knownSources(path: file.path, fileBytes: file.bytes)
      let known = all.filter { $0.pruned == nil }
      let sameSize = known.filter { $0.isComplete && $0.fileBytes == file.bytes }
      if !sameSize.isEmpty, let digest = file.place?.digest ?? Self.digest(of: file.path) {
        // Own tables may find events where those built in found none.
        let isOwn = options.formats.note != nil
        let same = sameSize.filter { $0.sha256 == digest && !($0.isSkipped && isOwn) }
        if let own = same.first(where: { $0.cluster == options.cluster }) {
          knownReads.append((file, own))
          continue
        }
        if let other = same.first, !other.isSkipped {
          report.notices.append(.otherCluster(path: file.path, cluster: other.cluster))
        }
      }
      Self.notePruned(file, all, &report)
      let begun = known.last { source in
        source.path == file.path && source.cluster == options.cluster && !source.isSkipped
          && (!source.isComplete || source.fileBytes < file.bytes)
      }
      reads.append(Read(file: file, known: begun))
    }
  }

  /// A file that was pruned comes in again, with a word.
  private static func notePruned(
    _ file: EvidenceFile, _ sources: [KnownSource], _ report: inout IngestReport
  ) {
    let same = sources.filter { $0.pruned != nil && $0.fileBytes == file.bytes }
    guard !same.isEmpty, let digest = file.place?.digest ?? digest(of: file.path) else { return }
    if let pruned = same.last(where: { $0.sha256 == digest })?.pruned {
      report.notices.append(.pruned(path: file.path, pruned))
    }
  }

  private static func digest(of path: String) -> [UInt8]? {
    do {
      var reader = try SourceReader(path: path)
      while try reader.nextBlock() != nil {}
      return reader.fileDigest()
    } catch {
      return nil
    }
  }
}
