internal import CZlib

/// Reads a gzip stream of any number of members, chunk by chunk.
///
/// Feed it the file's bytes in order; after each call drop what it consumed. At
/// the end of the file call `finish`, which tells whether the stream was whole.
public struct GzipInflater: ~Copyable, @unchecked Sendable {
  // zlib keeps the stream's address, so it must not move. Unchecked: the only
  // owner of the pointer, and every use is a mutating call.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isInsideMember = false
  private var memberStart = 0

  /// Compressed bytes taken so far: the offset of the next one in the file.
  public private(set) var compressedOffset = 0
  /// Plain bytes given so far.
  public private(set) var plainOffset = 0
  /// Members read to their end, checksum included.
  public private(set) var memberCount = 0
  /// What stopped the stream, once something has.
  public private(set) var fault: CompressionError?

  /// Makes a reader at the beginning of a file.
  public init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 is the largest window; 16 more ask for gzip's frame and nothing else.
    let code = spoor_inflate_init(stream, 15 + 16)
    precondition(code == Z_OK, "zlib is out of memory")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Whether the stream could end here: after a member, not inside one.
  public var isFinished: Bool { memberCount > 0 && !isInsideMember }

  /// Inflates bytes and appends the plain ones.
  ///
  /// - Parameters:
  ///   - input: The next bytes of the file, of any number.
  ///   - output: Gets the plain bytes; nothing is allocated if it has the capacity.
  ///   - limit: The most bytes to append in this call, more than 0.
  public mutating func inflate(
    _ input: RawSpan, into output: inout [UInt8], upTo limit: Int
  ) -> StreamStep {
    output.appendBytes(upTo: limit) { room in
      input.withUnsafeBytes { advance($0, room) }
    }
  }

  /// Inflates bytes and appends the plain ones.
  ///
  /// As `inflate(_:into:upTo:)` for a span.
  public mutating func inflate(
    _ input: ArraySlice<UInt8>, into output: inout [UInt8], upTo limit: Int
  ) -> StreamStep {
    inflate(input.span.bytes, into: &output, upTo: limit)
  }

  /// Inflates bytes into memory that is there already, from its beginning.
  ///
  /// - Parameters:
  ///   - input: The next bytes of the file, of any number.
  ///   - room: Gets the plain bytes, as many as `produced` tells.
  public mutating func inflate(_ input: RawSpan, into room: inout MutableRawSpan) -> StreamStep {
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

  /// Starts over at a member elsewhere in the file, for salvage after damage.
  ///
  /// - Parameter offset: The offset in the file of the next byte that is fed.
  public mutating func restart(at offset: Int) {
    inflateReset(stream)
    isInsideMember = false
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
      let consumed = compressedOffset - start
      let produced = plainOffset - plainStart
      if let fault {
        status = .stopped(fault)
      } else if !isInsideMember, consumed == input.count {
        status = .needsInput
      } else if produced == room.count {
        status = .outputFull
      } else if !isInsideMember {
        beginMember(firstByte: input[consumed])
      } else {
        let more = UnsafeRawBufferPointer(rebasing: input[consumed...])
        let didMove = inflateSome(more, .init(rebasing: room[produced...]))
        if !didMove { status = .needsInput }
      }
    }
    return StreamStep(
      consumed: compressedOffset - start, produced: plainOffset - plainStart,
      status: status ?? .needsInput)
  }

  private mutating func beginMember(firstByte: UInt8) {
    guard firstByte == Magic.gzip[0] else { return stopOutsideMember(at: compressedOffset) }
    inflateReset(stream)
    memberStart = compressedOffset
    isInsideMember = true
  }

  /// Returns whether any byte went in or out, or the member or stream ended.
  private mutating func inflateSome(
    _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer
  ) -> Bool {
    // zlib writes to the input's memory never, though it lacks the word const here.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(clamping: room.count)
    let inputGiven = Int(stream.pointee.avail_in)
    let roomGiven = Int(stream.pointee.avail_out)
    let code = CZlib.inflate(stream, Z_NO_FLUSH)
    let consumed = inputGiven - Int(stream.pointee.avail_in)
    let produced = roomGiven - Int(stream.pointee.avail_out)
    compressedOffset += consumed
    plainOffset += produced
    switch code {
    case Z_OK, Z_BUF_ERROR: return consumed + produced > 0
    case Z_STREAM_END:
      memberCount += 1
      isInsideMember = false
    case Z_DATA_ERROR: stopInsideMember()
    default: preconditionFailure("zlib is out of memory (\(code))")
    }
    return true
  }

  private mutating func stopInsideMember() {
    // Two bytes in, zlib has seen no more than the format's mark.
    if compressedOffset - memberStart <= 2 { return stopOutsideMember(at: memberStart) }
    let reason = stream.pointee.msg.map { String(cString: $0) } ?? "invalid data"
    switch reason {
    case "incorrect data check": fault = .wrongChecksum(offset: compressedOffset)
    case "incorrect length check": fault = .wrongLength(offset: compressedOffset)
    default: fault = .corrupt(offset: compressedOffset, reason: reason)
    }
  }

  private mutating func stopOutsideMember(at offset: Int) {
    isInsideMember = false
    fault = memberCount == 0 ? .notCompressed(.gzip) : .trailingGarbage(offset: offset)
  }
}
