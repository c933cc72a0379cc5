internal import AuditEvents
internal import CaseStore
internal import Compression
internal import Digests
internal import Dispatch
internal import LogBytes
internal import Synchronization

/// What a source turned out to be at its end.
struct EndFacts: Sendable {
  let fileBytes: Int64
  let jsonBytes: Int64
  let digest: [UInt8]
  let damage: String?
}

/// From the reader to the decoder.
enum BlockMessage: Sendable {
  case begin(index: Int, SourceFacts, KnownSource?)
  /// A block's bytes from where framing is to begin.
  case block(TextBlock, isLast: Bool)
  case end(index: Int, EndFacts)
  case failed(SourceError)
}

/// From the reader to the packer: nil for a block that the case has.
struct PackMessage: Sendable {
  let ordinal: Int64
  let bytes: TextBlock?
}

/// From the decoder to the writer.
enum BatchMessage: Sendable {
  case begin(index: Int, SourceFacts, KnownSource?)
  case batch(EventBatch)
  case end(index: Int, EndFacts)
  case failed(SourceError)
}

/// The three lanes before the writer.
final class Lanes: Sendable {
  let batches: Channel<BatchMessage>
  let packed: Channel<PackedBlock?>
  /// Bytes read from disk so far.
  let bytesRead = Atomic<Int64>(0)
  private let blocks: Channel<BlockMessage>
  private let toPack: Channel<PackMessage>

  /// Starts the lanes.
  init(
    plan: [IngestPlan.Read], options: IngestOptions, first: EventDecoder.FirstNumbers, depth: Int
  ) {
    batches = Channel(capacity: depth)
    packed = Channel(capacity: depth)
    blocks = Channel(capacity: depth)
    toPack = Channel(capacity: depth)
    start("reader") { lanes in
      var lane = ReaderLane(plan, options, lanes)
      lane.run()
      lanes.blocks.close()
      lanes.toPack.close()
    }
    start("decoder") { lanes in
      lanes.decode(EvidenceDecoder(first: first, formats: options.formats))
      lanes.batches.close()
    }
    start("packer") { lanes in
      lanes.pack()
      lanes.packed.close()
    }
  }

  private func start(_ name: String, _ body: @escaping @Sendable (Lanes) -> Void) {
    DispatchQueue(label: "spoor.\(name)").async { body(self) }
  }

  /// Lets all lanes go, whatever they wait for.
  func abandon() {
    batches.abandon()
    packed.abandon()
    blocks.abandon()
    toPack.abandon()
  }

  /// Sends a block to both lanes that need it.
  ///
  /// Returns false when the run ends.
  func send(
    _ block: TextBlock, ordinal: Int64, from start: Int, isStored: Bool, isLast: Bool
  ) -> Bool {
    let message = PackMessage(ordinal: ordinal, bytes: isStored ? nil : block)
    guard toPack.send(message) else { return false }
    return blocks.send(.block(block.suffix(from: start), isLast: isLast))
  }

  /// Sends a message about a source.
  func send(_ message: BlockMessage) -> Bool { blocks.send(message) }

  private func decode(_ decoder: EvidenceDecoder) {
    var decoder = decoder
    while let message = blocks.receive() {
      let result: BatchMessage
      switch message {
      case .begin(let index, let facts, let known):
        decoder.begin(resuming: known?.resume ?? FramingState(), maxRecord: facts.maxRecord)
        result = .begin(index: index, facts, known)
      case .block(let bytes, let isLast):
        result = .batch(decoder.decode(bytes, isLast: isLast))
      case .end(let index, let facts): result = .end(index: index, facts)
      case .failed(let error): result = .failed(error)
      }
      guard batches.send(result) else { return }
    }
  }

  private func pack() {
    var packer = ZstdPacker()
    while let message = toPack.receive() {
      var block: PackedBlock?
      if let bytes = message.bytes {
        let packed = packer.pack(bytes.bytes.span.bytes)
        block = PackedBlock(
          ordinal: message.ordinal, length: Int64(bytes.count), packed: packed,
          digest: SHA256.digest(of: packed).bytes)
      }
      guard self.packed.send(block) else { return }
    }
  }
}
