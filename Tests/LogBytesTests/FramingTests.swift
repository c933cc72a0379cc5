internal import LogBytes
internal import Testing

/// The framings that are met, each whole.
@Suite struct FramingTests {
  static let a: String = #"{"auditID":"a"}"#
  static let b: String = #"{"auditID":"b","user":{"groups":["x","y"]}}"#
  private let a = FramingTests.a
  private let b = FramingTests.b

  @Test func `a line is a record, also the last one without its line feed`() {
    let story = Story(.record(a, line: 1), .record(b, line: 2))
    #expect(Story(of: "\(a)\n\(b)\n") == story)
    #expect(Story(of: "\(a)\n\(b)") == story)
    #expect(Story(of: "\(a)\r\n\(b)\r\n") == story)
    #expect(Story(of: "\u{FEFF}\(a)\n\(b)\n") == story)
    #expect(Story(of: "\u{FEFF}\(a)\n\u{FEFF}\(b)\n") == story)
    #expect(Story(of: "\(a),\n\(b),\n") == story)
  }

  @Test func `blank lines count and are nothing else`() {
    #expect(
      Story(of: "\n\n\(a)\n \t\r\n\(b)\n\n") == Story(.record(a, line: 3), .record(b, line: 5)))
  }

  @Test func `values run together are records of one line`() {
    let story = Story(.record(a, line: 1), .record(b, line: 1))
    #expect(Story(of: a + b) == story)
    #expect(Story(of: "\(a) \(b)\n") == story)
    #expect(Story(of: "[\(a),\(b)]") == story)
    #expect(Story(of: "[[\(a)],[\(b)]]\n") == story)
  }

  @Test func `a pretty-printed value is a record at its first line`() {
    let first = "{\n  \"auditID\": \"a\"\n}"
    let second =
      "{\n  \"auditID\": \"b\",\n  \"user\": {\n    \"groups\": [\n      \"x\"\n    ]\n  }\n}"
    #expect(
      Story(of: "\(first)\n\(second)\n") == Story(.record(first, line: 1), .record(second, line: 4))
    )
    let indented = second.replacing("\n", with: "\n  ")
    #expect(
      Story(of: "[\n  \(indented),\n  \(a)\n]\n")
        == Story(.record(indented, line: 2), .record(a, line: 10)))
  }

  @Test func `a list's items are records, wherever the list says what it is`() {
    let story = Story(.record(a, line: 1), .record(b, line: 1))
    let items = "\"items\":[\(a),\(b)]"
    let kind = #""kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{}"#
    #expect(Story(of: "{\(kind),\(items)}\n") == story)
    #expect(Story(of: "{\(items),\(kind)}\n") == story)
    #expect(Story(of: "{\(items)}") == story)
    #expect(Story(of: "[{\(items)},{\(kind),\"items\":[]}]") == story)
  }

  @Test func `batches of the webhook are a list a line`() {
    let batch = "{\"kind\":\"EventList\",\"items\":[\(a),\(b)]}"
    #expect(
      Story(of: "\(batch)\n\(batch)\n")
        == Story(
          .record(a, line: 1), .record(b, line: 1), .record(a, line: 2), .record(b, line: 2)))
  }

  @Test func `a pretty-printed list reads like a plain one`() {
    let list = """
      {
        "apiVersion": "audit.k8s.io/v1",
        "items": [
          \(a),
          \(b)
        ],
        "kind": "EventList",
        "metadata": {
          "a": [1, 2]
        }
      }

      """
    #expect(Story(of: list) == Story(.record(a, line: 4), .record(b, line: 5)))
    #expect(
      Story(of: list + list)
        == Story(
          .record(a, line: 4), .record(b, line: 5), .record(a, line: 15), .record(b, line: 16)))
  }

  /// A number is whole only when something else follows.
  @Test(arguments: [#"{"items":[],"n":12345}"#, #"{"items":[],"n":1E"#, #"{"items":[],"n":1E5}"#])
  func `what a list has behind its items may be cut anywhere by a block's border`(text: String) {
    let bytes = Array(text.utf8)
    let whole = Framing(bytes)
    for border in 1..<bytes.count {
      #expect(Framing(bytes, blocks: [border, bytes.count]) == whole, "\(border)")
    }
  }

  @Test func `an event's own items are no list`() {
    let event = #"{"auditID":"a","items":[{"x":1}]}"#
    #expect(Story(of: event) == Story(.record(event, line: 1)))
    let object = #"{"items":{"auditID":"a"}}"#
    #expect(Story(of: object) == Story(.record(object, line: 1)))
  }

  @Test func `nothing and only line feeds hold nothing`() {
    #expect(Story(of: "") == Story())
    #expect(Story(of: "\n") == Story())
    #expect(Story(of: "\r\n\r\n") == Story())
    #expect(Framing([]) == Framing())
    var feeds = Framing()
    feeds.otherBytes = 3
    #expect(Framing([0x0A, 0x0A, 0x0A]) == feeds)
  }

  @Test func `members are told with their places`() {
    let text = #"{"a":1, "b" : [ {"c":2} ],"\u0064":"é"}"#
    let framing = Framing(Array("\n\(text)".utf8))
    let piece = Framing.Piece(
      offset: 1, length: 40, line: 2,
      members: [3, 1, 6, 1, 10, 1, 15, 11, 28, 6, 36, 4])
    #expect(framing.records == [piece])
    #expect(framing.otherBytes == 1)
  }

  @Test func `values that are no objects are told so`() {
    #expect(
      Story(of: "12\ntrue\n\"x\"\n[1,\(a)]\n\(a)\n")
        == Story(
          .rejected(.notJSON, "12", line: 1), .rejected(.notJSON, "true", line: 2),
          .rejected(.notJSON, "\"x\"", line: 3), .rejected(.notAnObject, "1,\(a)]", line: 4),
          .record(a, line: 5)))
  }
}
