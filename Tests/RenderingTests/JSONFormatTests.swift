import Foundation
import Inquiry
import Testing

@testable import Rendering

@Suite struct JSONFormatTests {
  @Test func `every kind of value has its spelling`() {
    let row: [Value] = [
      .null, .integer(9_007_199_254_740_992), .integer(-9_007_199_254_740_993), .identifier(5),
      .list(["a", "b\""]), .time(microseconds: 0, digits: 0), .duration(microseconds: 1500),
      .flag(false), .text("\u{1b}\u{202e}\n/\\"),
    ]
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"].map { Column($0) }
    #expect(
      rendered(.ndjson, names, [row]) == ##"""
        {"a":null,"b":9007199254740992,"c":"-9007199254740993","d":"5","e":["a","b\""],\##
        "f":"1970-01-01T00:00:00.000000Z","g":1500,"h":false,"i":"\u001b\u202e\n/\\"}

        """##)
  }

  @Test func `a number that is not whole is a number in every format`() {
    let row: [Value] = [.real(1.5), .real(1e20), .real(-.infinity)]
    let names = columns("a", "b", "c")
    #expect(rendered(.ndjson, names, [row]) == "{\"a\":1.5,\"b\":1e+20,\"c\":null}\n")
    #expect(rendered(.csv, names, [row]) == "a,b,c\n1.5,1e+20,-inf\n")
    #expect(
      rendered(.markdown, names, [row])
        == "| a | b | c |\n| --- | --- | --- |\n| 1.5 | 1e+20 | -inf |\n")
    #expect(rendered(.table, names, [row]) == "a    b      c\n1.5  1e+20  -inf\n")
  }

  @Test func `an array has one object a line`() {
    #expect(rendered(.json, columns("a"), []) == "[]\n")
    #expect(rendered(.json, columns("a"), [[.integer(1)]]) == "[\n{\"a\":1}\n]\n")
    #expect(
      rendered(.json, columns("a"), [[.integer(1)], [.null]])
        == "[\n{\"a\":1},\n{\"a\":null}\n]\n")
  }

  @Test(arguments: [UInt64(5), 99, 31_337])
  func `a JSON reader finds every text again`(seed: UInt64) throws {
    let texts = Hostile.texts(seed: seed, count: 1000)
    let output = rendered(
      .json, columns("text", "list"), texts.map { [.text($0), .list([$0, "x"])] })
    for line in output.split(separator: "\n") {
      #expect(!Hostile.isHarmful(line), "seed: \(seed)")
    }
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
    for (object, text) in zip(read, texts) {
      let single = object["text"] as? String
      #expect(single?.utf8.elementsEqual(text.utf8) == true, "seed: \(seed)")
      #expect((object["list"] as? [String])?.count == 2)
    }
    #expect(read.count == texts.count)
  }
}
