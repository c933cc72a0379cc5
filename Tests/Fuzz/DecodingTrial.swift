internal import LogBytes
internal import TestSupport

/// One log of events as an API server writes them.
struct DecodingTrial {
  let bytes: [UInt8]

  /// What is wrong with the events, if anything is.
  func failure(_ generator: inout SeededGenerator) -> String? {
    var decoder = SpoorDecoder()
    let whole = decoder.decode(bytes)
    if let imbalance = imbalance(of: whole) { return imbalance }
    // What was seen before, and how the bytes come, changes nothing.
    let block = generator.pick([1, 7, 40, 300, 2_000])
    let again = decoder.decode(bytes, block: block)
    for (event, other) in zip(whole.events, again.events) where event != other {
      return "in blocks of \(block): \(other.difference(from: event) ?? "")"
    }
    if whole.events.count != again.events.count { return "other events in blocks of \(block)" }
    if whole.rejected != again.rejected { return "others are rejected in blocks of \(block)" }
    // Every text of a fact lies in the arena, or this ends here.
    _ = FactTexts(bytes) { _ in true }
    return nil
  }

  private func imbalance(of output: SpoorDecoder.Output) -> String? {
    let batches = output.batches
    let stretches =
      batches.flatMap(\.events).map { $0.offset..<$0.offset + $0.length }
      + batches.flatMap(\.rejected).map { $0.offset..<$0.offset + $0.length }
    var end: Int64 = 0
    var taken: Int64 = 0
    for stretch in stretches.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if stretch.lowerBound < end { return "\(stretch) overlaps what ends at \(end)" }
      end = stretch.upperBound
      taken += Int64(stretch.count)
    }
    let other = batches.reduce(0) { $0 + $1.otherBytes }
    return taken + other == bytes.count ? nil : "\(taken) and \(other) are not \(bytes.count)"
  }
}
