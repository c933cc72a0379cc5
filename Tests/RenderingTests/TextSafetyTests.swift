import Testing

@testable import Rendering

@Suite struct TextSafetyTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("\u{1b}[31mred", "\\u{1b}[31mred"),
    ("a\tb\nc", "a\\u{9}b\\u{a}c"),
    ("\u{7f}\u{9b}", "\\u{7f}\\u{9b}"),
    ("gpj\u{202e}.exe", "gpj\\u{202e}.exe"),
    ("\u{61c}\u{200b}\u{2060}\u{feff}", "\\u{61c}\\u{200b}\\u{2060}\\u{feff}"),
    ("\\u{1b}", "\\u{5c}u{1b}"),
    ("C:\\users", "C:\\users"),
    ("日本 é 👍", "日本 é 👍"),
  ])
  func `harmful characters are written out`(text: String, written: String) {
    #expect(TextSafety.escaped(text) == written)
  }

  @Test func `every scalar of the list is written out and no other`() {
    for value in UInt32(0)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(scalar)
      #expect((TextSafety.escaped(text) != text) == Hostile.isHarmful(text), "U+\(value)")
    }
  }

  @Test(arguments: [UInt64(1), 20_261, 77])
  func `writing out can be undone`(seed: UInt64) {
    for text in Hostile.texts(seed: seed) {
      let written = TextSafety.escaped(text)
      #expect(!Hostile.isHarmful(written), "seed: \(seed)")
      #expect(TextSafety.unescaped(written).utf8.elementsEqual(text.utf8), "seed: \(seed)")
    }
  }

  @Test func `a hazard is found at every place of a long text`() {
    for length in 1...40 {
      for place in 0..<length {
        var letters = [Unicode.Scalar](repeating: "x", count: length)
        for hazard in ["\u{1f}", "\u{7f}", "\u{0}"] as [Unicode.Scalar] {
          letters[place] = hazard
          var text = String.UnicodeScalarView()
          text.append(contentsOf: letters)
          #expect(TextSafety.escaped(String(text)) != String(text))
        }
      }
    }
  }
}
