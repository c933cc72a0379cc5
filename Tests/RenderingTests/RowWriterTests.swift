import Inquiry
import Testing

@testable import Rendering

@Suite struct RowWriterTests {
  private struct PipeClosed: Error, Equatable {}

  @Test func `bytes leave in blocks of about 64 KiB`() {
    var sizes: [Int] = []
    var writer = RowWriter(.csv, columns: columns("a")) { (block: [UInt8]) in
      sizes.append(block.count)
    }
    writer.begin()
    for _ in 0..<20_000 { writer.write([.text("0123456789")]) }
    writer.end()
    #expect(sizes.reduce(0, +) == 20_000 * 11 + 2)
    #expect(sizes.dropLast().allSatisfy { (65_536..<65_600).contains($0) })
    #expect(writer.rowCount == 20_000)
  }

  @Test func `the sink's error comes through`() throws {
    var writer = RowWriter(.csv, columns: columns("a")) { (_: [UInt8]) throws(PipeClosed) in
      throw PipeClosed()
    }
    try writer.begin()
    #expect(throws: PipeClosed()) { try writer.end() }
  }

  @Test func `secrets in command lines and addresses are hidden when asked`() {
    let row: [Value] = [
      .text("curl -H 'Authorization: Bearer abc.def'"), .text("/api?token=abc&watch=true"),
      .text("token=abc"), .list(["login", "--token", "abc", "-v"]),
    ]
    let names = columns("detail", "request_uri", "name", "command")
    #expect(
      rendered(.tsv, names, [row], options: RenderingOptions(redaction: .standard)) == """
        detail\trequest_uri\tname\tcommand
        curl -H 'Authorization: Bearer (redacted)'\t/api?token=(redacted)&watch=true\ttoken=abc\tlogin,--token,(redacted),-v

        """)
    #expect(rendered(.tsv, names, [row]).contains("Bearer abc.def"))
  }
}
