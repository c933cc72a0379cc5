internal import CZlib

/// Reads a gzip member, or its header alone, with zlib.
struct ZlibMember: ~Copyable, @unchecked Sendable {
  // zlib keeps the stream's address, so it must not move. Unchecked: the only
  // owner of the pointer, and every use is a mutating call.
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
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

  /// Gets ready for a member's first byte.
  mutating func begin() {
    inflateReset(stream)
  }

  /// Reads some of the member.
  mutating func inflate(
    _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer
  ) -> MemberStep {
    inflate(input, room, Z_NO_FLUSH)
  }

  /// Reads some of the member's header; ended means all of it, and no byte more.
  ///
  /// - Parameter room: Stays as it is, but zlib asks for some.
  mutating func readHeader(
    _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer
  ) -> MemberStep {
    // Told to stop between blocks, zlib stops before the first, and marks it so.
    var step = inflate(input, room, Z_BLOCK)
    if case .going = step.outcome, stream.pointee.data_type & 128 != 0 { step.outcome = .ended }
    return step
  }

  private mutating func inflate(
    _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer, _ flush: Int32
  ) -> MemberStep {
    // zlib writes to the input's memory never, though it lacks the word const here.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(clamping: room.count)
    let inputGiven = stream.pointee.avail_in
    let roomGiven = stream.pointee.avail_out
    let code = CZlib.inflate(stream, flush)
    return MemberStep(
      consumed: Int(inputGiven - stream.pointee.avail_in),
      produced: Int(roomGiven - stream.pointee.avail_out), outcome: outcome(code))
  }

  private func outcome(_ code: Int32) -> MemberOutcome {
    switch code {
    case Z_OK, Z_BUF_ERROR: return .going
    case Z_STREAM_END: return .ended
    case Z_DATA_ERROR: break
    default: preconditionFailure("zlib is out of memory (\(code))")
    }
    let reason = stream.pointee.msg.map { String(cString: $0) } ?? "invalid data"
    switch reason {
    case "incorrect data check": return .stopped(.wrongChecksum)
    case "incorrect length check": return .stopped(.wrongLength)
    default: return .stopped(.corrupt(reason: reason))
    }
  }
}
