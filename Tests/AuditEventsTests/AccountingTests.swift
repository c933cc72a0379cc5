internal import AuditEvents
internal import Foundation
internal import LogBytes
internal import TestSupport
internal import Testing

/// What holds for events of any bytes whatever.
@Suite struct AccountingTests {
  /// What is wrong with the books of a source, if anything is.
  private func imbalance(_ bytes: [UInt8], _ decoder: inout SpoorDecoder) -> String? {
    let batches = decoder.decode(bytes, block: 2_000).batches
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
    if taken + other != bytes.count { return "\(taken) and \(other) are not \(bytes.count)" }
    for batch in batches where !isInside(batch) { return "a slice lies outside of the arena" }
    for batch in batches {
      let offsets = batch.rejected.map(\.offset)
      if offsets != offsets.sorted() { return "rejected out of order" }
    }
    return nil
  }

  private func isInside(_ batch: EventBatch) -> Bool {
    var slices: [Slice] = []
    for event in batch.events {
      slices += [event.auditText, event.receivedText, event.stageTimeText, event.stageText]
    }
    for tuple in batch.actors { slices += [tuple.user, tuple.groups, tuple.extra] }
    for tuple in batch.objects {
      slices += [tuple.namespace, tuple.name, tuple.requestURI, tuple.uriRest]
    }
    for tuple in batch.results { slices += [tuple.reason, tuple.message, tuple.annotations] }
    for tuple in batch.clients { slices += [tuple.address, tuple.addresses, tuple.userAgent] }
    for fact in batch.facts.containers { slices += [fact.name, fact.image, fact.securityContext] }
    for fact in batch.facts.pods { slices += [fact.hostPaths, fact.securityContext] }
    for fact in batch.facts.patches { slices.append(fact.text) }
    let facts = batch.facts.pods.map(\.event) + batch.facts.patches.map(\.event)
    let arena = 0...batch.arena.count
    return facts.allSatisfy(batch.events.indices.contains)
      && slices.allSatisfy { slice in
        slice == .none || arena.contains(Int(slice.start) + Int(slice.count)) && slice.count >= 0
      }
  }

  @Test(.enabled(if: Corpora.arePresent, "\(Corpora.reason)"))
  func `real logs, changed a little, are accounted for`() throws {
    let files = Corpora.files("public", endingIn: [".json", ".jsonl", ".log"])
    let samples = try files.map { Array(try Corpora.read($0).prefix(12_000)) }
    var decoder = SpoorDecoder()
    for seed in UInt64(0)...600 {
      var generator = SeededGenerator(seed: seed)
      var bytes = generator.pick(samples)
      for _ in 0..<generator.below(20) {
        bytes[generator.below(bytes.count)] = generator.pick(Array("\"{}[],:\\nu0\n\0é ".utf8))
      }
      guard let imbalance = imbalance(bytes, &decoder) else { continue }
      Issue.record("\(generator): \(imbalance)")
      return
    }
  }

  @Test func `strange events are accounted for`() {
    var decoder = SpoorDecoder()
    for seed in UInt64(0)...300 {
      var random = RandomEvent(SeededGenerator(seed: seed))
      let bytes = Array((0..<8).map { _ in random.make() }.joined(separator: "\n").utf8)
      guard let imbalance = imbalance(bytes, &decoder) else { continue }
      Issue.record("\(SeededGenerator(seed: seed)): \(imbalance)")
      return
    }
  }

  @Test func `a body of any depth is read`() {
    let depth = 200_000
    let opened = String(repeating: "{\"spec\":", count: depth)
    let body = opened + "1" + String(repeating: "}", count: depth)
    let object = #"{"resource":"pods","name":"x"}"#
    var decoder = SpoorDecoder()
    for verb in ["create", "patch"] {
      let output = decoder.decode(
        "\(EventText(verb: verb, object: object, request: body, response: body))")
      #expect(output.events.map(\.bodyLength) == [Int64(2 * body.utf8.count)])
    }
  }

  @Test func `times are read alike whatever was read before`() {
    var generator = SeededGenerator(seed: 11)
    var decoder = SpoorDecoder()
    for _ in 0..<3_000 {
      let day = generator.pick(["2026-11-23", "2026-11-24", "2024-02-29", "2026-02-29"])
      let clock = generator.pick([
        "T19:00:28.529123Z", "T23:59:59.999999Z", "T00:00:00.000000Z", "T19:00:60.000000Z",
        "T24:00:00.000000Z", "T19:60:00.000000Z", "T1a:00:00.000000Z", "T19:00:28.52912xZ",
        " 19:00:28.529123Z", "T19:00:28,529123Z", "T19:00:28.529123z", "T19:00:28.529+01:00",
      ])
      let text = EventText().with(["requestReceivedTimestamp": "\"\(day)\(clock)\""])
      let alone = Timestamp(day + clock)
      let expected = alone.map { "\($0.microseconds) (\($0.digits))" } ?? "text \(day)\(clock)"
      guard decoder.decode("\(text)").events.first?.received != expected else { continue }
      Issue.record("\(day)\(clock) is not \(expected)")
      return
    }
  }
}
