import Inquiry
import Testing

@testable import Rendering

@Suite struct TableFormatTests {
  private let names = [
    Column("time"), Column("actor"), Column("outcome"), Column("code", isNumeric: true),
  ]
  private let rows: [[Value]] = [
    [
      .time(microseconds: 1_763_925_156_940_738, digits: 3),
      .text("system:serviceaccount:kube-system:job-controller"), .text("allowed"), .integer(200),
    ],
    [.time(microseconds: 1_763_925_157_000_000, digits: 0), .text("jane"), .text("denied"), .null],
  ]

  @Test func `in a pipe columns are aligned and uncut`() {
    #expect(
      rendered(.table, names, rows) == """
        time                      actor                                             outcome  code
        2025-11-23T19:12:36.940Z  system:serviceaccount:kube-system:job-controller  allowed   200
        2025-11-23T19:12:37Z      jane                                              denied

        """)
  }

  @Test func `on a terminal the widest text is cut, a name in its middle`() {
    let text = rendered(.table, names, rows, options: RenderingOptions(width: 60))
    #expect(
      text
        == """
        time                      actor                outcome  code
        2025-11-23T19:12:36.940Z  …tem:job-controller  allowed   200
        2025-11-23T19:12:37Z      jane                 denied

        """)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  @Test func `on a narrow terminal a refusal is still one`() {
    let names = [
      Column("time"), Column("actor"), Column("verb"), Column("namespace"), Column("outcome"),
      Column("detail"),
    ]
    let rows = [("denied", "alice@example.com"), ("allowed", "system:serviceaccount:ops:janitor")]
      .map { outcome, actor -> [Value] in
        [
          .time(microseconds: 1_763_925_156_940_738, digits: 6), .text(actor), .text("delete"),
          .text("staging"), .text(outcome), .text("propagationPolicy=Background"),
        ]
      }
    #expect(
      rendered(.table, names, rows, options: RenderingOptions(width: 58)) == """
        time                  actor     verb    namespace  outcome
        2025-11-23T19:12:36Z  alice@e…  delete  staging    denied
        2025-11-23T19:12:36Z  …janitor  delete  staging    allowed

        """)
  }

  @Test func `who carried nothing out is red, or yellow`() {
    let counts = ["actor", "allowed", "denied", "failed"].map { Column($0) }
    func row(_ actor: String, _ numbers: Int64...) -> [Value] {
      [.text(actor)] + numbers.map { .integer($0) }
    }
    let colored = rendered(
      .table, counts, [row("a", 1, 2, 3), row("b", 0, 2, 3), row("c", 0, 0, 3)],
      options: RenderingOptions(usesColor: true))
    #expect(
      colored.split(separator: "\n").dropFirst().map { $0.hasPrefix("\u{1b}[") ? $0.prefix(5) : "" }
        == ["", "\u{1b}[31m", "\u{1b}[33m"])
  }

  @Test func `refusals are red and failures yellow`() {
    let colored = rendered(
      .table, columns("outcome"),
      [[.text("denied")], [.text("failed")], [.text("pending")], [.text("allowed")]],
      options: RenderingOptions(usesColor: true))
    #expect(
      colored
        == "\u{1b}[1moutcome\u{1b}[0m\n\u{1b}[31mdenied\u{1b}[0m\n\u{1b}[33mfailed\u{1b}[0m\n"
        + "\u{1b}[2mpending\u{1b}[0m\nallowed\n")
  }

  @Test func `wide and combining characters take their cells`() {
    let text = rendered(
      .table, columns("name", "x"),
      [[.text("日本語"), .text("1")], [.text("e\u{301}te"), .text("2")], [.text("👍"), .text("3")]])
    #expect(text == "name    x\n日本語  1\ne\u{301}te     2\n👍      3\n")
    #expect(
      rendered(
        .table, columns("n"), [[.text("日本語日本語")]], options: RenderingOptions(width: 6))
        == "n\n日本…\n")
  }

  @Test func `columns that do not fit are named`() {
    var bytes: [UInt8] = []
    var writer = RowWriter(
      .table, columns: columns("first", "empty", "second", "third"),
      options: RenderingOptions(width: 20)
    ) { (block: [UInt8]) in bytes += block }
    writer.begin()
    writer.write([.text("aaaaaaaaaaaa"), .null, .text("bbbbbbbbbbbb"), .text("cccccccccccc")])
    writer.end()
    #expect(String(decoding: bytes, as: UTF8.self) == "first      second\naaaaaaaa…  bbbbbbbb…\n")
    #expect(writer.hiddenColumns == ["third"])
  }

  @Test func `rows after the sample stream with the widths it decided`() {
    let rows: [[Value]] = ["ab", "a", "abcdef", "b"].map { [.text($0), .text("x")] }
    #expect(
      rendered(.table, columns("c", "d"), rows, options: RenderingOptions(sampledRows: 2))
        == "c   d\nab  x\na   x\nabcdef  x\nb   x\n")
  }

  @Test func `times are shown in the display zone`() throws {
    let zone = try TimeZoneRules(named: "Europe/Berlin")
    #expect(
      rendered(
        .table, columns("t"), [[.time(microseconds: 1_763_925_156_940_738, digits: 6)]],
        options: RenderingOptions(zone: zone)) == "t\n2025-11-23T20:12:36.940738+01:00\n")
  }

  @Test func `an answer without rows is empty`() {
    #expect(rendered(.table, names, []) == "")
  }

  @Test(arguments: [UInt64(21), 1_234], [nil, 40] as [Int?])
  func `no line has a harmful character or is too wide`(seed: UInt64, width: Int?) {
    var generator = SeededGenerator(seed: seed)
    let rows: [[Value]] = (0..<200).map { _ in
      (0..<3).map { _ in .text(Hostile.text(using: &generator)) }
    }
    let text = rendered(
      .table, columns("a", "name", "c"), rows, options: RenderingOptions(width: width))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == 201)
    for line in lines {
      #expect(!Hostile.isHarmful(line), "seed: \(seed)")
      if let width { #expect(DisplayWidth.of(String(line)) <= width, "seed: \(seed)") }
    }
  }
}
