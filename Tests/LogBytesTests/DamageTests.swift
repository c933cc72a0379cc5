internal import LogBytes
internal import Testing

/// What is read of damaged sources: everything around the damage.
@Suite struct DamageTests {
  private let a = FramingTests.a
  private let b = FramingTests.b

  @Test func `a line that is no JSON is rejected as it is`() {
    let klog = "I0102 15:04:05.000000       1 flags.go:64] FLAG: --v=\"2\""
    #expect(
      Story(of: "\(klog)\n\(a)\n\(klog)\r\n\(b)\n\(klog)")
        == Story(
          .rejected(.notJSON, klog, line: 1), .record(a, line: 2),
          .rejected(.notJSON, klog + "\r", line: 3), .record(b, line: 4),
          .tail(.notJSON, klog, line: 5)))
  }

  @Test(arguments: [
    #"{"auditID":"a","user":{"gro"#, #"{"auditID":"a\"#, #"{"auditID":"a\u00"#, #"{"auditID":"a""#,
    #"{"auditID":"#, #"{"auditID""#, #"{"#, #"{"auditID":"a","#, #"{"auditID":"a","groups":["x","#,
    #"{"auditID":"a","user":{"#, #"{"auditID":tru"#, #"{"auditID":1"#,
  ])
  func `a line cut anywhere is truncated and the next is read`(cut: String) {
    let whole = Story(.rejected(.truncated, cut, line: 1), .record(b, line: 2), .record(a, line: 3))
    #expect(Story(of: "\(cut)\n\(b)\n\(a)\n") == whole)
    let tail = Story(.record(a, line: 1), .tail(.truncated, cut, line: 2))
    #expect(Story(of: "\(a)\n\(cut)") == tail)
  }

  @Test func `a line cut before CRLF is truncated too`() {
    let cut = #"{"auditID":"a"#
    #expect(
      Story(of: "\(cut)\r\n\(b)\r\n")
        == Story(.rejected(.truncated, cut + "\r", line: 1), .record(b, line: 2)))
  }

  @Test func `a fault inside a line is malformed and placed`() {
    let line = #"{"auditID":"a",}"#
    let framing = Framing(Array("\(a)\n\(line)\n\(b)\n".utf8))
    let rejected = RejectedRecord(
      offset: 16, length: 16, line: 2, reason: .malformed, faultOffset: 31)
    #expect(framing.rejected == [rejected])
    #expect(framing.records.map(\.line) == [1, 3])
  }

  @Test func `two torn lines in one are rejected to the line's end`() {
    let torn = #"{"auditID":"a","user":{"usern"# + b
    #expect(
      Story(of: "\(a)\n\(torn)\n\(b)\n")
        == Story(.record(a, line: 1), .rejected(.malformed, torn, line: 2), .record(b, line: 3)))
    let reversed = #"ser":"x"}"# + b
    #expect(
      Story(of: "\(reversed)\n\(b)\n")
        == Story(.rejected(.notJSON, reversed, line: 1), .record(b, line: 2)))
  }

  @Test func `a run of NUL bytes ends with it, and what follows on its line is read`() {
    #expect(
      Story(of: "\(a)\n\0\0\0\(b)\n\0\0")
        == Story(
          .record(a, line: 1), .rejected(.nulBytes, "\0\0\0", line: 2), .record(b, line: 2),
          .tail(.nulBytes, "\0\0", line: 3)))
  }

  @Test func `a record longer than the limit is rejected and the next is read`() {
    let long = "{\"auditID\":\"" + String(repeating: "x", count: 200) + "\"}"
    for maxRecord in [50, 100, long.utf8.count - 1] {
      #expect(
        Story(of: "\(a)\n\(long)\n\(b)\n\(long)", maxRecord: maxRecord)
          == Story(
            .record(a, line: 1), .rejected(.tooLong, long, line: 2), .record(b, line: 3),
            .tail(.tooLong, long, line: 4)))
    }
    #expect(
      Story(of: "\(long)\n", maxRecord: long.utf8.count) == Story(.record(long, line: 1)))
  }

  @Test func `a pretty-printed record longer than the limit ends where the next begins`() {
    let lines = (0..<30).map { "  \"k\($0)\": {\n    \"x\": 1\n  }" }.joined(separator: ",\n")
    let long = "{\n\(lines)\n}"
    #expect(
      Story(of: "\(long)\n\(b)\n", maxRecord: 100)
        == Story(.rejected(.tooLong, long, line: 1), .record(b, line: 93)))
  }

  @Test func `damage in an element of an indented array ends with the element`() {
    let array = """
      [
        {
          "auditID": "a",
          "user": {
            "name": "x
          }
        },
        {
          "auditID": "b"
        }
      ]

      """
    let bad = "{\n    \"auditID\": \"a\",\n    \"user\": {\n      \"name\": \"x\n    }\n  },"
    let good = "{\n    \"auditID\": \"b\"\n  }"
    #expect(
      Story(of: array + a)
        == Story(
          .rejected(.truncated, bad, line: 2), .record(good, line: 8), .record(a, line: 12)))
  }

  @Test func `damage in a line of an indented list leaves the list whole`() {
    let list = """
      {
        "items": [
          \(a),
          {"auditID":"x"
          I0102 a line of another program
          \(b)
        ],
        "kind": "EventList",
        "metadata": {}
      }
      \(a)
      """
    let cut = "{\"auditID\":\"x\"\n    I0102 a line of another program"
    #expect(
      Story(of: list)
        == Story(
          .record(a, line: 3), .rejected(.malformed, cut, line: 4), .record(b, line: 6),
          .record(a, line: 11)))
    let klog = list.replacing("{\"auditID\":\"x\"\n", with: "\n")
    let line = "I0102 a line of another program"
    #expect(
      Story(of: klog)
        == Story(
          .record(a, line: 3), .rejected(.notAnObject, line, line: 5), .record(b, line: 6),
          .record(a, line: 11)))
  }

  @Test func `damage in a list on one line takes the rest of the line`() {
    let rest = #"{"auditID":"x,{"auditID":"b"}]}"#
    let batch = "{\"items\":[\(a),\(rest)"
    let story = Story(
      .record(a, line: 1), .rejected(.malformed, rest, line: 1), .record(a, line: 2),
      .rejected(.malformed, rest, line: 2), .record(b, line: 3))
    #expect(Story(of: "\(batch)\n\(batch)\n\(b)\n") == story)
  }

  @Test func `a record cut inside a value does not swallow the records it would hold`() {
    let cut = #"{"auditID":"x","list":["#
    let lines = (0..<50).map { _ in a }.joined(separator: ",\n")
    var parts: [Story.Part] = [.rejected(.truncated, cut, line: 1)]
    parts += (0..<50).map { .record(a, line: $0 + 2) }
    var story = Story()
    story.parts = parts
    #expect(Story(of: "\(cut)\n\(lines)") == story)
  }

  @Test func `sixty-five levels of arrays are as good as one`() {
    let deep = String(repeating: "[", count: 65) + a + String(repeating: "]", count: 65)
    #expect(Story(of: "\(deep)\n\(b)\n") == Story(.record(a, line: 1), .record(b, line: 2)))
  }
}
