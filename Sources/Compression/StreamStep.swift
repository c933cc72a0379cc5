/// What one call of a streaming reader did.
public struct StreamStep: Hashable, Sendable {
  /// The bytes it took from the beginning of the input.
  public let consumed: Int
  /// The plain bytes it gave.
  public let produced: Int
  /// What is needed to go on.
  public let status: StreamStatus

  /// Makes a step of its facts, as a reader of another format would.
  public init(consumed: Int, produced: Int, status: StreamStatus) {
    self.consumed = consumed
    self.produced = produced
    self.status = status
  }
}

/// What a streaming reader needs to go on.
public enum StreamStatus: Hashable, Sendable {
  /// It took all of the input. Give more, or call `finish` at the end of the file.
  case needsInput
  /// It used all room for output, and may hold more: call again with the rest of
  /// the input, even if none is left.
  case outputFull
  /// It cannot go on. Everything before the fault has been given.
  case stopped(CompressionError)
}

extension [UInt8] {
  /// Lends up to `limit` bytes of room at the end and keeps what was written.
  ///
  /// - Parameters:
  ///   - limit: Bytes of room; the array grows only if it lacks the capacity.
  ///   - write: Writes from the room's beginning and tells how many bytes.
  mutating func appendBytes(
    upTo limit: Int, _ write: (UnsafeMutableRawBufferPointer) -> StreamStep
  ) -> StreamStep {
    if capacity - count < limit { reserveCapacity(Swift.max(count + limit, 2 * count)) }
    var step = StreamStep(consumed: 0, produced: 0, status: .outputFull)
    append(addingCapacity: limit) { (room: inout OutputSpan<UInt8>) in
      room.withUnsafeMutableBufferPointer { buffer, written in
        let bytes = UnsafeMutableRawBufferPointer(buffer)
        step = write(UnsafeMutableRawBufferPointer(rebasing: bytes[..<limit]))
        written = step.produced
      }
    }
    return step
  }
}
