internal import Compression
internal import Testing

/// Both libraries that inflate tell the same of the same bytes.
///
/// Where there is one only, it is compared with itself.
@Suite struct GzipEngineTests {
  private static let samples: [Sample] = {
    var generator = SeededGenerator(seed: 7)
    return (0..<40).map { _ in Sample(using: &generator) }
  }()

  @Test func `whole files of any make read the same`() {
    for seed in 0..<200 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let members = Self.samples.shuffled(using: &generator).prefix(Int(seed % 4) + 1)
      let packed = members.flatMap(\.packed)
      let padding = [UInt8](repeating: 0, count: Int.random(in: 0...9, using: &generator))
      let reading = readings(packed + padding, using: &generator)
      let fault = CompressionError.trailingGarbage(offset: packed.count)
      let whole = Reading(
        plain: members.flatMap(\.plain), fault: padding.isEmpty ? nil : fault)
      #expect(reading.zlib == whole, "SeededGenerator(seed: \(seed))")
      #expect(reading.fastest == whole, "SeededGenerator(seed: \(seed))")
    }
  }

  @Test func `a file cut at any byte reads the same to its last byte`() {
    var generator = SeededGenerator(seed: 1)
    for level in [1, 6, 9] as [Int32] {
      var writer = GzipWriter(level: level)
      let packed = writer.append(Samples.log(lines: 12)) + writer.finish()
      for cut in 0...(2 * packed.count) {
        let reading = readings(Array((packed + packed).prefix(cut)), using: &generator)
        #expect(reading.zlib == reading.fastest, "level \(level), cut at \(cut)")
      }
    }
  }

  @Test func `a file cut anywhere in large blocks reads the same to its last byte`() {
    for seed in 0..<200 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let packed = Self.samples.randomElement(using: &generator)?.packed ?? []
      let cut = packed.prefix(Int.random(in: 0...packed.count, using: &generator))
      let reading = readings(Array(cut), using: &generator)
      #expect(reading.zlib == reading.fastest, "SeededGenerator(seed: \(seed))")
    }
  }

  @Test func `flipped bits are told by both, and bytes before the fault are the same`() {
    var same = 0
    for seed in 0..<1_000 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var packed = Self.samples.shuffled(using: &generator).prefix(2).flatMap(\.packed)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
        packed[Int.random(in: 0..<packed.count, using: &generator)] ^= bit
      }
      let reading = readings(packed, using: &generator)
      same += reading.zlib == reading.fastest ? 1 : 0
      expectAlike(reading, "SeededGenerator(seed: \(seed))")
    }
    // The rest are faults of block headers, which ISA-L tells in other words.
    #expect(same > 800)
  }

  @Test func `a fault deep in a file is told at the same byte`() {
    let plain = Samples.log(lines: 20_000)
    let packed = Samples.gzip(plain)
    for seed in 0..<40 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var damaged = packed
      let place = Int.random(in: 20..<(packed.count - 100), using: &generator)
      for index in place..<(place + 64) { damaged[index] = .random(in: 0...255, using: &generator) }
      expectAlike(readings(damaged, using: &generator), "SeededGenerator(seed: \(seed))")
    }
  }

  private func readings(
    _ packed: [UInt8], using generator: inout SeededGenerator
  ) -> (zlib: Reading, fastest: Reading) {
    // The smallest pieces of a large file take too long.
    let sizes = [1, 3, 9, 700, 5_000, 1 << 18]
    let chunk = sizes.dropFirst(packed.count > 1_000 ? 2 : 0).randomElement(using: &generator)
    let room = sizes.dropFirst(packed.count > 300 ? 3 : 0).randomElement(using: &generator)
    return (
      Reader.gzip.read(packed, chunk: chunk ?? 1, room: room ?? 1, engine: .zlib),
      Reader.gzip.read(packed, chunk: chunk ?? 1, room: room ?? 1, engine: .fastest)
    )
  }

  /// Expects equal readings, but for what ISA-L does not see in a block's header.
  private func expectAlike(_ reading: (zlib: Reading, fastest: Reading), _ comment: Comment) {
    guard case .corrupt(let offset, let reason) = reading.zlib.fault else {
      #expect(reading.zlib == reading.fastest, comment)
      return
    }
    switch (reason, reading.fastest.fault) {
    case ("invalid distance too far back", let fault):
      #expect(fault == reading.zlib.fault, comment)
    case ("invalid distance code", .corrupt(let place, _)),
      ("invalid literal/length code", .corrupt(let place, _)):
      #expect(place == offset, comment)
    case ("invalid distances set", let fault), ("invalid literal/lengths set", let fault),
      ("invalid code lengths set", let fault):
      // Incomplete codes, which ISA-L takes until one without meaning comes.
      #expect(fault != nil, comment)
      #expect(reading.fastest.plain.starts(with: reading.zlib.plain), comment)
      return
    case (_, .corrupt): break
    case (_, let fault): Issue.record("told as \(String(describing: fault)) (\(comment))")
    }
    #expect(reading.fastest.plain == reading.zlib.plain, comment)
  }
}

/// A member of random content, level and size.
private struct Sample {
  let plain: [UInt8]
  let packed: [UInt8]

  init(using generator: inout SeededGenerator) {
    let lines = [1, 12, 60, 400].randomElement(using: &generator) ?? 1
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: plain = (0..<(20 * lines)).map { _ in .random(in: 0...255, using: &generator) }
    case 1: plain = [UInt8](repeating: 7, count: 300 * lines)
    case 2: plain = (0..<(20 * lines)).map { _ in .random(in: 60...66, using: &generator) }
    default: plain = Samples.log(lines: lines, seed: generator.next())
    }
    var writer = GzipWriter(level: .random(in: 1...9, using: &generator))
    packed = writer.append(plain) + writer.finish()
  }
}
