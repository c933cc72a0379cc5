internal import AuditEvents
internal import LogBytes

/// From the blocks of one source after another to events: framing, decoding,
/// and unwrapping of what is no event by itself.
///
/// Ingest and verification both read evidence through it, so that they agree.
struct EvidenceDecoder {
  private var framer: RecordFramer
  private var decoder: EventDecoder
  private var unwrapper: Unwrapper

  private let kinds: [String]
  /// What is to be noted of every source with events.
  private let note: DialectNote?

  init(first: EventDecoder.FirstNumbers, formats: Formats) {
    note = formats.note
    framer = RecordFramer(lists: formats.wrappers.lists)
    decoder = EventDecoder(first: first, dialects: formats.dialects)
    unwrapper = Unwrapper(formats.wrappers)
    kinds = formats.wrappers.kinds.map(\.name)
  }

  /// Begins another source.
  mutating func begin(resuming state: FramingState, maxRecord: Int) {
    framer.begin(resuming: state, maxRecord: maxRecord)
    unwrapper.begin(resuming: state, maxRecord: maxRecord)
    decoder.begin()
  }

  /// Reads the next block of the source.
  mutating func decode(_ block: TextBlock, isLast: Bool) -> EventBatch {
    decode(framer.frame(block, isLast: isLast), isLast: isLast)
  }

  /// Reads the next bytes of the source.
  mutating func decode(_ bytes: [UInt8], isLast: Bool) -> EventBatch {
    decode(framer.frame(bytes, isLast: isLast), isLast: isLast)
  }

  private mutating func decode(_ records: RecordBatch, isLast: Bool) -> EventBatch {
    var batch = events(of: records, isLast: isLast)
    batch.resume = unwrapper.mark(batch.resume)
    if batch.events.isEmpty {
      if let note = OtherText.note(of: records) { batch.notes.append(note) }
    } else if let note {
      batch.notes.append(note)
    }
    return batch
  }

  private mutating func events(of records: RecordBatch, isLast: Bool) -> EventBatch {
    var batch = decoder.decode(records)
    batch.formats = batch.events.isEmpty ? [] : unwrapper.flatFormats(records)
    if batch.rejected.isEmpty, !unwrapper.isHolding {
      if !isLast { unwrapper.hold(records) }
      return batch
    }
    let found = unwrapper.unwrap(records, batch.rejected, &framer, isLast: isLast)
    batch.rejected = found.rejected
    batch.otherBytes += found.otherBytes
    batch.resume = found.resume ?? batch.resume
    for group in found.groups {
      decoder.decode(group, kinds: kinds, into: &batch)
    }
    for number in batch.formatNumbers {
      let name = found.formats[Int(number)]
      let format = name.isEmpty ? "audit.k8s.io" : name
      if !batch.formats.contains(format) { batch.formats.append(format) }
    }
    batch.rejected.sort { $0.offset < $1.offset }
    return batch
  }
}
