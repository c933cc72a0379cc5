internal import Foundation
internal import TestSupport
internal import Testing

@testable internal import LogBytes

/// The parts that unwrapping is made of.
@Suite struct UnwrappingTests {
  @Test func `text is taken out of strings as Foundation takes it`() throws {
    let pieces = [
      "a", "é", "日", "\u{1F600}", "\"", "\\", "/", "\n", "\t", "\r", "\u{8}", "\u{C}", "\u{1}",
      "{\"k\":\"v\"}", "\u{FFFD}", "\u{D7FF}", "\u{E000}",
    ]
    for seed in UInt64(0)..<400 {
      var generator = SeededGenerator(seed: seed)
      // JSON in JSON, as wrappers have it, and anything else.
      let some = generator.oneIn(2) ? pieces : ["\"", "\"", "key", ":", "a", ",", "value of it"]
      var text = (0..<generator.below(120)).map { _ in generator.pick(some) }.joined()
      for _ in 0..<generator.below(3) {
        text = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
      }
      let isASCII = generator.oneIn(2)
      let json =
        isASCII
        ? Self.escaped(text)
        : String(
          decoding: try JSONEncoder().encode(text), as: UTF8.self)
      var out: [UInt8] = []
      TextBuffer(json.utf8).withBytes {
        $0.appendUnescaped(TextRange(1..<json.utf8.count - 1), to: &out)
      }
      #expect(String(decoding: out, as: UTF8.self) == text, "\(generator)")
    }
  }

  /// A string in ASCII only, with pairs of surrogates.
  private static func escaped(_ text: String) -> String {
    let units = text.utf16.map { unit in
      unit < 0x80 && unit >= 0x20 && unit != 0x22 && unit != 0x5C
        ? String(UnicodeScalar(UInt8(unit))) : "\\u" + String(format: "%04x", Int(unit))
    }
    return "\"" + units.joined() + "\""
  }

  @Test func `a string that was cut in an escape is taken as far as it goes`() {
    let json = Array("ab\\n\\ud83d\\ude00".utf8)
    let expected = ["", "a", "ab", "ab", "ab\n"]
    for length in 0...json.count {
      var out: [UInt8] = []
      TextBuffer(json).withBytes { $0.appendUnescaped(TextRange(0..<length), to: &out) }
      if length == 3 {
        #expect(out == Array("ab\\".utf8))
      } else if length < expected.count {
        #expect(out == Array(expected[length].utf8))
      }
      #expect(out.count <= length)
    }
  }

  @Test func `base64 says what Foundation reads in it, and broken base64 nothing`() {
    for seed in UInt64(0)..<600 {
      var generator = SeededGenerator(seed: seed)
      let bytes = (0..<generator.below(90)).map { _ in UInt8(generator.below(256)) }
      var text = Data(bytes).base64EncodedString()
      if generator.oneIn(3) { text = text.replacing("+", with: "-").replacing("/", with: "_") }
      if generator.oneIn(3) { text = text.replacing("=", with: "") }
      if generator.oneIn(3) { text = text.replacing("/", with: "\\/") }
      #expect(Self.decoded(text) == [1] + bytes, "\(generator) \(text)")
      guard !text.isEmpty else { continue }
      var broken = Array(text.utf8)
      broken.insert(generator.pick([0x20, 0x21, 0x80, 0xFF]), at: generator.below(broken.count))
      #expect(Self.decoded(String(decoding: broken, as: UTF8.self)) == nil, "\(generator)")
    }
  }

  private static func decoded(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = [1]
    let isWhole = TextBuffer(text.utf8).withBytes {
      Base64.append($0, 0..<$0.count, to: &bytes)
    }
    if !isWhole { #expect(bytes == [1]) }
    return isWhole ? bytes : nil
  }

  /// Byte by byte: where a string ends, or what is wrong with it.
  private static func end(_ bytes: [UInt8]) -> String {
    var offset = 0
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""): return "\(offset + 1)"
      case UInt8(ascii: "\\"):
        guard offset + 1 < bytes.count else { return "incomplete" }
        guard "\"\\n".utf8.contains(bytes[offset + 1]) else { return "badEscape \(offset + 1)" }
        offset += 2
      case 0..<0x20: return "controlCharacter \(offset)"
      default: offset += 1
      }
    }
    return "incomplete"
  }

  @Test func `a string full of escapes ends where it ends byte by byte`() {
    let pieces = [
      "\\\"", "\\\"", "\\\"", "\\\\", "\\\\\\\"", "\\\\\\\"", "\\n", "a", "key", "value, :{}",
      #"\\\\\\\""#, #"\\\\"#, #"\\n"#, String(repeating: #"\\"#, count: 40),
    ]
    let ends = ["\"", "\"", "\u{1}", "\\x", "\\", "", #"\\""#, #"\\\\""#, "\\\\\u{1}", "\\\u{1}"]
    for seed in UInt64(0)..<3_000 {
      var generator = SeededGenerator(seed: seed)
      let count = generator.below(90)
      let some = generator.oneIn(2) ? pieces : Array(pieces[..<10])
      let text = (0..<count).map { _ in generator.pick(some) }.joined() + generator.pick(ends)
      let bytes = Array(text.utf8)
      var scanner = JSONScanner()
      let end = TextBuffer(bytes).withBytes { scanner.skipString($0, from: 0) }
      var found = "\(end)"
      if end == JSONScanner.failed {
        found =
          scanner.fault == .incomplete ? "incomplete" : "\(scanner.fault) \(scanner.faultOffset)"
      }
      #expect(found == Self.end(bytes), "\(generator) \(text)")
    }
  }

  @Test func `a run of four million backslashes is passed once`() {
    for count in [4 << 20, 4 << 20 | 1] {
      let bytes = Array(repeating: UInt8(ascii: "\\"), count: count) + Array("\"\"".utf8)
      var scanner = JSONScanner()
      let end = TextBuffer(bytes).withBytes { scanner.skipString($0, from: 0) }
      #expect(end == count + 1 + count % 2)
    }
  }

  @Test func `a field of CSV says what it says byte by byte`() {
    let pieces = [
      "\"\"", "\"\"", "\"\"\"\"", "key", ":", ",", "\n", "\\", "a value of some length and more",
    ]
    for seed in UInt64(0)..<2_000 {
      var generator = SeededGenerator(seed: seed)
      let text = (0..<generator.below(90)).map { _ in generator.pick(pieces) }.joined()
      let rest = generator.pick([
        "", "\"", "\",\"next field\"\"\"", "\"" + String(repeating: "x", count: 99),
      ])
      var out: [UInt8] = []
      let end = TextBuffer((text + rest).utf8).withBytes {
        CSVField.append($0, 0..<$0.count, to: &out)
      }
      #expect(end == text.utf8.count, "\(generator)")
      let said = text.replacing("\"\"", with: "\"")
      #expect(String(decoding: out, as: UTF8.self) == said, "\(generator)")
    }
  }

  @Test(arguments: [
    ("TIME stdout F", "2026-11-23T19:00:00Z stdout F", true),
    ("TIME stdout F", "2026-11-23T19:00:00Z stderr F", false),
    ("TIME stdout F", "2026-11-2xT19:00:00Z stdout F", false),
    ("TIME", "2026-11-23T19:00:00Z more", false),
    ("<*>1 TIME ...", "<134>1 2026-11-23T19:00:00Z host x -", true),
    ("<*>1 TIME ...", "<134>1 2026-11-23T19:00:00Z", true),
    ("Nov NUMBER * ...", "Nov 23 19:00:00 host k[1]:", true),
    ("Nov NUMBER * ...", "Nov xx 19:00:00 host", false),
    ("*.log:*:", "audit.log:12:", true),
    ("*a*b*", "xxaxxbxx", true),
    ("*a*b", "xxaxxbxx", false),
  ])
  func `words before an event match a pattern`(_ pattern: String, _ words: String, _ does: Bool) {
    TextBuffer(words.utf8).withBytes { text in
      #expect(WordPattern(pattern).matches(text, 0..<text.count) == does)
    }
  }

  @Test func `a needle is found wherever it stands, and nowhere else`() {
    for seed in UInt64(0)..<300 {
      var generator = SeededGenerator(seed: seed)
      let text = (0..<generator.below(60)).map { _ in generator.pick(Array("auditIDI".utf8)) }
      let needle = Needle(String("auditID".prefix(1 + generator.below(7))))
      let start = generator.below(text.count + 1)
      let expected = text.indices.first { place in
        place >= start && text[place...].starts(with: needle.bytes)
      }
      TextBuffer(text).withBytes {
        #expect($0.offset(of: needle, in: start..<text.count) == expected, "\(generator)")
      }
    }
  }
}
