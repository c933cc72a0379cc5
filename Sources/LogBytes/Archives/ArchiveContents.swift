internal import Compression

/// The files that an archive holds, and those in archives that it holds.
///
/// All of it is read, once, to know each file's size and hash; nothing is
/// extracted.
public struct ArchiveContents: Sendable {
  /// Archives within archives are opened to this depth.
  public static let deepest = 8
  /// A tar is told by so many bytes.
  private static let headSize = 512

  /// The files, in the archive's order, with paths like `logs.tar.gz!audit.log`.
  public private(set) var files: [EvidenceFile] = []
  /// What is wrong with the archive; nil if nothing.
  public private(set) var damage: String?

  private struct Found {
    let path: String
    let positions: [Int]
    let bytes: Int64
    let modified: Int64?
    let digest: [UInt8]
    let damage: String?
  }

  private var found: [Found] = []
  private var names: [String: Int] = [:]
  private var unpacked: Int64 = 0
  private var allowed: Int64

  /// Reads a file, if it is an archive by its content.
  ///
  /// - Parameters:
  ///   - location: where its bytes lie, if not at its path.
  ///   - maxExpansion: unpacked to packed bytes; where there are more, reading
  ///     stops.
  ///   - floor: so many unpacked bytes are never too many.
  /// - Returns: nil if it is none.
  public init?(
    _ file: EvidenceFile, at location: String? = nil, maxExpansion: Int64 = 250,
    floor: Int64 = 1 << 30
  ) {
    let location = location ?? file.path
    guard file.isRegular, let input = PackedInput.open(location) else { return nil }
    let chunk = Self.head(of: input)
    guard Self.isArchive(chunk) else { return nil }
    allowed = max(floor, file.bytes.multipliedReportingOverflow(by: maxExpansion).0)
    if allowed < 0 { allowed = .max }
    walk(chunk, input, prefix: file.path, positions: [])
    _ = input.drain()
    let digest = input.finishDigest()
    files = found.map { member in
      EvidenceFile(
        path: member.path, bytes: member.bytes, modified: member.modified, isRegular: true,
        place: ArchivePlace(
          archive: location, archiveDigest: digest, positions: member.positions,
          digest: member.digest, damage: member.damage))
    }
  }

  /// Walks through an archive whose first bytes were read.
  private mutating func walk(
    _ head: [UInt8], _ input: PackedInput, prefix: String, positions: [Int]
  ) {
    do {
      let archive = try ArchiveReader(.archive, feed: input.feed(after: head))
      var position = 0
      while unpacked <= allowed, let member = try archive.next() {
        take(member, of: archive, prefix: prefix, positions + [position])
        position += 1
      }
    } catch {
      let place = positions.isEmpty ? "" : "in \(prefix): "
      damage = damage ?? place + error.reason
    }
  }

  /// Takes note of a member, or of what is in it.
  private mutating func take(
    _ member: ArchiveMember, of archive: ArchiveReader, prefix: String, _ positions: [Int]
  ) {
    let path = unique("\(prefix)!\(member.name)")
    let input = PackedInput(memberOf: archive)
    let head = Self.head(of: input)
    if Self.isArchive(head), positions.count < Self.deepest {
      walk(head, input, prefix: path, positions: positions)
      _ = input.drain()
      unpacked += input.count
      return
    }
    let room = allowed - unpacked
    _ = input.drain(upTo: room)
    unpacked += input.count
    var damage = input.fault.map { "in the archive: \($0.reason)" }
    if member.isEncrypted { damage = "encrypted in the archive" }
    if input.count >= room {
      damage = "the archive unpacks to more than \(allowed) bytes"
      self.damage = self.damage ?? damage
      unpacked = .max
    }
    found.append(
      Found(
        path: path, positions: positions, bytes: input.count, modified: member.modified,
        digest: input.finishDigest(), damage: damage))
  }

  /// The name of a member, told apart from others of the same name.
  private mutating func unique(_ path: String) -> String {
    let count = (names[path] ?? 0) + 1
    names[path] = count
    return count == 1 ? path : "\(path)#\(count)"
  }

  /// So many first bytes of an input as tell whether it is an archive: bzip2 and
  /// zstd give nothing before a whole block of theirs.
  static func head(of input: PackedInput) -> [UInt8] {
    var head: [UInt8] = []
    var wanted = 1 << 12
    while head.count < wanted {
      let before = head.count
      guard input.read(into: &head, upTo: wanted - before) == 0, head.count > before else { break }
      switch CompressionFormat.recognise(head.span.bytes) {
      case .zstd: wanted = 1 << 18
      case .bzip2: wanted = 1 << 20
      case .none, .gzip, .xz, .lz4: break
      }
    }
    return head
  }

  /// Whether a file that begins with some bytes is an archive, packed or not.
  static func isArchive(_ chunk: [UInt8]) -> Bool {
    let head = chunk.span.bytes
    var plain: [UInt8] = []
    switch CompressionFormat.recognise(head) {
    case .none: return ArchiveReader.isArchive(head)
    case .gzip:
      var gzip = GzipInflater()
      _ = gzip.inflate(chunk[...], into: &plain, upTo: headSize)
    case .zstd:
      var zstd = ZstdUnpacker()
      _ = zstd.unpack(chunk[...], into: &plain, upTo: headSize)
    case .xz, .bzip2, .lz4:
      var rest = chunk[...]
      let stream = try? ArchiveReader(.stream) { bytes, limit in
        bytes += rest.prefix(limit)
        rest = rest.dropFirst(limit)
        return 0
      }
      guard let stream, (try? stream.next()) != nil else { return false }
      while plain.count < headSize,
        let count = try? stream.read(into: &plain, upTo: headSize - plain.count), count > 0
      {}
    }
    return ArchiveReader.isArchive(plain.span.bytes)
  }
}
