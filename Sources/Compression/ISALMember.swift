#if SPOOR_ISAL
  /// Reads a gzip member with ISA-L, all but its header.
  ///
  /// zlib reads that, for ISA-L checks little of it and wants it in one piece.
  struct ISALMember: ~Copyable {
    private enum Part { case header, body, trailer }

    private var part = Part.header
    private var body = ISALInflater()
    private var plainCount: UInt32 = 0
    private var trailer: UInt64 = 0
    private var trailerCount = 0

    /// Gets ready for a member's first byte.
    ///
    /// - Parameter header: Has to be ready as well.
    mutating func begin() {
      part = .header
      body.begin()
      plainCount = 0
      trailer = 0
      trailerCount = 0
    }

    /// Reads some of the member.
    mutating func inflate(
      _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer,
      header: inout ZlibMember
    ) -> MemberStep {
      switch part {
      case .header:
        var step = header.readHeader(input, room)
        guard case .ended = step.outcome else { return step }
        part = .body
        step.outcome = .going
        return step
      case .body:
        var step = body.inflate(input, room)
        plainCount &+= UInt32(truncatingIfNeeded: step.produced)
        guard case .ended = step.outcome else { return step }
        part = .trailer
        let end = readTrailer(UnsafeRawBufferPointer(rebasing: input[step.consumed...]))
        step.consumed += end.consumed
        step.outcome = end.outcome
        return step
      case .trailer: return readTrailer(input)
      }
    }

    /// Reads the checksum and the count of plain bytes, and compares each as
    /// soon as it is there.
    private mutating func readTrailer(_ input: UnsafeRawBufferPointer) -> MemberStep {
      var step = MemberStep(consumed: 0, produced: 0, outcome: .going)
      for byte in input.prefix(8 - trailerCount) {
        trailer |= UInt64(byte) << (8 * trailerCount)
        trailerCount += 1
        step.consumed += 1
        if trailerCount == 4, trailer != UInt64(body.checksum) {
          step.outcome = .stopped(.wrongChecksum)
          return step
        }
      }
      if trailerCount == 8 {
        step.outcome = trailer >> 32 == UInt64(plainCount) ? .ended : .stopped(.wrongLength)
      }
      return step
    }
  }
#endif
