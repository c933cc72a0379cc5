internal import TestSupport

@testable internal import LogBytes

/// One source with a long line in it, in blocks that repeat what stands before
/// them, as the reader gives them.
struct LongLineTrial {
  let bytes: [UInt8]

  /// What framing came to.
  private struct Story: Equatable {
    var records: [String] = []
    var rejected: [RejectedRecord] = []
    var taken: Int64 = 0
  }

  /// What depends on how the bytes come, if anything does.
  func failure(_ generator: inout SeededGenerator) -> String? {
    let place = generator.below(bytes.count + 1)
    let filler = generator.pick([0x20, 0x61, 0x09])
    let run = [UInt8](repeating: filler, count: 50_000 + generator.below(40_000))
    let text = bytes[..<place] + run + bytes[place...]
    let size = generator.pick([20_000, 70_000, 1 << 17])
    var ends: [Int] = []
    while (ends.last ?? 0) < text.count {
      ends.append(min(text.count, (ends.last ?? 0) + 1 + generator.below(size)))
    }
    let whole = story(Array(text), [text.count])
    if whole.taken != text.count { return "\(whole.taken) bytes of \(text.count)" }
    let parts = story(Array(text), ends)
    if parts == whole { return nil }
    return "\(run.count) of \(filler) at \(place), in blocks \(ends): \(parts) for \(whole)"
  }

  private func story(_ text: [UInt8], _ ends: [Int]) -> Story {
    var framer = RecordFramer()
    var story = Story()
    var before: ArraySlice<UInt8> = []
    var start = 0
    for end in ends {
      let block = TextBlock(
        padded: TextBuffer.padded(before, text[start..<end]), head: before.count,
        count: end - start)
      before = block.tail
      start = end
      let batch = framer.frame(block, isLast: end == text.count)
      story.records += batch.records.map {
        "\(batch.textOffset + Int64($0.start)) \($0.count) \($0.line) \($0.memberCount)"
      }
      story.rejected += batch.rejected
      story.taken += batch.otherBytes
      story.taken += batch.records.reduce(0) { $0 + Int64($1.count) }
      story.taken += batch.rejected.reduce(0) { $0 + $1.length }
    }
    return story
  }
}
