internal import Compression
internal import Testing

@Suite struct ZstdTests {
  let plain = Samples.log(lines: 3_000)

  @Test func `zstd reads what we write and we read what it writes`() throws {
    #expect(try Samples.run("zstd", "-dc", input: Samples.zstd(plain)) == plain)
    for level in ["-1", "-19", "--no-check"] {
      let packed = try Samples.run("zstd", level, "-c", input: plain)
      for chunk in [1, 1_000, 1 << 18] {
        #expect(Reader.zstd.read(packed, chunk: chunk) == Reading(plain: plain))
      }
    }
  }

  @Test func `a wrong checksum is told as such, after all the bytes`() throws {
    var packed = try Samples.run("zstd", "--check", "-c", input: plain)
    packed[packed.count - 1] ^= 1
    let reading = Reader.zstd.read(packed)
    #expect(reading.plain == plain)
    guard case .wrongChecksum = reading.fault else {
      Issue.record("told as \(String(describing: reading.fault))")
      return
    }
  }

  @Test func `frames to be skipped are skipped`() {
    let skipped: [UInt8] = [0x53, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 1, 2, 3, 4, 5]
    let packed = skipped + Samples.zstd(plain) + skipped
    for chunk in [1, 2, 9, 1 << 18] {
      #expect(Reader.zstd.read(packed, chunk: chunk) == Reading(plain: plain))
    }
  }

  @Test func `a packed block unpacks, again and again`() throws {
    var packer = ZstdPacker()
    var reader = ZstdReader()
    for size in [0, 1, 2, 1_000, plain.count] {
      let block = Array(plain.prefix(size))
      let packed = packer.pack(block)
      #expect(try reader.unpack(packed, expectedSize: size) == block)
    }
    #expect(packer.pack(plain).count < plain.count / 2)
  }

  @Test func `a block of another size than recorded is refused`() throws {
    let packed = Samples.zstd(plain)
    #expect(
      unpackError(packed, plain.count - 1)
        == .unexpectedSize(expected: plain.count - 1, actual: nil))
    #expect(
      unpackError(packed, plain.count + 1)
        == .unexpectedSize(expected: plain.count + 1, actual: plain.count))
    #expect(unpackError(packed, 1 << 40) == .tooLarge(size: 1 << 40, limit: 1 << 30))
    #expect(unpackError(packed, -1) == .tooLarge(size: -1, limit: 1 << 30))
    #expect(unpackError([], 0) == nil)
  }

  @Test func `a damaged block never crashes and the reader goes on`() throws {
    let block = Samples.log(lines: 50)
    let packed = Samples.zstd(block)
    var reader = ZstdReader()
    for seed in 0..<2_000 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var damaged = packed
      let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
      damaged[Int.random(in: 0..<damaged.count, using: &generator)] ^= bit
      _ = try? reader.unpack(damaged, expectedSize: block.count)
      _ = try? reader.unpack(Array(packed.prefix(Int(seed))), expectedSize: block.count)
    }
    #expect(try reader.unpack(packed, expectedSize: block.count) == block)
  }

  private func unpackError(_ packed: [UInt8], _ size: Int) -> CompressionError? {
    var reader = ZstdReader()
    do {
      _ = try reader.unpack(packed, expectedSize: size)
      return nil
    } catch {
      return error
    }
  }
}

@Suite struct FormatTests {
  @Test(
    arguments: [
      ([], .none), ([0x1f], .none), ([0x1f, 0x8b], .gzip), ([0x1f, 0x8b, 8, 0], .gzip),
      ([0x28, 0xb5, 0x2f, 0xfd], .zstd), ([0x28, 0xb5, 0x2f], .none),
      ([0x50, 0x2a, 0x4d, 0x18], .zstd), ([0x5f, 0x2a, 0x4d, 0x18, 0], .zstd),
      ([0x60, 0x2a, 0x4d, 0x18], .none), (Array("{\"kind\"".utf8), .none),
    ] as [([UInt8], CompressionFormat)])
  func `the first bytes tell the format`(head: [UInt8], format: CompressionFormat) {
    #expect(CompressionFormat.recognise(head.span.bytes) == format)
  }

  @Test func `the libraries tell their versions`() {
    let versions = CompressionFormat.libraryVersions
    let others = GzipEngine.fastest == .zlib ? [] : ["isa-l"]
    #expect(versions.map(\.name) == ["zlib", "libzstd", "libarchive"] + others)
    #expect(versions.allSatisfy { ["1", "2", "3"].contains($0.version.first) })
  }
}
