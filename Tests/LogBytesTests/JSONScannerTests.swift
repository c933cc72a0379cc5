internal import LogBytes
internal import TestSupport
internal import Testing

/// What a scan of one text came to.
struct Fault: Equatable, CustomStringConvertible {
  let fault: JSONFault
  let offset: Int

  init(_ fault: JSONFault, at offset: Int) {
    self.fault = fault
    self.offset = offset
  }

  /// Nil where the text is one JSON value.
  init?(of text: some Collection<UInt8>) {
    guard let found = JSONScanner.faultOf(text) else { return nil }
    self.init(found.fault, at: found.offset)
  }

  init?(of text: String) { self.init(of: Array(text.utf8)) }

  var description: String { "\(fault) at \(offset)" }
}

@Suite struct JSONScannerTests {
  @Test(.enabled(if: Corpora.arePresent, "\(Corpora.reason)"))
  func `every text of the JSON test suite is judged as its name says`() throws {
    let files = Corpora.files("json-test-suite/test_parsing", endingIn: [".json"])
    #expect(files.count == 318)
    for file in files {
      let text = try Corpora.read(file)
      let fault = Fault(of: text)
      switch file.split(separator: "/").last?.first {
      case "y": #expect(fault == nil, "\(file)")
      case "n": #expect(fault.map { 0...text.count ~= $0.offset } == true, "\(file)")
      default: break
      }
    }
  }

  @Test(arguments: [
    ("", Fault(.incomplete, at: 0)),
    (" \n", Fault(.incomplete, at: 2)),
    ("{", Fault(.incomplete, at: 1)),
    ("{\"a\"", Fault(.incomplete, at: 4)),
    ("{\"a\":", Fault(.incomplete, at: 5)),
    ("{\"a\":1", Fault(.incomplete, at: 6)),
    ("{\"a\":1,", Fault(.incomplete, at: 7)),
    ("{\"a\":1,}", Fault(.unexpectedByte, at: 7)),
    ("{,}", Fault(.unexpectedByte, at: 1)),
    ("{a:1}", Fault(.unexpectedByte, at: 1)),
    ("{\"a\" 1}", Fault(.unexpectedByte, at: 5)),
    ("{\"a\":1 \"b\":2}", Fault(.unexpectedByte, at: 7)),
    ("{\"a\":1]", Fault(.unexpectedByte, at: 6)),
    ("[1}", Fault(.unexpectedByte, at: 2)),
    ("[1,]", Fault(.unexpectedByte, at: 3)),
    ("[,1]", Fault(.unexpectedByte, at: 1)),
    ("[1 2]", Fault(.unexpectedByte, at: 3)),
    ("\"abc", Fault(.incomplete, at: 4)),
    ("\"abc\\", Fault(.incomplete, at: 5)),
    ("\"\\u12", Fault(.incomplete, at: 5)),
    ("\"a\nb\"", Fault(.controlCharacter, at: 2)),
    ("\"1234567\u{1F}\"", Fault(.controlCharacter, at: 8)),
    ("\"a\0\"", Fault(.controlCharacter, at: 2)),
    ("\"\\x\"", Fault(.badEscape, at: 2)),
    ("\"\\u12g4\"", Fault(.badEscape, at: 5)),
    ("-", Fault(.incomplete, at: 1)),
    ("-a", Fault(.badNumber, at: 1)),
    ("1.", Fault(.incomplete, at: 2)),
    ("1.x", Fault(.badNumber, at: 2)),
    ("1e+]", Fault(.badNumber, at: 3)),
    ("01", Fault(.trailingBytes, at: 1)),
    ("+1", Fault(.unexpectedByte, at: 0)),
    ("tru", Fault(.incomplete, at: 3)),
    ("trux", Fault(.unexpectedByte, at: 3)),
    ("nullx", Fault(.trailingBytes, at: 4)),
    ("{} {}", Fault(.trailingBytes, at: 3)),
    ("\0{}", Fault(.unexpectedByte, at: 0)),
    ("{}\0", Fault(.trailingBytes, at: 2)),
  ])
  func `a small fault is named and placed`(text: String, fault: Fault) {
    #expect(Fault(of: text) == fault)
  }

  @Test(arguments: [
    "0", "-0", "-0.0e-0", "1E5", "1e+05", "\"\"", "[]", "{}", " [ ] ", "[{}]", "{\"\":{\"\":[]}}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\uD834\\udd1e\"", "\"\u{7F}\u{2028}é\"", "true", "false", "null",
    "\r\n{ \"a\" : [ 1 , 2 ] ,\t\"b\" : null }\n",
  ])
  func `a value is accepted in every spelling`(text: String) {
    #expect(Fault(of: text) == nil)
  }

  @Test func `bytes that are not UTF-8 pass inside strings and nowhere else`() {
    #expect(Fault(of: [0x22, 0xFF, 0xC3, 0x28, 0x22]) == nil)
    #expect(Fault(of: [0x5B, 0xFF, 0x5D]) == Fault(.unexpectedByte, at: 1))
  }

  @Test func `a string's end is found at every distance and alignment`() {
    for lead in 0..<9 {
      for length in 0..<40 {
        let text =
          String(repeating: " ", count: lead) + "\"" + String(repeating: "é", count: length)
        #expect(Fault(of: text + "\"") == nil)
        #expect(Fault(of: text + "\\n\"") == nil)
        #expect(Fault(of: text) == Fault(.incomplete, at: text.utf8.count))
        #expect(Fault(of: text + "\t\"") == Fault(.controlCharacter, at: text.utf8.count))
      }
    }
  }

  @Test(arguments: [1, 63, 64, 65, 127, 128, 129, 100_000])
  func `any depth is accepted, and what closes must be what was opened`(depth: Int) {
    let opened = (0..<depth).map { $0 % 3 == 0 ? "[" : "{\"a\":" }.joined()
    let closed = (0..<depth).reversed().map { $0 % 3 == 0 ? "]" : "}" }.joined()
    #expect(Fault(of: opened + "1" + closed) == nil)
    #expect(Fault(of: opened + "1" + closed.dropLast()) != nil)
    let wrong = opened + "1" + closed.dropLast() + (closed.last == "]" ? "}" : "]")
    #expect(Fault(of: wrong) == Fault(.unexpectedByte, at: wrong.utf8.count - 1))
  }

  @Test func `a scanner works on after a fault deep inside`() {
    var scanner = JSONScanner()
    let deep = TextBuffer(Array(String(repeating: "[", count: 1_000).utf8))
    let whole = TextBuffer(
      Array((String(repeating: "[", count: 500) + String(repeating: "]", count: 500)).utf8))
    for _ in 0..<3 {
      #expect(deep.withBytes { scanner.skipValue($0, from: 0) } == JSONScanner.failed)
      #expect(whole.withBytes { scanner.skipValue($0, from: 0) } == 1_000)
    }
  }

  @Test func `white space passed counts its lines`() {
    var scanner = JSONScanner()
    let text = TextBuffer(Array("[\n1,\r\n\n2\n]\n".utf8))
    #expect(text.withBytes { scanner.skipValue($0, from: 0) } == 10)
    #expect(scanner.lineFeeds == 4)
  }
}
