internal import Compression
internal import Digests
internal import Foundation
internal import LogBytes
internal import TestSupport
internal import Testing

/// Reading files, and finding them.
@Suite final class SourceTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "spoor-\(UUID())")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func write(_ bytes: [UInt8], as name: String) throws -> String {
    let place = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
    return place.path
  }

  /// Everything that reading a file came to.
  private struct Reading: Equatable {
    var blocks: [Int] = []
    var bytes: [UInt8] = []
    var compression = CompressionFormat.none
    var fileBytes: Int64 = 0
    var digest: [UInt8] = []
    var isDamaged = false

    init() {}

    init(_ path: String) throws {
      var reader = try SourceReader(path: path)
      while let block = try reader.nextBlock() {
        blocks.append(block.count)
        bytes += block
      }
      compression = reader.compression
      fileBytes = reader.fileBytes
      isDamaged = reader.damage != nil
      digest = reader.fileDigest()
    }
  }

  private static let log: [UInt8] = (0..<30_000).flatMap { index in
    Array("{\"auditID\":\"\(index)\",\"stage\":\"ResponseComplete\",\"verb\":\"get\"}\n".utf8)
  }

  private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var writer = GzipWriter()
    return writer.append(bytes) + writer.finish()
  }

  @Test func `a file gives its bytes in blocks, however it is packed`() throws {
    var packer = ZstdPacker()
    let forms: [(CompressionFormat, [UInt8])] = [
      (.none, Self.log), (.gzip, Self.gzip(Self.log)), (.zstd, packer.pack(Self.log)),
      (
        .gzip,
        Self.gzip(Array(Self.log.prefix(70_000))) + Self.gzip(Array(Self.log.dropFirst(70_000)))
      ),
    ]
    for (compression, packed) in forms {
      var expected = Reading()
      expected.bytes = Self.log
      expected.blocks = [SourceReader.blockSize, Self.log.count - SourceReader.blockSize]
      expected.compression = compression
      expected.fileBytes = Int64(packed.count)
      expected.digest = SHA256.digest(of: packed).bytes
      // Names say nothing.
      #expect(try Reading(write(packed, as: "x.gz")) == expected)
    }
  }

  @Test(arguments: [0, 1, 2, 7, 8, 9, 300])
  func `a short file is read whole`(count: Int) throws {
    let bytes = Array(Self.log.prefix(count))
    let reading = try Reading(write(bytes, as: "short"))
    #expect(reading.bytes == bytes)
    #expect(reading.blocks == (count == 0 ? [] : [count]))
    #expect(reading.digest == SHA256.digest(of: bytes).bytes)
  }

  @Test func `a file that is cut short gives what came before, and its own digest`() throws {
    let packed = Self.gzip(Self.log)
    for kept in [packed.count - 1, packed.count / 2, 20, 5] {
      let cut = Array(packed.prefix(kept))
      let reading = try Reading(write(cut, as: "cut"))
      #expect(reading.isDamaged)
      #expect(Self.log.starts(with: reading.bytes))
      #expect(reading.fileBytes == kept)
      #expect(reading.digest == SHA256.digest(of: cut).bytes)
    }
  }

  @Test func `what cannot be read is told`() throws {
    let missing = folder.appending(path: "missing").path
    #expect(throws: SourceError.notFound(path: missing)) { try Reading(missing) }
    #expect(throws: SourceError.cannotRead(path: folder.path, offset: 0, errno: EISDIR)) {
      try Reading(folder.path)
    }
  }

  @Test func `a folder stands for its files, in the order of their names' bytes`() throws {
    for name in ["b.log", "a/2.log", "a/10.log", "Z.log", "a.log", "é.log"] {
      _ = try write([0x0A], as: "logs/\(name)")
    }
    let logs = folder.appending(path: "logs").path
    try FileManager.default.createSymbolicLink(
      atPath: logs + "/loop", withDestinationPath: logs)
    try FileManager.default.createSymbolicLink(
      atPath: logs + "/nowhere", withDestinationPath: logs + "/gone")
    let found = EvidenceFiles([logs])
    let names = ["Z.log", "a/10.log", "a/2.log", "a.log", "b.log", "é.log"]
    #expect(found.files.map(\.path) == names.map { "\(logs)/\($0)" })
    #expect(found.files.allSatisfy { $0.bytes == 1 && $0.isRegular && $0.modified != nil })
    #expect(found.failures == [.cannotOpen(path: logs + "/nowhere", errno: ENOENT)])
  }

  @Test func `a file named twice is taken once, patterns are expanded, the case is left out`()
    throws
  {
    let one = try write([1], as: "1.log")
    let two = try write([2], as: "2.log")
    let own = try write([3], as: "3.log")
    let found = EvidenceFiles(
      [two, "-", folder.path + "/*.log", folder.path, "-", folder.path + "/*.nothing"],
      excluding: [own])
    #expect(found.files.map(\.path) == [two, "-", one])
    #expect(found.failures == [.notFound(path: folder.path + "/*.nothing")])
  }

  @Test func `a file whose name is a pattern is that file`() throws {
    let odd = try write([1], as: "audit[1].log")
    _ = try write([2], as: "audit1.log")
    #expect(EvidenceFiles([odd]).files.map(\.path) == [odd])
  }
}
