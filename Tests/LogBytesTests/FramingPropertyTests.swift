internal import LogBytes
internal import TestSupport
internal import Testing

/// What holds for any bytes whatever.
@Suite struct FramingPropertyTests {
  /// Runs trials and tells of the first that fails, made small.
  private func run(
    _ seeds: ClosedRange<UInt64>, _ make: (inout SeededGenerator) throws -> FramingTrial
  )
    rethrows
  {
    for seed in seeds {
      var generator = SeededGenerator(seed: seed)
      let trial = try make(&generator)
      guard trial.failure() != nil else { continue }
      let small = trial.shrunk()
      let text = String(decoding: small.bytes, as: UTF8.self).debugDescription
      Issue.record(
        """
        \(small.failure() ?? "")
        FramingTrial(bytes: Array(\(text).utf8), maxRecord: \(small.maxRecord), seed: \(small.seed)), \
        shrunk from \(SeededGenerator(seed: seed))
        """)
      return
    }
  }

  @Test func `a soup of tokens reads the same in any blocks and after any kill`() {
    run(0...1_500) { generator in
      let soup = TokenSoup.make(&generator, tokens: generator.pick([3, 10, 40, 120]))
      let maxRecord = generator.pick([8, 30, 200, 16 << 20])
      return FramingTrial(bytes: soup, maxRecord: maxRecord, seed: generator.next())
    }
  }

  @Test func `random bytes are accounted for`() {
    run(0...600) { generator in
      let alphabet = generator.pick([256, 3, 40])
      let bytes = (0..<generator.below(400)).map { _ in UInt8(generator.below(alphabet)) }
      return FramingTrial(
        bytes: bytes, maxRecord: generator.pick([50, 16 << 20]), seed: generator.next())
    }
  }

  @Test(.enabled(if: Corpora.arePresent, "\(Corpora.reason)"))
  func `real logs, changed a little and joined, are accounted for`() throws {
    let files = Corpora.files("public", endingIn: [".json", ".jsonl", ".log", ".yaml", ".csv"])
    let samples = try files.map { Array(try Corpora.read($0).prefix(4_000)) }
    #expect(samples.count > 50)
    run(0...150) { generator in
      var bytes = TokenSoup.mutate(generator.pick(samples), &generator)
      if generator.oneIn(3) { bytes += TokenSoup.mutate(generator.pick(samples), &generator) }
      // What was scanned once is remembered: the same again, and nearly the same.
      if generator.oneIn(2) { bytes += bytes + TokenSoup.mutate(bytes, &generator) }
      return FramingTrial(
        bytes: bytes, maxRecord: generator.pick([900, 16 << 20]), seed: generator.next())
    }
  }

  @Test(.enabled(if: Corpora.haveRecordings, "\(Corpora.reasonForNoRecordings)"))
  func `a whole log reads the same in blocks of any size`() throws {
    let bytes = try Corpora.read("recorded/shop-benign/audit-2026-11-23T20-19-18.247.log.gz")
    let whole = Framing(bytes, block: bytes.count)
    #expect(whole.imbalance(of: bytes) == nil)
    #expect(whole.rejected.isEmpty)
    #expect(whole.records.count == bytes.count { $0 == 0x0A })
    for block in [1_000, 65_536, 1 << 20] { #expect(Framing(bytes, block: block) == whole) }
    let start = Array(bytes.prefix(20_000))
    #expect(Framing(start, block: 1) == Framing(start))
  }

  private static let indented: String = "{\n  \"a\": [\n    {\n      \"b\": 1\n    }\n  ]\n}"

  @Test func `a framer that begins another source reads it as a new one does`() {
    var framer = RecordFramer()
    for seed in UInt64(0)...300 {
      var generator = SeededGenerator(seed: seed)
      let soup = TokenSoup.make(&generator, tokens: 60)
      let resume = Framing.batches(soup, blocks: [soup.count / 2, soup.count])[0].resume
      let state = generator.oneIn(2) ? FramingState() : resume
      framer.begin(resuming: state)
      let batch = framer.frame(Array(soup[Int(state.offset)...]), isLast: generator.oneIn(2))
      let fresh = Framing.batches(soup, from: state, blocks: [soup.count])[0]
      guard batch.resume.offset == soup.count else { continue }
      #expect(batch.records.count == fresh.framing.records.count, "\(generator)")
      #expect(batch.rejected == fresh.framing.rejected, "\(generator)")
    }
  }

  /// A file that is read, grows, and is read on from where its tail began.
  @Test func `a file of lines that grew reads like one that was whole`() {
    for seed in UInt64(0)...500 {
      var generator = SeededGenerator(seed: seed)
      let lines = (0..<8).map { _ in
        generator.pick([FramingTests.a, FramingTests.b, "I0102 klog", Self.indented, "\0\0"])
      }
      let bytes = Array(lines.joined(separator: generator.pick(["\n", "\r\n", "\n\n"])).utf8)
      let cut = generator.below(bytes.count + 1)
      let before = Framing.batches(Array(bytes[..<cut]), blocks: [cut])
      var (first, state) = (before[0].framing, before[0].resume)
      #expect(state.offset == cut)
      let taken = first.rejected.filter(\.isTail)
      first.rejected.removeAll(where: \.isTail)
      if let tail = taken.first {
        (state.offset, state.line, state.column) = (tail.offset, tail.line, 0)
      }
      let after = Framing.batches(bytes, from: state, blocks: [bytes.count])
      let grown = Framing(joining: [Framing.Batch(framing: first, resume: state)] + after)
      #expect(taken.count <= 1)
      guard grown != Framing(bytes) else { continue }
      Issue.record("\(generator), cut at \(cut): \(grown.difference(from: Framing(bytes)))")
      return
    }
  }
}
