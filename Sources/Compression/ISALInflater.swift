#if SPOOR_ISAL
  internal import CISAL

  /// Reads a stream of deflate, RFC 1951, with ISA-L.
  ///
  /// It gives what zlib gives, to the byte, with three repairs of what ISA-L does
  /// at the edges: it reads ahead (`returnBytes`), it keeps back literals of which
  /// it has every bit (`holdLiterals`), and after a fault it tells of bytes that
  /// it did not write (`inflateToFault`). One difference stays: a block of which
  /// the Huffman codes leave some bits without a meaning is a fault to zlib at
  /// once, to ISA-L when such bits come. And of a block's header ISA-L tells
  /// neither what is wrong nor always the same byte.
  struct ISALInflater: ~Copyable, @unchecked Sendable {
    // Unchecked: the only owner of the pointers, and every use is a mutating call.
    private let state: UnsafeMutablePointer<inflate_state>
    /// The state before the last call, to begin it again.
    private let before: UnsafeMutablePointer<inflate_state>
    private var fault: MemberFault?

    init() {
      state = .allocate(capacity: 1)
      before = .allocate(capacity: 1)
      isal_inflate_init(state)
      // No frame: neither read nor checked, but the checksum is computed.
      state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR)
    }

    deinit {
      state.deallocate()
      before.deallocate()
    }

    /// The checksum, CRC-32, of the plain bytes given.
    var checksum: UInt32 { state.pointee.crc }

    /// Gets ready for a stream's first byte.
    mutating func begin() {
      isal_inflate_reset(state)
      fault = nil
    }

    /// Reads some of the stream.
    mutating func inflate(
      _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer
    ) -> MemberStep {
      // What was inflated already comes first, so that a fault finds none waiting.
      if isHoldingOutput || fault != nil {
        let step = noteFault(advance(noBytes, room))
        guard case .going = step.outcome, step.produced == 0 else { return step }
      }
      copy(state, to: before)
      var step = advance(input, room)
      switch step.outcome {
      case .stopped: return inflateToFault(input, room, near: step.consumed)
      case .ended: step.consumed -= returnBytes(upTo: step.consumed)
      case .going where step.produced == room.count:
        step.consumed -= returnBytes(upTo: step.consumed)
      case .going where holdLiterals():
        let rest = UnsafeMutableRawBufferPointer(rebasing: room[step.produced...])
        step.produced += advance(noBytes, rest).produced
      case .going: break
      }
      return step
    }

    private var noBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: state, count: 0) }

    /// Whether plain bytes wait for room.
    private var isHoldingOutput: Bool {
      state.pointee.tmp_out_valid > state.pointee.tmp_out_processed
    }

    private func copy(
      _ source: UnsafeMutablePointer<inflate_state>, to target: UnsafeMutablePointer<inflate_state>
    ) {
      // As bytes, for Swift does not know of all the members.
      UnsafeMutableRawPointer(target).copyMemory(
        from: source, byteCount: MemoryLayout<inflate_state>.size)
    }

    /// One call of ISA-L, as it is.
    private mutating func advance(
      _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer
    ) -> MemberStep {
      // Memory for no bytes is never touched, but ISA-L compares addresses.
      let source = UnsafeMutableRawPointer(mutating: input.baseAddress ?? UnsafeRawPointer(state))
      let target = room.baseAddress ?? UnsafeMutableRawPointer(state)
      state.pointee.next_in = source.assumingMemoryBound(to: UInt8.self)
      state.pointee.avail_in = UInt32(min(input.count, 1 << 30))
      state.pointee.next_out = target.assumingMemoryBound(to: UInt8.self)
      state.pointee.avail_out = UInt32(min(room.count, 1 << 30))
      let code = isal_inflate(state)
      // After a fault the counts are off, the pointers are not.
      return MemberStep(
        consumed: UnsafeMutableRawPointer(state.pointee.next_in) - source,
        produced: UnsafeMutableRawPointer(state.pointee.next_out) - target,
        outcome: outcome(code))
    }

    private func outcome(_ code: Int32) -> MemberOutcome {
      switch code {
      case ISAL_INVALID_BLOCK: .stopped(.corrupt(reason: "invalid block"))
      case ISAL_INVALID_SYMBOL: .stopped(.corrupt(reason: "invalid code"))
      case ISAL_INVALID_LOOKBACK: .stopped(.corrupt(reason: "invalid distance too far back"))
      case ..<0: .stopped(.corrupt(reason: "invalid data"))
      default: state.pointee.block_state == ISAL_BLOCK_FINISH ? .ended : .going
      }
    }

    /// Gives back the whole bytes that were read ahead, for they may lie behind
    /// the stream's end.
    ///
    /// Bytes of an earlier call are not among them: those were all there was of an
    /// unfinished code.
    ///
    /// - Returns: How many.
    private mutating func returnBytes(upTo consumed: Int) -> Int {
      // Bytes of an unfinished block header came after those bits.
      guard state.pointee.tmp_in_size == 0 else { return 0 }
      let bytes = min(Int(state.pointee.read_in_length) / 8, consumed)
      state.pointee.read_in_length -= Int32(8 * bytes)
      state.pointee.read_in &= ~(UInt64.max << UInt64(state.pointee.read_in_length))
      return bytes
    }
  }

  extension ISALInflater {
    /// Does the last call again, now that it is known to meet a fault.
    ///
    /// ISA-L's fast loop counts a match as written before it finds the distance
    /// impossible, so what it gave ends in bytes that were there before. That loop
    /// needs eight bytes of input; with one at a time every plain byte is true, and
    /// the fault is told at the byte that shows it, as zlib tells it.
    ///
    /// - Parameter end: How much of the input ISA-L had read.
    private mutating func inflateToFault(
      _ input: UnsafeRawBufferPointer, _ room: UnsafeMutableRawBufferPointer, near end: Int
    ) -> MemberStep {
      copy(before, to: state)
      // A code and a read ahead take fewer bytes than these.
      var step = advance(UnsafeRawBufferPointer(rebasing: input[..<max(0, end - 32)]), room)
      while case .going = step.outcome, step.consumed < input.count, step.produced < room.count {
        let byte = input[step.consumed...step.consumed]
        let next = advance(
          UnsafeRawBufferPointer(rebasing: byte),
          UnsafeMutableRawBufferPointer(rebasing: room[step.produced...]))
        step.consumed += next.consumed
        step.produced += next.produced
        step.outcome = next.outcome
      }
      return noteFault(step)
    }

    /// Remembers a fault until all that was inflated before it has been given.
    private mutating func noteFault(_ step: MemberStep) -> MemberStep {
      var step = step
      switch step.outcome {
      case .stopped(let found):
        fault = found
        // ISA-L then gives what it holds, and inflates nothing more.
        state.pointee.block_state = ISAL_BLOCK_INPUT_DONE
        if isHoldingOutput { step.outcome = .going }
      case .ended: if let fault { step.outcome = .stopped(fault) }
      case .going: break
      }
      return step
    }

    /// Puts aside, to be given next, the literals of which every bit is there.
    ///
    /// ISA-L looks up to three symbols up at once, and takes none before it has the
    /// bits of all. When the input ends there zlib gives the whole ones.
    ///
    /// - Returns: Whether there were any.
    private mutating func holdLiterals() -> Bool {
      guard state.pointee.block_state == ISAL_BLOCK_CODED else { return false }
      var found = false
      while let (literal, length) = firstLiteral() {
        spoor_isal_hold(state, literal)
        state.pointee.read_in >>= UInt64(length)
        state.pointee.read_in_length -= Int32(length)
        found = true
      }
      return found
    }

    /// The literal that the bits read ahead begin with, and its length in bits.
    private func firstLiteral() -> (literal: UInt8, length: Int)? {
      guard let symbols = spoor_isal_symbols(state) else { return nil }
      let width = Int(ISAL_DECODE_LONG_BITS)
      let bits = Int(truncatingIfNeeded: state.pointee.read_in) & (1 << width - 1)
      guard let literal = Self.firstLiteral(symbols[bits]) else { return nil }
      // The table is looked up by twelve bits and tells no symbol's own length. But
      // bits are a whole code just if, whatever follows, they begin with its symbol.
      let known = max(0, min(Int(state.pointee.read_in_length), width))
      let length = (1..<known + 1).first { length in
        stride(from: bits & (1 << length - 1), to: 1 << width, by: 1 << length)
          .allSatisfy { Self.firstLiteral(symbols[$0]) == literal }
      }
      return length.map { (literal, $0) }
    }

    /// What an entry of ISA-L's table of short codes begins with.
    ///
    /// The entry holds symbols in 25 bits, a flag for a longer code, and the count
    /// of symbols in two bits. Those before the last are literals, of a byte each.
    private static func firstLiteral(_ entry: UInt32) -> UInt8? {
      guard entry & 1 << 25 == 0 else { return nil }
      switch entry >> 26 & 3 {
      case 0: return nil
      case 1: return UInt8(exactly: entry & (1 << 25 - 1))
      default: return UInt8(truncatingIfNeeded: entry)
      }
    }
  }
#endif
