internal import Glibc

/// Standard input, of which so much is read that one knows whether it is an
/// archive.
///
/// An archive is read twice, so one that comes through a pipe is kept in a file
/// without a name, which is gone when the program ends, in whatever way.
public final class PipedInput: Sendable {
  /// The file to read in its place.
  public let file: EvidenceFile
  /// Where its bytes lie, if it is an archive.
  public let location: String?
  private let descriptor: Int32

  /// Looks at standard input.
  ///
  /// - Parameter file: what stands for it in the list of evidence.
  /// - Throws: `SourceError` where an archive cannot be kept.
  public init(_ file: EvidenceFile) throws(SourceError) {
    let input = PackedInput(descriptor: dup(0), isStream: true)
    let head = ArchiveContents.head(of: input)
    guard ArchiveContents.isArchive(head) else {
      self.file = EvidenceFile(
        path: file.path, bytes: 0, modified: nil, isRegular: false, head: head)
      (location, descriptor) = (nil, -1)
      return
    }
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/spoor-XXXXXX".utf8CString)
    let place = mkstemp(&template)
    guard place >= 0 else { throw .cannotOpen(path: folder, errno: errno) }
    unlink(template)
    let count = try Self.copy(head, input, to: place, in: folder)
    self.file = EvidenceFile(path: file.path, bytes: count, modified: nil, isRegular: true)
    (location, descriptor) = ("/proc/self/fd/\(place)", place)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  private static func copy(
    _ head: [UInt8], _ input: PackedInput, to place: Int32, in folder: String
  ) throws(SourceError) -> Int64 {
    var bytes = head
    var count: Int64 = 0
    while !bytes.isEmpty {
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(place, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else {
          let number = errno
          close(place)
          throw .cannotKeep(folder: folder, errno: number)
        }
        rest = rest.dropFirst(written)
      }
      count += Int64(bytes.count)
      bytes.removeAll(keepingCapacity: true)
      let failure = input.read(into: &bytes, upTo: 1 << 18)
      guard failure == 0 else {
        close(place)
        throw .cannotRead(path: "-", offset: count, errno: failure)
      }
    }
    return count
  }
}
