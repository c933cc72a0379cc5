internal import CArchive

/// Gives bytes on demand: appends some, at most as many as the limit says, and
/// none at the end.
///
/// It returns the system's number of an error, or 0.
public typealias ByteFeed = (_ bytes: inout [UInt8], _ limit: Int) -> Int32

/// What is wrong with an archive.
public struct ArchiveError: Error, Hashable, Sendable {
  /// What libarchive says.
  public let reason: String
  /// Whether reading it failed, as opposed to what was read.
  public let errno: Int32?

  /// Says both.
  public init(reason: String, errno: Int32?) {
    self.reason = reason
    self.errno = errno
  }
}

/// A file in an archive.
public struct ArchiveMember: Hashable, Sendable {
  /// Its name as stored: no path that anything is ever written to.
  public let name: String
  /// When it was modified, microseconds since 1970; nil where it is not said.
  public let modified: Int64?
  /// Whether its bytes cannot be had without a key.
  public let isEncrypted: Bool
}

/// Reads an archive (tar, zip, under any compression), or a compressed stream,
/// once and from its beginning, by libarchive.
///
/// Nothing is ever extracted: members are named and read.
public final class ArchiveReader {
  /// What to take the bytes for.
  public enum Shape: Sendable {
    /// tar or zip.
    case archive
    /// One compressed stream without members: xz, bzip2, lz4.
    case stream
  }

  private let archive: OpaquePointer
  /// What was fed last; libarchive reads it until it asks for more.
  private let room: UnsafeMutableRawBufferPointer
  private var fed: [UInt8] = []
  private let feed: ByteFeed
  /// What is left of the member's last block, in libarchive's memory.
  private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
  /// How many zeros come before it.
  private var gap: Int64 = 0
  /// How much of the member was read.
  private var position: Int64 = 0
  /// The system's number of the error that stopped the feed.
  private var feedErrno: Int32 = 0
  private static let roomSize = 1 << 16

  /// Opens an archive.
  ///
  /// - Parameters:
  ///   - shape: what to take it for.
  ///   - feed: gives its bytes, in order; it is called until it gives none.
  /// - Throws: `ArchiveError` if it is none.
  public init(_ shape: Shape, feed: @escaping ByteFeed) throws(ArchiveError) {
    guard let archive = archive_read_new() else { preconditionFailure("out of memory") }
    self.archive = archive
    self.feed = feed
    room = .allocate(byteCount: Self.roomSize, alignment: 16)
    archive_read_support_filter_xz(archive)
    archive_read_support_filter_bzip2(archive)
    archive_read_support_filter_lz4(archive)
    switch shape {
    case .archive:
      archive_read_support_filter_gzip(archive)
      archive_read_support_filter_zstd(archive)
      archive_read_support_format_tar(archive)
      archive_read_support_format_zip_streamable(archive)
    case .stream:
      archive_read_support_format_raw(archive)
    }
    let owner = Unmanaged.passUnretained(self).toOpaque()
    let result = archive_read_open(
      archive, owner, nil,
      { _, owner, place in
        guard let owner, let place else { return -1 }
        let reader = Unmanaged<ArchiveReader>.fromOpaque(owner).takeUnretainedValue()
        return reader.refill(place)
      }, nil)
    guard result >= ARCHIVE_WARN else { throw error() }
  }

  deinit {
    archive_read_free(archive)
    room.deallocate()
  }

  private func refill(_ place: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
    fed.removeAll(keepingCapacity: true)
    let failure = feed(&fed, Self.roomSize)
    guard failure == 0 else {
      feedErrno = failure
      return -1
    }
    fed.withUnsafeBytes { room.copyMemory(from: .init(rebasing: $0.prefix(Self.roomSize))) }
    place.pointee = UnsafeRawPointer(room.baseAddress)
    return min(fed.count, Self.roomSize)
  }

  /// Goes to the next file; folders, links and devices are passed over.
  ///
  /// - Returns: nil at the end.
  /// - Throws: `ArchiveError`; nothing behind that place can be read.
  public func next() throws(ArchiveError) -> ArchiveMember? {
    rest = UnsafeRawBufferPointer(start: nil, count: 0)
    (gap, position) = (0, 0)
    while true {
      var entry: OpaquePointer?
      let result = archive_read_next_header(archive, &entry)
      if result == ARCHIVE_EOF { return nil }
      guard result >= ARCHIVE_WARN, let entry else { throw error() }
      guard spoor_archive_is_file(entry) != 0 || archive_format(archive) == ARCHIVE_FORMAT_RAW
      else { continue }
      let hasTime = archive_entry_mtime_is_set(entry) != 0
      let seconds = Int64(archive_entry_mtime(entry))
      let (micros, isTooFar) = seconds.multipliedReportingOverflow(by: 1_000_000)
      return ArchiveMember(
        name: Self.name(of: entry), modified: hasTime && !isTooFar ? micros : nil,
        isEncrypted: archive_entry_is_encrypted(entry) != 0)
    }
  }

  private static func name(of entry: OpaquePointer) -> String {
    if let name = archive_entry_pathname(entry) { return String(cString: name) }
    return archive_entry_pathname_utf8(entry).map { String(cString: $0) } ?? ""
  }

  /// Reads on in the member.
  ///
  /// - Parameters:
  ///   - bytes: gets what was read, behind what it has.
  ///   - limit: how many at most, more than 0.
  /// - Returns: how many; 0 at the member's end.
  /// - Throws: `ArchiveError`; nothing behind that place can be read.
  public func read(into bytes: inout [UInt8], upTo limit: Int) throws(ArchiveError) -> Int {
    // By blocks: where an archive breaks off, a call for more gives nothing.
    while gap == 0, rest.isEmpty {
      var start: UnsafeRawPointer?
      var (size, offset) = (0, Int64(0))
      let result = archive_read_data_block(archive, &start, &size, &offset)
      if result == ARCHIVE_EOF { return 0 }
      guard result >= ARCHIVE_WARN else { throw error() }
      gap = max(0, offset - position)
      rest = UnsafeRawBufferPointer(start: start, count: size)
    }
    let count: Int
    if gap > 0 {
      // A hole in a sparse file.
      count = Int(min(gap, Int64(limit)))
      bytes.append(contentsOf: repeatElement(0, count: count))
      gap -= Int64(count)
    } else {
      count = min(rest.count, limit)
      bytes.append(contentsOf: rest[..<count])
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    position += Int64(count)
    return count
  }

  private func error() -> ArchiveError {
    let text = archive_error_string(archive).map { String(cString: $0) } ?? "it cannot be read"
    return ArchiveError(reason: text, errno: feedErrno == 0 ? nil : feedErrno)
  }
}

extension ArchiveReader {
  /// Whether bytes are the beginning of a tar or zip archive, unpacked.
  ///
  /// A tar has no magic number in all its dialects, but a checksum in its first
  /// 512 bytes.
  ///
  /// - Parameter head: 512 bytes, or all there are.
  public static func isArchive(_ head: RawSpan) -> Bool {
    if Magic.matches([0x50, 0x4B, 0x03, 0x04], head) { return true }
    guard head.byteCount >= 512 else { return false }
    return head.withUnsafeBytes { bytes in
      guard bytes[0] != 0 else { return false }
      let field = bytes[148..<156]
      let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
      guard !digits.isEmpty, digits.count <= 7 else { return false }
      let noted = digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
      let others =
        bytes[..<148].reduce(0) { $0 + Int($1) } + bytes[156..<512].reduce(0) { $0 + Int($1) }
      return others + 8 * 0x20 == noted
    }
  }
}
