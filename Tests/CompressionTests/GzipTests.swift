internal import Compression
internal import Testing

@Suite struct GzipTests {
  let plain = Samples.log(lines: 200)

  @Test func `gzip reads what we write and we read what it writes`() throws {
    #expect(try Samples.run("gzip", "-dc", input: Samples.gzip(plain)) == plain)
    for level in ["-1", "-6", "-9"] {
      let packed = try Samples.run("gzip", level, "-c", input: plain)
      #expect(Reader.gzip.read(packed) == Reading(plain: plain))
    }
  }

  @Test func `the output does not depend on the time or on pieces`() {
    var writer = GzipWriter()
    var packed: [UInt8] = []
    for byte in plain { packed += writer.append([byte]) }
    packed += writer.finish()
    #expect(packed == Samples.gzip(plain))
    #expect(packed[4..<8] == [0, 0, 0, 0])
  }

  @Test func `large pieces come out whole`() {
    let plain = Samples.log(lines: 20_000)
    #expect(Reader.gzip.read(Samples.gzip(plain)) == Reading(plain: plain))
  }

  @Test func `a wrong checksum and a wrong length are told apart`() {
    let packed = Samples.gzip(plain)
    var wrongSum = packed
    wrongSum[packed.count - 8] ^= 1
    #expect(
      Reader.gzip.read(wrongSum)
        == Reading(plain: plain, fault: .wrongChecksum(offset: packed.count - 4)))
    var wrongLength = packed
    wrongLength[packed.count - 1] ^= 1
    #expect(
      Reader.gzip.read(wrongLength)
        == Reading(plain: plain, fault: .wrongLength(offset: packed.count)))
  }

  @Test func `a reader starts over at the member after a damaged one`() {
    let packed = Samples.gzip(plain)
    var damaged = packed
    damaged[packed.count / 2] ^= 0xff
    damaged[packed.count / 2 + 1] ^= 0xff
    var inflater = GzipInflater()
    var output: [UInt8] = []
    let stop = inflater.inflate(damaged[...], into: &output, upTo: 1 << 20)
    guard case .stopped(let fault) = stop.status else {
      Issue.record("damage went unseen")
      return
    }
    let again = inflater.inflate(packed[...], into: &output, upTo: 1 << 20)
    #expect(again == StreamStep(consumed: 0, produced: 0, status: .stopped(fault)))
    inflater.restart(at: packed.count)
    output = []
    let step = inflater.inflate(packed[...], into: &output, upTo: 1 << 20)
    #expect(step.status == .needsInput)
    #expect(output == plain)
    let (offset, isFinished) = (inflater.compressedOffset, inflater.isFinished)
    #expect(offset == 2 * packed.count)
    #expect(isFinished)
  }

  @Test func `an output with capacity is not moved`() {
    let packed = Samples.gzip(plain)
    var inflater = GzipInflater()
    var output: [UInt8] = []
    output.reserveCapacity(1 << 20)
    let capacity = output.capacity
    let address = output.withUnsafeBytes { $0.baseAddress }
    _ = inflater.inflate(packed.span.bytes, into: &output, upTo: 1 << 20)
    #expect(output == plain)
    #expect(output.capacity == capacity)
    #expect(output.withUnsafeBytes { $0.baseAddress } == address)
  }

  @Test func `memory that is there already is filled from its beginning`() {
    let packed = Samples.gzip(plain)
    var inflater = GzipInflater()
    var room = [UInt8](repeating: 0, count: 100)
    var span = room.mutableSpan
    var bytes = span.mutableBytes
    let step = inflater.inflate(packed.span.bytes, into: &bytes)
    #expect(step.produced == 100)
    #expect(step.status == .outputFull)
    #expect(room == Array(plain.prefix(100)))
  }

  @Test func `a header with name, comment, extra field and its own sum is read`() throws {
    let packed = Samples.gzip(plain)
    var header: [UInt8] = [0x1f, 0x8b, 8, 0b1_1100, 0, 0, 0, 0, 0, 3]
    header += [3, 0, 9, 9, 9]
    header += Array("audit.log\0a comment\0".utf8)
    #expect(Reader.gzip.read(header + packed.dropFirst(10), chunk: 1) == Reading(plain: plain))
  }
}
