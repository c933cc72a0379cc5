internal import LogBytes
internal import TestSupport
internal import Testing

/// Text that is made to be slow to read, or to take much memory.
@Suite struct HostileTests {
  static let patterns: [String] = [
    "{\"a\":[\n", "{\"a\":{\"b\":[\n", "{\"a\":\n", "{},{\"a\":[\n", "{\"items\":[{\"a\":[\n",
    "{\"items\":[],\"a\":[\n", "{\"a\":[],\"items\":[\n", "{\"auditID\":\"\",\"items\":[\n", "[\n",
    "{\"a\":[[[[[[\n", "{\"a\":[\n  {\"b\":[\n", "{\"a\":[{},{},\n", "\"", "{\"a\":\"\n", "{", "\n",
    "{\"a\":1,\n", "{\"\":{\"\":[{\"\":\n", "{\"a\":1}\n", "\0", " ", "{\"a\":[\r\n", "{\"\\u",
    "\\",
    "{\"items\":[\n", "{\"items\":[]\n,\"a\":1,\n", "x{\n", "\n {\"a\":[1,\n  {\"b\":\n",
  ]

  /// The seconds that framing takes, in blocks as a reader gives them.
  private func seconds(_ bytes: [UInt8], maxRecord: Int) -> Double {
    let clock = ContinuousClock()
    let duration = clock.measure {
      let framing = Framing(bytes, block: 1 << 18, maxRecord: maxRecord)
      #expect(framing.imbalance(of: bytes) == nil)
    }
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  private func check(_ pattern: String, size: Int) {
    let bytes = Array(String(repeating: pattern, count: size / pattern.utf8.count).utf8)
    #expect(seconds(bytes, maxRecord: 16 << 20) < 10)
    #expect(seconds(bytes + [0x7D], maxRecord: size >> 4) < 10)
  }

  @Test func `two mebibytes of lines that open and never close take seconds, not hours`() {
    check("{\"a\":[\n", size: 2 << 20)
  }

  @Test(arguments: patterns)
  func `a hostile line many times over is read in time that grows with its size`(pattern: String) {
    check(pattern, size: 1 << 19)
  }

  @Test func `lines that break at the same place are one rejected stretch`() {
    let bytes = Array(String(repeating: "{\"a\":[\n", count: 100_000).utf8)
    var framing = Framing()
    framing.rejected = [
      RejectedRecord(
        offset: 0, length: 700_000, line: 1, reason: .truncated, faultOffset: 700_000, isTail: true)
    ]
    #expect(Framing(bytes) == framing)
  }
}
