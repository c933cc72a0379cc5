internal import Compression
internal import Testing

/// What holds for gzip and for zstd alike.
@Suite struct StreamTests {
  @Test(arguments: Reader.allCases, [1, 2, 3, 7, 64, 1 << 18])
  func `a stream reads the same in chunks and rooms of any size`(reader: Reader, size: Int) {
    let plain = Samples.log(lines: 300)
    let packed = reader.pack(plain)
    #expect(reader.read(packed, chunk: size) == Reading(plain: plain))
    #expect(reader.read(packed, room: size) == Reading(plain: plain))
    #expect(reader.read(packed, chunk: size, room: size) == Reading(plain: plain))
  }

  @Test(arguments: Reader.allCases, [1, 5, 1 << 18])
  func `many members read as one stream`(reader: Reader, chunk: Int) {
    let parts = (0..<20).map { Samples.log(lines: $0, seed: UInt64($0)) }
    let packed = parts.flatMap { reader.pack($0) }
    #expect(reader.read(packed, chunk: chunk) == Reading(plain: parts.flatMap { $0 }))
  }

  @Test(arguments: Reader.allCases)
  func `an empty file is cut short and an empty member is whole`(reader: Reader) {
    #expect(reader.read([]) == Reading(fault: .truncated(offset: 0)))
    #expect(reader.read(reader.pack([])) == Reading())
  }

  @Test(arguments: Reader.allCases, ["x", "plain text", "\0\0\0\0\0\0\0\0", "\u{1f}x", "(x"])
  func `what is not compressed is told so, and what trails has its offset`(
    reader: Reader, garbage: String
  ) {
    let garbage = Array(garbage.utf8)
    let plain = Samples.log(lines: 10)
    let packed = reader.pack(plain)
    for chunk in [1, 3, 1 << 18] {
      if reader.format == .zstd && garbage == Array("(x".utf8) {
        // Two bytes, the first of them right: zstd may wait for more.
        continue
      }
      #expect(reader.read(garbage, chunk: chunk).fault == .notCompressed(reader.format))
      let reading = reader.read(packed + packed + garbage, chunk: chunk)
      let fault = CompressionError.trailingGarbage(offset: 2 * packed.count)
      #expect(reading == Reading(plain: plain + plain, fault: fault))
    }
  }

  @Test(arguments: Reader.allCases)
  func `a stream cut at any byte gives what came before and says so`(reader: Reader) {
    let first = Samples.log(lines: 5)
    let second = Samples.log(lines: 30, seed: 2)
    let border = reader.pack(first).count
    let packed = reader.pack(first) + reader.pack(second)
    for cut in 0..<packed.count {
      let reading = reader.read(Array(packed[..<cut]))
      #expect((first + second).starts(with: reading.plain))
      #expect(cut < border || reading.plain.count >= first.count)
      #expect(reading.fault == (cut == border ? nil : .truncated(offset: cut)))
    }
  }

  @Test(arguments: Reader.allCases)
  func `flipped bits never crash, and never pass in silence after a checksum`(reader: Reader) {
    let plain = Samples.log(lines: 40)
    let packed = reader.pack(plain)
    for seed in 0..<2_000 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var damaged = packed
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
        damaged[Int.random(in: 0..<damaged.count, using: &generator)] ^= bit
      }
      let chunk = Int.random(in: 1...damaged.count, using: &generator)
      let reading = reader.read(damaged, chunk: chunk)
      #expect(reading.plain.count <= 1 << 24, "SeededGenerator(seed: \(seed))")
      if reader == .gzip, reading.fault == nil {
        #expect(reading.plain == plain, "SeededGenerator(seed: \(seed))")
      }
    }
  }

  @Test(arguments: Reader.allCases)
  func `random bytes after the mark never crash`(reader: Reader) {
    let head = Array(reader.pack([1, 2, 3]).prefix(4))
    for seed in 0..<2_000 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let noise = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(reader.read(head + noise).fault != nil, "SeededGenerator(seed: \(seed))")
    }
  }

  @Test(arguments: Reader.allCases)
  func `damage in a late block keeps the blocks before it`(reader: Reader) {
    let plain = Samples.log(lines: 20_000)
    var packed = reader.pack(plain)
    let place = packed.count * 3 / 4
    for index in place..<(place + 2000) { packed[index] = 0xff }
    let reading = reader.read(packed)
    #expect(reading.plain.count > plain.count / 2)
    #expect(plain.starts(with: reading.plain.prefix(plain.count / 2)))
    // A damaged deflate stream may make sense to its end: then the checksum tells.
    switch reading.fault {
    case .corrupt(let offset, _), .wrongChecksum(let offset): #expect(offset > packed.count / 2)
    default: Issue.record("told as \(String(describing: reading.fault))")
    }
  }
}
