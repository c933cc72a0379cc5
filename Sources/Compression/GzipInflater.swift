/// Reads a gzip stream of any number of members, chunk by chunk.
///
/// Feed it the file's bytes in order; after each call drop what it consumed. At
/// the end of the file call `finish`, which tells whether the stream was whole.
///
/// ISA-L inflates where Spoor was built with it, zlib elsewhere, and both give the
/// same bytes and tell the same faults. Only of a member that is damaged inside
/// may ISA-L give more before it sees the fault, which then is another, or behind.
public struct GzipInflater: ~Copyable, Sendable {
  private var zlib = ZlibMember()
  #if SPOOR_ISAL
    private var isal: ISALMember?
  #endif
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
    self.init(engine: .fastest)
  }

  /// Makes a reader at the beginning of a file that inflates with one library.
  package init(engine: GzipEngine) {
    #if SPOOR_ISAL
      if engine == .isal { isal = ISALMember() }
    #endif
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
    zlib.begin()
    #if SPOOR_ISAL
      isal?.begin()
    #endif
    memberStart = compressedOffset
    isInsideMember = true
  }

  /// Returns whether any byte went in or out, or the member or stream ended.
  private mutating func inflateSome(
    _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer
  ) -> Bool {
    let step = inflateMember(input, room)
    compressedOffset += step.consumed
    plainOffset += step.produced
    switch step.outcome {
    case .going: return step.consumed + step.produced > 0
    case .ended:
      memberCount += 1
      isInsideMember = false
    case .stopped(let found): stopInsideMember(found)
    }
    return true
  }

  private mutating func inflateMember(
    _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer
  ) -> MemberStep {
    #if SPOOR_ISAL
      if let step = isal?.inflate(input, room, header: &zlib) { return step }
    #endif
    return zlib.inflate(input, room)
  }

  private mutating func stopInsideMember(_ found: MemberFault) {
    // Two bytes in, zlib has seen no more than the format's mark.
    if compressedOffset - memberStart <= 2 { return stopOutsideMember(at: memberStart) }
    switch found {
    case .wrongChecksum: fault = .wrongChecksum(offset: compressedOffset)
    case .wrongLength: fault = .wrongLength(offset: compressedOffset)
    case .corrupt(let reason): fault = .corrupt(offset: compressedOffset, reason: reason)
    }
  }

  private mutating func stopOutsideMember(at offset: Int) {
    isInsideMember = false
    fault = memberCount == 0 ? .notCompressed(.gzip) : .trailingGarbage(offset: offset)
  }
}
