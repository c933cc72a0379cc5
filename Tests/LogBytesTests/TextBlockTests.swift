internal import LogBytes
internal import TestSupport
internal import Testing

/// Framing finds a record that two blocks share in one piece.
@Suite struct TextBlockTests {
  /// Texts whose borders between blocks fall into all sorts of places.
  private static let texts: [(name: String, bytes: [UInt8])] = [
    ("lines", lines(40_000, width: 100)), ("long lines", lines(40, width: 90_000)),
    ("lines longer than half a block", lines(8, width: 700_000)),
    ("lines longer than a block", lines(4, width: 1_300_000)),
    ("a list on a line", Array("{\"items\":[{\"a\":1}".utf8) + waited(2 << 20).map { max(32, $0) }),
    (
      "no line's end",
      Array(
        String(decoding: lines(30_000, width: 100), as: UTF8.self)
          .filter { $0 != "\n" }.utf8)
    ),
    (
      "pretty-printed",
      Array(
        String(decoding: lines(30_000, width: 100), as: UTF8.self)
          .replacing(",", with: ",\n  ").utf8)
    ),
    ("an array", [0x5B] + lines(30_000, width: 100).map { $0 == 0x0A ? 0x2C : $0 } + [0x5D]),
    (
      "torn lines",
      lines(40_000, width: 100).enumerated().filter { $0.offset % 4_099 > 60 }
        .map(\.element)
    ),
    ("line ends only", Array(repeating: 0x0A, count: 3 << 20)), ("a block", lines(1 << 20)),
    ("a block and more", lines(1 << 20) + lines(2, width: 10)),
    (
      "one record over three blocks",
      waited(3 << 20) + lines(5, width: 10)
    ),
    ("a record that is waited for", lines(5, width: 10) + waited(11 << 20) + lines(5, width: 10)),
    ("one that is too long", lines(5, width: 10) + waited(19 << 20) + lines(5, width: 10)),
  ]

  private static func lines(_ count: Int, width: Int) -> [UInt8] {
    (0..<count).flatMap { number in
      Array("{\"auditID\":\"\(number)\",\"verb\":\"".utf8)
        + Array(repeating: UInt8(ascii: "g"), count: width + number % 7) + Array("\"}\n".utf8)
    }
  }

  /// A record of so many bytes or somewhat more.
  private static func waited(_ bytes: Int) -> [UInt8] {
    Array("{\"auditID\":\"".utf8) + Array(repeating: 0x61, count: bytes) + Array("\"}\n".utf8)
  }

  /// Lines of exactly so many bytes in all.
  private static func lines(_ bytes: Int) -> [UInt8] {
    let start = lines(1000, width: 900)
    return start + Array(repeating: 0x20, count: bytes - start.count - 1) + [0x0A]
  }

  @Test(arguments: texts.indices)
  func `the reader's blocks give the records that the bytes give`(index: Int) throws {
    let (name, bytes) = Self.texts[index]
    let scratch = try Scratch()
    let path = try scratch.write("a.log", bytes)
    let framed = try Framing(file: path)
    #expect(framed == Framing(bytes), "\(name)")
    var reader = try SourceReader(path: path)
    var read: [UInt8] = []
    while let block = try reader.nextTextBlock() { read += block.bytes }
    #expect(read == bytes, "\(name)")
  }
}
