internal import Compression
internal import Foundation
internal import Testing

/// A generator whose seed is printed with a failure.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

enum Samples {
  /// Lines like those of an audit log, which pack well.
  static func log(lines: Int, seed: UInt64 = 1) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    let verbs = ["get", "list", "watch", "create", "delete"]
    var text = ""
    for line in 0..<lines {
      text += #"{"kind":"Event","auditID":"\#(generator.next())","#
      text += #""verb":"\#(verbs[line % verbs.count])","line":\#(line)}"# + "\n"
    }
    return Array(text.utf8)
  }

  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var writer = GzipWriter()
    return writer.append(bytes) + writer.finish()
  }

  static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var packer = ZstdPacker()
    return packer.pack(bytes)
  }

  /// What a program makes of its standard input.
  static func run(_ command: String..., input: [UInt8]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appending(path: "spoor-\(UUID())")
    try Data(input).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(output)
  }
}

/// Everything that reading a stream to its end came to.
struct Reading: Equatable {
  var plain: [UInt8] = []
  var fault: CompressionError?
}

/// A streaming reader of either format, for tests that hold for both.
enum Reader: CaseIterable {
  case gzip
  case zstd

  func pack(_ bytes: [UInt8]) -> [UInt8] {
    self == .gzip ? Samples.gzip(bytes) : Samples.zstd(bytes)
  }

  var format: CompressionFormat { self == .gzip ? .gzip : .zstd }

  /// Reads a stream in chunks of one size, with room of another.
  func read(
    _ packed: [UInt8], chunk: Int = 1 << 18, room: Int = 1 << 16, engine: GzipEngine = .fastest
  ) -> Reading {
    switch self {
    case .gzip:
      var reader = GzipInflater(engine: engine)
      var reading = feed(packed, chunk) { reader.inflate($0, into: &$1, upTo: room) }
      do { try reader.finish() } catch { reading.fault = error }
      return reading
    case .zstd:
      var reader = ZstdUnpacker()
      var reading = feed(packed, chunk) { reader.unpack($0, into: &$1, upTo: room) }
      do { try reader.finish() } catch { reading.fault = error }
      return reading
    }
  }

  private func feed(
    _ packed: [UInt8], _ chunk: Int,
    _ step: (ArraySlice<UInt8>, inout [UInt8]) -> StreamStep
  ) -> Reading {
    var reading = Reading()
    var offset = 0
    while offset < packed.count {
      var input = packed[offset..<min(offset + chunk, packed.count)]
      offset = input.endIndex
      var status = StreamStatus.outputFull
      while status == .outputFull {
        let before = reading.plain.count
        let done = step(input, &reading.plain)
        #expect(reading.plain.count - before == done.produced)
        input = input.dropFirst(done.consumed)
        status = done.status
      }
      if case .stopped = status { return reading }
      #expect(input.isEmpty)
    }
    return reading
  }
}
