internal import CZlib

/// Makes a gzip file of one member, chunk by chunk.
///
/// It writes neither time nor name, so equal bytes give an equal file.
public struct GzipWriter: ~Copyable, @unchecked Sendable {
  // zlib keeps the stream's address, so it must not move. Unchecked: the only
  // owner of the pointer, and every use is a mutating call.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isFinished = false

  /// Begins a file.
  ///
  /// - Parameter level: zlib's level, 1 (fast) to 9 (small).
  public init(level: Int32 = 6) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = spoor_deflate_init(stream, min(max(level, 1), 9), 15 + 16)
    precondition(code == Z_OK, "zlib is out of memory")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Takes plain bytes and gives the compressed ones that are ready, often none.
  public mutating func append(_ bytes: RawSpan) -> [UInt8] {
    bytes.withUnsafeBytes { bytes in
      var output: [UInt8] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        // zlib counts in 32 bits.
        let portion = rest.prefix(1 << 30)
        deflateAll(UnsafeRawBufferPointer(rebasing: portion), Z_NO_FLUSH, into: &output)
        rest = rest.dropFirst(portion.count)
      }
      return output
    }
  }

  /// Takes plain bytes and gives the compressed ones that are ready, often none.
  public mutating func append(_ bytes: [UInt8]) -> [UInt8] {
    append(bytes.span.bytes)
  }

  /// Gives the file's last bytes.
  ///
  /// Nothing may be appended after it.
  public mutating func finish() -> [UInt8] {
    var output: [UInt8] = []
    deflateAll(UnsafeRawBufferPointer(start: nil, count: 0), Z_FINISH, into: &output)
    isFinished = true
    return output
  }

  private mutating func deflateAll(
    _ input: UnsafeRawBufferPointer, _ flush: Int32, into output: inout [UInt8]
  ) {
    precondition(!isFinished, "the gzip file is finished")
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
    var hasMore = true
    while hasMore {
      _ = output.appendBytes(upTo: 32 << 10) { room in
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room.count)
        deflate(stream, flush)
        let produced = room.count - Int(stream.pointee.avail_out)
        return StreamStep(consumed: 0, produced: produced, status: .needsInput)
      }
      hasMore = stream.pointee.avail_out == 0
    }
  }
}
