public import Compression
internal import Glibc

/// Reads a file or standard input once, from the start to the end, and gives
/// its decompressed bytes in blocks of fixed size.
///
/// The compression is told by the first bytes, never by the name. Damage does
/// not stop anything: what came before it is given, and `damage` tells.
public struct SourceReader: ~Copyable {
  /// The unpacked size of every block but the last, bytes.
  ///
  /// 1 MiB packs half as large as 256 KiB, and one body is still read in a third
  /// of a millisecond.
  public static let blockSize = 1 << 20
  private static let chunkSize = 1 << 18
  /// By this many bytes every compression is told.
  private static let prefixSize = 10
  /// Below this many unpacked bytes no expansion is suspicious.
  private static let expansionFloor: Int64 = 1 << 30

  private let path: String
  private let maxExpansion: Int64
  private let input: PackedInput
  private var gzip = GzipInflater()
  private var zstd = ZstdUnpacker()
  /// For what libarchive unpacks.
  private var stream: ArchiveReader?
  private var chunk: [UInt8] = []
  private var chunkStart = 0
  private var isAtEnd = false
  /// What is to stand before the next block.
  private var tail: ArraySlice<UInt8> = []
  private var unpackedBytes: Int64 = 0

  /// How the file is packed.
  public private(set) var compression = CompressionFormat.none
  /// Bytes of the file read so far.
  public var fileBytes: Int64 { input.count }
  /// What is known to be wrong with the file in its archive.
  public private(set) var knownDamage: String?
  /// What was wrong with the packed bytes, once something was.
  public private(set) var damage: CompressionError?

  /// Opens a file, or standard input for `-`.
  ///
  /// - Parameter maxExpansion: unpacked to packed bytes; beyond it, and beyond
  ///   a GiB, the source ends with the damage `tooLarge`.
  public init(path: String, maxExpansion: Int64 = 250) throws(SourceError) {
    try self.init(path: path, head: [], maxExpansion: maxExpansion)
  }

  private init(path: String, head: [UInt8], maxExpansion: Int64) throws(SourceError) {
    let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .notFound(path: path) : .cannotOpen(path: path, errno: errno)
    }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    var status = stat()
    let isStream = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    try self.init(
      path: path,
      PackedInput(descriptor: descriptor, isStream: isStream || path == "-", head: head),
      maxExpansion)
  }

  /// Opens a file, be it on disk or in an archive.
  ///
  /// - Parameters:
  ///   - cursor: reads archives; what it opened before ends there.
  ///   - maxExpansion: as for a path.
  public init(
    _ file: EvidenceFile, _ cursor: ArchiveCursor, maxExpansion: Int64 = 250
  ) throws(SourceError) {
    guard let place = file.place else {
      try self.init(path: file.path, head: file.head, maxExpansion: maxExpansion)
      return
    }
    try self.init(path: file.path, try cursor.open(file, place), maxExpansion)
    knownDamage = place.damage
  }

  /// Reads an input from its start.
  init(path: String, _ input: PackedInput, _ maxExpansion: Int64) throws(SourceError) {
    var chunk: [UInt8] = []
    var failure: Int32 = 0
    var count = -1
    // A pipe gives what is in it, be it a single byte.
    while failure == 0, chunk.count > count, chunk.count < Self.prefixSize {
      count = chunk.count
      failure = input.read(into: &chunk, upTo: Self.chunkSize - count)
    }
    if failure != 0 {
      throw .cannotRead(path: path, offset: Int64(chunk.count), errno: failure)
    }
    if input.isStream, ArchiveContents.isArchive(chunk) { throw .archiveStream(path: path) }
    self.path = path
    self.input = input
    self.maxExpansion = maxExpansion
    compression = CompressionFormat.recognise(chunk.span.bytes)
    self.chunk = chunk
    isAtEnd = chunk.isEmpty
    if [.xz, .bzip2, .lz4].contains(compression) { openStream() }
  }

  /// Lets libarchive unpack the input.
  private mutating func openStream() {
    do {
      let stream = try ArchiveReader(.stream, feed: input.feed(after: chunk))
      if try stream.next() != nil { self.stream = stream }
    } catch {
      damage = .corrupt(offset: Int(input.count), reason: error.reason)
    }
    chunkStart = chunk.count
    isAtEnd = stream == nil
  }

  /// The next block; nil at the end.
  ///
  /// Only the last may be shorter than the others.
  public mutating func nextBlock() throws(SourceError) -> [UInt8]? {
    var block: [UInt8] = []
    block.reserveCapacity(Self.blockSize)
    try fill(&block, upTo: Self.blockSize)
    tail = []
    return block.isEmpty ? nil : block
  }

  /// The next block as `nextBlock` gives it, ready to be framed.
  public mutating func nextTextBlock() throws(SourceError) -> TextBlock? {
    var storage: [UInt8] = []
    let head = tail.count
    storage.reserveCapacity(head + Self.blockSize + TextBuffer.padding)
    storage.append(contentsOf: tail)
    try fill(&storage, upTo: head + Self.blockSize)
    let count = storage.count - head
    guard count > 0 else { return nil }
    storage.append(contentsOf: repeatElement(0, count: TextBuffer.padding))
    let block = TextBlock(padded: storage, head: head, count: count)
    tail = block.tail
    return block
  }

  /// Appends the source's next bytes.
  private mutating func fill(_ block: inout [UInt8], upTo size: Int) throws(SourceError) {
    let start = block.count
    while block.count < size {
      let room = size - block.count
      if let stream {
        if try !readStream(stream, into: &block, upTo: room) { break }
        continue
      }
      if compression == .none, chunkStart == chunk.count, !isAtEnd {
        try readPlain(into: &block, upTo: room)
        continue
      }
      if chunkStart == chunk.count, !isAtEnd { try fillChunk() }
      if chunkStart == chunk.count, isAtEnd {
        noteTruncation()
        break
      }
      if damage != nil {
        chunkStart = chunk.count
        continue
      }
      unpack(into: &block, upTo: room)
    }
    unpackedBytes += Int64(block.count - start)
    checkExpansion()
  }

  /// SHA-256 of the file's bytes, once all have been read.
  public mutating func fileDigest() -> [UInt8] { input.finishDigest() }

  private mutating func fillChunk() throws(SourceError) {
    chunk.removeAll(keepingCapacity: true)
    chunkStart = 0
    let failure = input.read(into: &chunk, upTo: Self.chunkSize)
    guard failure == 0 else { throw .cannotRead(path: path, offset: fileBytes, errno: failure) }
    isAtEnd = chunk.isEmpty
  }

  /// Reads what libarchive unpacked; false at the end.
  private mutating func readStream(
    _ stream: ArchiveReader, into block: inout [UInt8], upTo room: Int
  ) throws(SourceError) -> Bool {
    do {
      if try stream.read(into: &block, upTo: room) > 0 { return true }
      if damage == nil { _ = input.drain() }
    } catch {
      if let errno = error.errno {
        throw .cannotRead(path: path, offset: fileBytes, errno: errno)
      }
      damage = .corrupt(offset: Int(fileBytes), reason: error.reason)
      _ = input.drain()
    }
    self.stream = nil
    chunkStart = chunk.count
    isAtEnd = true
    return false
  }

  /// Reads bytes that need no unpacking to where they belong.
  private mutating func readPlain(
    into block: inout [UInt8], upTo room: Int
  ) throws(SourceError) {
    let start = block.count
    let failure = input.read(into: &block, upTo: room)
    guard failure == 0 else { throw .cannotRead(path: path, offset: fileBytes, errno: failure) }
    isAtEnd = block.count == start
  }

  /// Moves bytes from the chunk to the block.
  private mutating func unpack(into block: inout [UInt8], upTo room: Int) {
    let input = chunk[chunkStart...]
    let step: StreamStep
    switch compression {
    case .none, .xz, .bzip2, .lz4:
      let taken = input.prefix(room)
      block.append(contentsOf: taken)
      chunkStart += taken.count
      return
    case .gzip: step = gzip.inflate(input, into: &block, upTo: room)
    case .zstd: step = zstd.unpack(input, into: &block, upTo: room)
    }
    chunkStart += step.consumed
    guard case .stopped(let error) = step.status else { return }
    damage = error
  }

  private mutating func noteTruncation() {
    guard damage == nil else { return }
    if let fault = input.fault {
      damage = .corrupt(offset: Int(fileBytes), reason: "in the archive: \(fault.reason)")
      return
    }
    do {
      switch compression {
      case .none, .xz, .bzip2, .lz4: break
      case .gzip: try gzip.finish()
      case .zstd: try zstd.finish()
      }
    } catch {
      damage = error
    }
  }

  private mutating func checkExpansion() {
    guard compression != .none, damage == nil, unpackedBytes > Self.expansionFloor,
      unpackedBytes / maxExpansion > max(1, fileBytes)
    else { return }
    damage = .tooLarge(size: Int(unpackedBytes), limit: Int(fileBytes * maxExpansion))
  }
}
