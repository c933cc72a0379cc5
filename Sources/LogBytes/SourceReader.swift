public import Compression
internal import Digests
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
  private static let prefixSize = 8
  /// Below this many unpacked bytes no expansion is suspicious.
  private static let expansionFloor: Int64 = 1 << 30

  private let path: String
  private let descriptor: Int32
  private let maxExpansion: Int64
  private var digest = SHA256()
  private var gzip = GzipInflater()
  private var zstd = ZstdUnpacker()
  private var chunk: [UInt8] = []
  private var chunkStart = 0
  private var isAtEnd = false
  private var unpackedBytes: Int64 = 0

  /// How the file is packed.
  public private(set) var compression = CompressionFormat.none
  /// Bytes of the file read so far.
  public private(set) var fileBytes: Int64 = 0
  /// What was wrong with the packed bytes, once something was.
  public private(set) var damage: CompressionError?

  /// Opens a file, or standard input for `-`.
  ///
  /// - Parameter maxExpansion: unpacked to packed bytes; beyond it, and beyond
  ///   a GiB, the source ends with the damage `tooLarge`.
  public init(path: String, maxExpansion: Int64 = 250) throws(SourceError) {
    let descriptor = path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .notFound(path: path) : .cannotOpen(path: path, errno: errno)
    }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    var chunk: [UInt8] = []
    var failure: Int32 = 0
    var count = -1
    // A pipe gives what is in it, be it a single byte.
    while failure == 0, chunk.count > count, chunk.count < Self.prefixSize {
      count = chunk.count
      failure = Self.read(descriptor, upTo: Self.chunkSize - count, into: &chunk)
    }
    if failure != 0 {
      close(descriptor)
      throw .cannotRead(path: path, offset: Int64(chunk.count), errno: failure)
    }
    self.path = path
    self.descriptor = descriptor
    self.maxExpansion = maxExpansion
    compression = CompressionFormat.recognise(chunk.span.bytes)
    accept(chunk)
  }

  deinit { close(descriptor) }

  /// The next block; nil at the end.
  ///
  /// Only the last may be shorter than the others.
  public mutating func nextBlock() throws(SourceError) -> [UInt8]? {
    var block: [UInt8] = []
    block.reserveCapacity(Self.blockSize)
    while block.count < Self.blockSize {
      if compression == .none, chunkStart == chunk.count, !isAtEnd {
        try readPlain(into: &block)
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
      unpack(into: &block)
    }
    unpackedBytes += Int64(block.count)
    checkExpansion()
    return block.isEmpty ? nil : block
  }

  /// SHA-256 of the file's bytes, once all have been read.
  public mutating func fileDigest() -> [UInt8] { digest.finish().bytes }

  private mutating func fillChunk() throws(SourceError) {
    let failure = Self.readChunk(descriptor, into: &chunk)
    guard failure == 0 else { throw .cannotRead(path: path, offset: fileBytes, errno: failure) }
    accept(chunk)
  }

  private mutating func accept(_ bytes: [UInt8]) {
    chunk = bytes
    chunkStart = 0
    isAtEnd = bytes.isEmpty
    fileBytes += Int64(bytes.count)
    digest.update(bytes)
  }

  /// Reads some bytes; returns the system's number of an error, or 0.
  private static func readChunk(_ descriptor: Int32, into chunk: inout [UInt8]) -> Int32 {
    chunk.removeAll(keepingCapacity: true)
    return read(descriptor, upTo: chunkSize, into: &chunk)
  }

  /// Appends some bytes; returns the system's number of an error, or 0.
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

  /// Reads bytes that need no unpacking to where they belong.
  private mutating func readPlain(into block: inout [UInt8]) throws(SourceError) {
    let start = block.count
    let failure = Self.read(descriptor, upTo: Self.blockSize - start, into: &block)
    guard failure == 0 else { throw .cannotRead(path: path, offset: fileBytes, errno: failure) }
    isAtEnd = block.count == start
    fileBytes += Int64(block.count - start)
    digest.update(block.span.bytes.extracting(start..<block.count))
  }

  /// Moves bytes from the chunk to the block.
  private mutating func unpack(into block: inout [UInt8]) {
    let input = chunk[chunkStart...]
    let room = Self.blockSize - block.count
    let step: StreamStep
    switch compression {
    case .none:
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
    do {
      switch compression {
      case .none: return
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
