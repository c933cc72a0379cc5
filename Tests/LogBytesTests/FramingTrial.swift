internal import LogBytes
internal import TestSupport

/// One source and how it comes: what must hold for framing of any bytes.
///
/// The tests try it with bytes of their own, `make fuzz` with any.
struct FramingTrial {
  var bytes: [UInt8]
  var maxRecord = 16 << 20
  var seed: UInt64
  /// After how many batches a run is killed and resumed.
  var killCount = 5

  /// What is wrong, if anything is.
  func failure() -> String? {
    let whole = Framing(bytes, blocks: [bytes.count], maxRecord: maxRecord)
    if let imbalance = whole.imbalance(of: bytes) { return imbalance }
    let reference = ReferenceFramer(bytes, maxRecord: maxRecord)
    if let difference = whole.difference(from: reference) { return difference }
    var generator = SeededGenerator(seed: seed)
    let blocks = TokenSoup.blocks(&generator, of: bytes.count)
    let batches = Framing.batches(bytes, blocks: blocks, maxRecord: maxRecord)
    let joined = Framing(joining: batches)
    if joined != whole { return "in blocks \(blocks): \(joined.difference(from: whole))" }
    let kills = (0..<killCount).map { _ in generator.below(batches.count) }
    return kills.lazy.compactMap { failure(resumingAfter: $0, batches, whole) }.first
  }

  private func failure(
    resumingAfter index: Int, _ batches: [Framing.Batch], _ whole: Framing
  ) -> String? {
    let state = batches[index].resume
    let stored = FramingState(
      offset: state.offset, line: state.line, column: state.column,
      containers: state.containersText)
    if stored != state { return "\(state) is stored as \(stored)" }
    guard index < batches.count - 1 else { return nil }
    let rest = Framing.batches(
      bytes, from: stored, blocks: [bytes.count], maxRecord: maxRecord)
    // What a batch before holds of damage still open counts when it ends.
    let joined = Framing(joining: batches[...index] + rest)
    return joined == whole ? nil : "after a kill at \(state): \(joined.difference(from: whole))"
  }

  /// The smallest source like this that still fails.
  func shrunk() -> FramingTrial {
    var best = self
    var size = bytes.count / 2
    while size > 0 {
      var start = 0
      while start < best.bytes.count {
        var smaller = best
        smaller.bytes.removeSubrange(start..<min(best.bytes.count, start + size))
        if smaller.failure() != nil { best = smaller } else { start += size }
      }
      size /= 2
    }
    return best
  }
}
