internal import Compression
internal import Glibc

/// Reads files of archives, those of one archive in its order without going
/// back to its start.
public final class ArchiveCursor {
  /// An archive that is open, and the file it stands at; none yet if -1.
  private struct Level {
    let archive: ArchiveReader
    var position = -1
  }

  private var path = ""
  private var levels: [Level] = []

  /// Creates a cursor that stands nowhere.
  public init() {}

  /// Opens a file of an archive.
  ///
  /// What was opened before ends there.
  ///
  /// - Throws: `SourceError` where the archive is not what it was.
  func open(_ file: EvidenceFile, _ place: ArchivePlace) throws(SourceError) -> PackedInput {
    if path != place.archive || !isAhead(place.positions) {
      levels = []
      path = place.archive
    }
    do {
      for (depth, position) in place.positions.enumerated() {
        if depth == levels.count { try enter() }
        while levels[depth].position < position {
          levels.removeSubrange((depth + 1)...)
          guard try levels[depth].archive.next() != nil else {
            throw ArchiveError(reason: "it has fewer files than before", errno: nil)
          }
          levels[depth].position += 1
        }
      }
    } catch {
      levels = []
      throw .cannotOpen(path: file.path, errno: (error as? ArchiveError)?.errno ?? EIO)
    }
    guard let innermost = levels.last else { throw .notFound(path: file.path) }
    return PackedInput(memberOf: innermost.archive, limit: file.bytes)
  }

  /// Whether a place is behind that where the cursor stands, and not within the
  /// file there, which was opened as one.
  private func isAhead(_ positions: [Int]) -> Bool {
    let current = levels.map(\.position)
    return current.lexicographicallyPrecedes(positions)
      && (current.isEmpty || !positions.starts(with: current))
  }

  /// Opens the archive on disk, or the one that the innermost stands at.
  private func enter() throws {
    let input = levels.last.map { PackedInput(memberOf: $0.archive) } ?? PackedInput.open(path)
    guard let input else { throw ArchiveError(reason: "it cannot be opened", errno: errno) }
    levels.append(Level(archive: try ArchiveReader(.archive, feed: input.feed())))
  }
}
