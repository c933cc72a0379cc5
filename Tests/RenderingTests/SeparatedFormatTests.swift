import Inquiry
import Testing

@testable import Rendering

@Suite struct SeparatedFormatTests {
  @Test func `every kind of value has its spelling in CSV`() {
    let row: [Value] = [
      .null, .integer(-7), .identifier(3_601_230_000_000_000_123), .text("a b"),
      .list(["10.0.0.1", "10.0.0.2"]), .time(microseconds: 1_763_925_156_940_000, digits: 2),
      .duration(microseconds: 1_203_000), .flag(true), .list([]), .list(["one"]),
    ]
    let names = (1...10).map { Column("c\($0)") }
    #expect(
      rendered(.csv, names, [row]) == """
        c1,c2,c3,c4,c5,c6,c7,c8,c9,c10
        ,-7,3601230000000000123,a b,"10.0.0.1,10.0.0.2",2025-11-23T19:12:36.940000Z,1203000,true,,one

        """)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("  =1", "'  =1"),
    ("\t1", "'\\u{9}1"), ("\r1", "'\\u{d}1"), ("'=1", "''=1"), ("'quoted'", "''quoted'"),
    ("a=1", "a=1"), ("", ""), ("   ", "   "), ("１", "１"), ("＝1", "'＝1"),
  ])
  func `what a spreadsheet would calculate gets a mark`(text: String, field: String) {
    #expect(rendered(.csv, columns("c", "d"), [[.text(text), .null]]) == "c,d\n\(field),\n")
    #expect(rendered(.tsv, columns("c", "d"), [[.text(text), .null]]) == "c\td\n\(field)\t\n")
  }

  @Test func `a field's name that begins with an at sign stays as it is`() {
    #expect(
      rendered(.csv, columns("@timestamp", "a,b"), [[.text("@x"), .null]])
        == "@timestamp,\"a,b\"\n'@x,\n")
    #expect(rendered(.tsv, columns("@timestamp", "b"), []) == "@timestamp\tb\n")
    #expect(rendered(.csv, columns("@sum(a1)", "b"), []) == "'@sum(a1),b\n")
  }

  @Test func `numbers are never marked`() {
    #expect(
      rendered(.csv, columns("a", "b"), [[.integer(-1), .identifier(-2)]]) == "a,b\n-1,-2\n")
  }

  @Test func `a line with one empty field is still a row`() {
    #expect(rendered(.csv, columns("a"), [[.null], [.text("")]]) == "a\n\"\"\n\"\"\n")
  }

  @Test func `hostile column names are safe`() {
    #expect(rendered(.csv, columns("=a", "b\"\u{1b}"), []) == "'=a,\"b\"\"\\u{1b}\"\n")
  }

  @Test(
    arguments: [UInt64(3), 8_080, 424_242], [(OutputFormat.csv, ","), (.tsv, "\t")])
  func `what is written can be read back`(seed: UInt64, format: (OutputFormat, String)) {
    var generator = SeededGenerator(seed: seed)
    let rows = (0..<500).map { _ in
      (0..<4).map { _ in Hostile.text(using: &generator) }
    }
    let text = rendered(
      format.0, columns("a", "b", "c", "d"), rows.map { $0.map { .text($0) } })
    for line in text.split(separator: "\n") {
      let shown = format.0 == .tsv ? line.split(separator: "\t").joined() : String(line)
      #expect(!Hostile.isHarmful(shown), "seed: \(seed)")
    }
    let read = SeparatedReader.rows(text, separator: Character(format.1)).dropFirst()
    #expect(read.map { $0.map(unmarked) } == rows, "seed: \(seed)")
  }

  private func unmarked(_ field: String) -> String {
    TextSafety.unescaped(field.hasPrefix("'") ? String(field.dropFirst()) : field)
  }
}

/// RFC 4180 as its grammar says it, apart from the code under test.
enum SeparatedReader {
  static func rows(_ text: String, separator: Character) -> [[String]] {
    var rows: [[String]] = [[]]
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        field.append(scalar)
        scalars.removeFirst()
      case "\"": isQuoted.toggle()
      case _ where !isQuoted && (Character(scalar) == separator || scalar == "\n"):
        rows[rows.count - 1].append(String(field))
        field = .init()
        if scalar == "\n" { rows.append([]) }
      default: field.append(scalar)
      }
    }
    return rows.dropLast()
  }
}
