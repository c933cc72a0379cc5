import Inquiry
import Testing

@testable import Rendering

@Suite struct MarkdownFormatTests {
  @Test func `a table has a header and aligned numbers`() {
    let names = [Column("actor"), Column("requests", isNumeric: true)]
    #expect(
      rendered(.markdown, names, [[.text("jane|<b>`&"), .integer(12)], [.null, .null]]) == """
        | actor | requests |
        | --- | ---: |
        | jane&#124;&lt;b&gt;&#96;&amp; | 12 |
        |  |  |

        """)
  }

  @Test(arguments: [
    ("![](http://evil/x.png)", "![&#93;(http://evil/x.png)"),
    ("[\"a\"]", "[\"a\"]"),
    ("\\| \\a \\u{1b}", "&#92;&#124; \\a \\u{5c}u{1b}"),
    ("\u{1b}[0m\n", "\\u{1b}[0m\\u{a}"),
  ])
  func `a text cannot leave its cell`(text: String, cell: String) {
    #expect(MarkdownText.escaped(text) == cell)
  }

  @Test(arguments: [UInt64(11), 6_502])
  func `what is written can be undone`(seed: UInt64) {
    for text in Hostile.texts(seed: seed) {
      var written = MarkdownText.escaped(text)
      #expect(!Hostile.isHarmful(written), "seed: \(seed)")
      #expect(!written.contains { "<>|`".contains($0) }, "seed: \(seed)")
      for (entity, character) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&#124;", "|"), ("&#96;", "`"), ("&#93;", "]"),
        ("&#92;", "\\"), ("&amp;", "&"),
      ] {
        written = written.replacing(entity, with: character)
      }
      #expect(TextSafety.unescaped(written).utf8.elementsEqual(text.utf8), "seed: \(seed)")
    }
  }
}
