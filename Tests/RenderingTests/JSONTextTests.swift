import Foundation
import Testing

@testable import Rendering

func written(
  _ text: String, layout: JSONText.Layout = .indented, redaction: Redaction? = nil
) -> String {
  String(
    decoding: JSONText.written(Array(text.utf8), layout: layout, redaction: redaction),
    as: UTF8.self)
}

@Suite struct JSONTextTests {
  @Test func `a text is indented, its spelling and order kept`() {
    #expect(
      written(#" {"b":1.50e+2,"a":[true,{"x":null}, []],"e":{},"s":"\u00e9\/é"} "#) == #"""
        {
          "b": 1.50e+2,
          "a": [
            true,
            {
              "x": null
            },
            []
          ],
          "e": {},
          "s": "\u00e9\/é"
        }
        """#)
  }

  @Test func `one line has no space`() {
    #expect(
      written("{ \"a\" : [ 1 , 2 ] ,\n \"b\" : \"x y\" }", layout: .oneLine)
        == #"{"a":[1,2],"b":"x y"}"#)
  }

  @Test func `what would harm a terminal is escaped as JSON`() {
    #expect(
      written("[\"\u{7f}\u{9b}\u{202e}\u{1b}\\\\u{1b}\"]", layout: .oneLine)
        == #"["\u007f\u009b\u202e\u001b\\u{1b}"]"#)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", "-", "+1", "tru", "nul", "[1 2]", "\"",
    "\"\\x\"", "\"\\u12g4\"", "{}{}", "]", "[}", "hello\u{1b}[0m", "{\"a\":tru}",
  ])
  func `what is no JSON comes back as escaped text`(text: String) {
    #expect(written(text) == TextSafety.escaped(text))
  }

  @Test func `a text too deep to indent comes back as it is`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(written(text) == text)
    let fine = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    #expect(written(fine, layout: .oneLine) == fine)
  }

  @Test func `bytes that are not UTF-8 do not reach the terminal`() {
    let out = JSONText.written([0x22, 0x9B, 0xFF, 0x22], layout: .oneLine)
    #expect(String(decoding: out, as: UTF8.self) == "\"\u{fffd}\u{fffd}\"")
  }

  @Test(arguments: [UInt64(17), 9_001])
  func `a reader finds the same values`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let value = randomValue(depth: 4, using: &generator)
      let data = try JSONSerialization.data(withJSONObject: ["v": value])
      for layout in [JSONText.Layout.indented, .oneLine] {
        let out = JSONText.written(Array(data), layout: layout)
        let back = try JSONSerialization.jsonObject(with: Data(out)) as? NSDictionary
        #expect(back == ["v": value] as NSDictionary, "seed: \(seed)")
        let text = String(decoding: out, as: UTF8.self)
        #expect(!text.split(separator: "\n").contains { Hostile.isHarmful($0) })
      }
    }
  }

  @Test(arguments: [UInt64(23), 555])
  func `no damage makes it crash`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let whole = Array(#"{"kind":"Secret","data":{"a":"b\u0041"},"l":[1,-2.5e3,{"k":"[{]"}]}"#.utf8)
    for _ in 0..<5000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      let cut = bytes.prefix(Int.random(in: 0...bytes.count, using: &generator))
      for redaction in [nil, Redaction.standard] {
        let out = JSONText.written(Array(cut), redaction: redaction)
        let text = String(decoding: out, as: UTF8.self)
        #expect(
          !text.split(separator: "\n").contains { Hostile.isHarmful($0) }, "seed: \(seed)")
      }
    }
  }

  private func randomValue(depth: Int, using generator: inout SeededGenerator) -> Any {
    switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &generator) {
    case 0: return Int.random(in: -1_000_000...1_000_000, using: &generator)
    case 1: return Bool.random(using: &generator)
    case 2: return NSNull()
    case 3: return Hostile.text(using: &generator)
    case 4: return (0..<3).map { _ in randomValue(depth: depth - 1, using: &generator) }
    default:
      var object: [String: Any] = [:]
      for _ in 0..<3 {
        object[Hostile.text(using: &generator)] = randomValue(depth: depth - 1, using: &generator)
      }
      return object
    }
  }
}
