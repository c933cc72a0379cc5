internal import CZstd

/// Reads a zstd stream of any number of frames, chunk by chunk.
///
/// It is used as `GzipInflater` is: feed bytes in order, drop what was consumed,
/// call `finish` at the end of the file.
public struct ZstdUnpacker: ~Copyable, @unchecked Sendable {
  // Unchecked: the only owner of the pointer, and every use is a mutating call.
  private let context: OpaquePointer
  private var isInsideFrame = false
  private var frameStart = 0
  /// Whether zstd may hold plain bytes for which there was no room.
  private var mayHoldOutput = false
  /// How many bytes zstd would like next.
  private var wanted = 0

  /// Compressed bytes taken so far: the offset of the next one in the file.
  public private(set) var compressedOffset = 0
  /// Plain bytes given so far.
  public private(set) var plainOffset = 0
  /// Frames read to their end, checksum included if they have one.
  public private(set) var frameCount = 0
  /// What stopped the stream, once something has.
  public private(set) var fault: CompressionError?

  /// Makes a reader at the beginning of a file.
  public init() {
    guard let context = ZSTD_createDCtx() else { preconditionFailure("zstd is out of memory") }
    self.context = context
  }

  deinit {
    ZSTD_freeDCtx(context)
  }

  /// Whether the stream could end here: after a frame, not inside one.
  public var isFinished: Bool { frameCount > 0 && !isInsideFrame }

  /// Unpacks bytes and appends the plain ones.
  ///
  /// - Parameters:
  ///   - input: The next bytes of the file, of any number.
  ///   - output: Gets the plain bytes; nothing is allocated if it has the capacity.
  ///   - limit: The most bytes to append in this call, more than 0.
  public mutating func unpack(
    _ input: RawSpan, into output: inout [UInt8], upTo limit: Int
  ) -> StreamStep {
    output.appendBytes(upTo: limit) { room in
      input.withUnsafeBytes { advance($0, room) }
    }
  }

  /// Unpacks bytes and appends the plain ones.
  ///
  /// As `unpack(_:into:upTo:)` for a span.
  public mutating func unpack(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8], upTo limit: Int
  ) -> StreamStep {
    unpack(input.span.bytes, into: &output, upTo: limit)
  }

  /// Unpacks bytes into memory that is there already, from its beginning.
  ///
  /// - Parameters:
  ///   - input: The next bytes of the file, of any number.
  ///   - room: Gets the plain bytes, as many as `produced` tells.
  public mutating func unpack(_ input: RawSpan, into room: inout MutableRawSpan) -> StreamStep {
    room.withUnsafeMutableBytes { room in
      input.withUnsafeBytes { advance($0, room) }
    }
  }

  /// Tells whether the stream was whole.
  ///
  /// Call it at the end of the file.
  ///
  /// - Throws: The fault that stopped the stream, or `truncated`.
  public func finish() throws(CompressionError) {
    if let fault { throw fault }
    guard isFinished else { throw .truncated(offset: compressedOffset) }
  }

  /// Starts over at a frame elsewhere in the file, for salvage after damage.
  ///
  /// - Parameter offset: The offset in the file of the next byte that is fed.
  public mutating func restart(at offset: Int) {
    ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
    isInsideFrame = false
    mayHoldOutput = false
    compressedOffset = offset
    fault = nil
  }

  private mutating func advance(
    _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer
  ) -> StreamStep {
    let start = compressedOffset
    let plainStart = plainOffset
    var status: StreamStatus?
    while status == nil {
      let rest = UnsafeRawBufferPointer(rebasing: input[(compressedOffset - start)...])
      let produced = plainOffset - plainStart
      if let fault {
        status = .stopped(fault)
      } else if rest.isEmpty, !(isInsideFrame && mayHoldOutput) {
        status = .needsInput
      } else if produced == room.count {
        status = .outputFull
      } else if !isInsideFrame {
        beginFrame(head: rest.bytes)
      } else {
        unpackSome(rest, .init(rebasing: room[produced...]))
      }
    }
    return StreamStep(
      consumed: compressedOffset - start, produced: plainOffset - plainStart,
      status: status ?? .needsInput)
  }

  private mutating func beginFrame(head: RawSpan) {
    guard Magic.couldMatchZstd(head) else { return stopOutsideFrame(at: compressedOffset) }
    frameStart = compressedOffset
    isInsideFrame = true
    mayHoldOutput = false
    wanted = 5
  }

  private mutating func unpackSome(
    _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer
  ) {
    // zstd forgets what a call has unpacked when the same call meets a fault. So a
    // call gets one block at most, without the three bytes of the next one's head.
    let portion = min(input.count, wanted > 3 ? wanted - 3 : wanted)
    var source = ZSTD_inBuffer(src: input.baseAddress, size: portion, pos: 0)
    var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
    let result = ZSTD_decompressStream(context, &target, &source)
    if ZSTD_isError(result) != 0 { return stopInsideFrame(result) }
    compressedOffset += source.pos
    plainOffset += target.pos
    wanted = result
    mayHoldOutput = target.pos == target.size
    if result == 0 {
      frameCount += 1
      isInsideFrame = false
    }
  }

  private mutating func stopInsideFrame(_ result: Int) {
    let reason = String(cString: ZSTD_getErrorName(result))
    switch ZSTD_getErrorCode(result) {
    case ZSTD_error_prefix_unknown: stopOutsideFrame(at: frameStart)
    case ZSTD_error_checksum_wrong: fault = .wrongChecksum(offset: compressedOffset)
    case ZSTD_error_dictionary_wrong, ZSTD_error_frameParameter_windowTooLarge,
      ZSTD_error_frameParameter_unsupported, ZSTD_error_version_unsupported:
      fault = .unsupported(offset: compressedOffset, reason: reason)
    case ZSTD_error_memory_allocation: preconditionFailure("zstd is out of memory")
    default: fault = .corrupt(offset: compressedOffset, reason: reason)
    }
  }

  private mutating func stopOutsideFrame(at offset: Int) {
    isInsideFrame = false
    fault = frameCount == 0 ? .notCompressed(.zstd) : .trailingGarbage(offset: offset)
  }
}
