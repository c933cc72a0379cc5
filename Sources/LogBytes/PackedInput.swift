internal import Compression
internal import Digests
internal import Glibc

/// The bytes of a source as they lie on disk or in an archive, read once.
///
/// They are counted and hashed as they pass.
final class PackedInput {
  private enum Origin {
    case file(Int32)
    case member(ArchiveReader)
  }

  private let origin: Origin
  /// Whether it cannot be read again.
  let isStream: Bool
  /// How many bytes may be read; beyond it the input ends.
  private let limit: Int64
  /// What was read before, to know what it is.
  private var head: ArraySlice<UInt8>
  private var digest = SHA256()
  /// Bytes that were read.
  private(set) var count: Int64 = 0
  /// What made the bytes of an archive's member end too early.
  private(set) var fault: ArchiveError?

  /// Reads a file that is open, and closes it at the end.
  ///
  /// - Parameter head: what was read of it already.
  init(descriptor: Int32, isStream: Bool = false, head: [UInt8] = []) {
    self.head = head[...]
    self.isStream = isStream
    origin = .file(descriptor)
    limit = .max
  }

  /// Reads the member that an archive stands at.
  init(memberOf archive: ArchiveReader, limit: Int64 = .max) {
    head = []
    isStream = false
    origin = .member(archive)
    self.limit = limit
  }

  deinit {
    if case .file(let descriptor) = origin { close(descriptor) }
  }

  /// Appends some bytes; none at the end.
  ///
  /// - Returns: the system's number of an error, or 0.
  func read(into bytes: inout [UInt8], upTo limit: Int) -> Int32 {
    let start = bytes.count
    let limit = Int(min(Int64(limit), self.limit - count))
    guard limit > 0, fault == nil else { return 0 }
    var failure: Int32 = 0
    switch origin {
    case .file where !head.isEmpty:
      bytes += head.prefix(limit)
      head = head.dropFirst(limit)
    case .file(let descriptor): failure = Self.read(descriptor, upTo: limit, into: &bytes)
    case .member(let archive):
      do {
        _ = try archive.read(into: &bytes, upTo: limit)
      } catch {
        fault = error
        failure = error.errno ?? 0
      }
    }
    count += Int64(bytes.count - start)
    digest.update(bytes.span.bytes.extracting(start..<bytes.count))
    return failure
  }

  /// Opens a file that is no stream; nil where that fails, which `errno` explains.
  static func open(_ path: String) -> PackedInput? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    return descriptor < 0 ? nil : PackedInput(descriptor: descriptor)
  }

  /// Gives libarchive first what was read already, then the rest.
  func feed(after head: [UInt8] = []) -> ByteFeed {
    var head = head[...]
    return { bytes, limit in
      guard head.isEmpty else {
        bytes += head.prefix(limit)
        head = head.dropFirst(limit)
        return 0
      }
      return self.read(into: &bytes, upTo: limit)
    }
  }

  /// Reads to the end, for the count and the digest.
  ///
  /// - Returns: the system's number of an error, or 0.
  func drain(upTo limit: Int64 = .max) -> Int32 {
    var bytes: [UInt8] = []
    while count < limit {
      bytes.removeAll(keepingCapacity: true)
      let failure = read(into: &bytes, upTo: Int(min(1 << 18, limit - count)))
      guard failure == 0 else { return failure }
      if bytes.isEmpty { return 0 }
    }
    return 0
  }

  /// SHA-256 of the bytes that were read.
  func finishDigest() -> [UInt8] { digest.finish().bytes }

  private static func read(
    _ descriptor: Int32, upTo limit: Int, into bytes: inout [UInt8]
  ) -> Int32 {
    var failure: Int32 = 0
    bytes.append(addingCapacity: limit) { (room: inout OutputSpan<UInt8>) in
      room.withUnsafeMutableBufferPointer { buffer, written in
        var count = 0
        repeat {
          count = Glibc.read(descriptor, buffer.baseAddress, limit)
        } while count < 0
          && errno == EINTR
        failure = count < 0 ? errno : 0
        written = max(0, count)
      }
    }
    return failure
  }
}
