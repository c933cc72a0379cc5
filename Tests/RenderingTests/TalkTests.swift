import Testing

@testable import Rendering

@Suite struct TalkTests {
  @Test(
    arguments: [
      (0, "0 B"), (640, "640 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1_288_490_189, "1.2 GiB"),
      (10_485_760, "10 MiB"), (1_073_741_823, "1.0 GiB"), (-2048, "-2.0 KiB"),
      (Int64.max, "8.0 EiB"), (Int64.min, "-8.0 EiB"),
    ] as [(Int64, String)])
  func `sizes are short`(count: Int64, text: String) {
    #expect(HumanText.bytes(count) == text)
  }

  @Test func `counts have their thousands apart`() {
    #expect(HumanText.count(12_665) == "12,665")
    #expect(HumanText.count(-1_000) == "-1,000")
    #expect(HumanText.count(999) == "999")
    #expect(HumanText.count(1, "event") == "1 event")
    #expect(HumanText.count(0, "entry", plural: "entries") == "0 entries")
  }

  @Test func `rates and shares are short`() {
    #expect(HumanText.rate(bytes: 620_000_000, seconds: 2) == "310 MB/s")
    #expect(HumanText.rate(bytes: 1, seconds: 0) == "–")
    #expect(HumanText.percent(1, of: 3) == "33 %")
    #expect(HumanText.percent(45, of: 1000) == "4.5 %")
    #expect(HumanText.percent(1, of: 0) == "–")
  }

  @Test func `a block has its values under each other`() {
    var block = KeyValueBlock()
    block.add("sources", "2")
    block.add("head hash", "ab\u{1b}")
    block.add("first", ifPresent: nil)
    block.add("clusters", ["a", "b"])
    #expect(
      block.text(indent: 2) == """
          sources    2
          head hash  ab\\u{1b}
          clusters   a
                     b

        """)
  }
}

@Suite struct ProgressLineTests {
  private let line = ProgressLine(
    "ingest", bytesDone: 1_288_490_189, bytesTotal: 3_113_851_290, events: 3_248_000, seconds: 4)

  @Test(arguments: [
    (
      120,
      "ingest  [###########.................]  41 %  1.2 GiB of 2.9 GiB  3,248,000 events (812,000/s)  322 MB/s  6s left"
    ),
    (
      90, "ingest  41 %  1.2 GiB of 2.9 GiB  3,248,000 events (812,000/s)  322 MB/s  6s left"
    ),
    (75, "ingest  41 %  1.2 GiB of 2.9 GiB  3,248,000 events (812,000/s)  6s left"),
    (40, "ingest  41 %  1.2 GiB of 2.9 GiB"),
    (14, "ingest  41 %"),
    (5, "inge…"),
    (0, ""),
  ])
  func `what does not fit goes`(width: Int, text: String) {
    #expect(line.text(width: width) == text)
    #expect(DisplayWidth.of(line.text(width: width)) <= width)
  }

  @Test func `without a total there is no share and no end`() {
    let line = ProgressLine("stdin", bytesDone: 2048, events: 10, seconds: 2)
    #expect(line.text(width: 80) == "stdin  2.0 KiB  10 events (5/s)  1.0 kB/s")
  }

  @Test func `the beginning is quiet`() {
    let line = ProgressLine("a", bytesDone: 0, bytesTotal: 10, events: 0, seconds: 0)
    #expect(
      line.text(width: 30) == "a  0 %  0 B of 10 B  0 events")
    #expect(DisplayWidth.of(line.text(width: 30)) <= 30)
  }
}

@Suite struct TableLayoutTests {
  private func measure(
    _ width: Int, header: Int = 4, isWhole: Bool = false, rankOfLoss: Int? = nil
  ) -> ColumnMeasure {
    var measure = ColumnMeasure(header: header, rankOfLoss: rankOfLoss)
    measure.width = width
    measure.isEmpty = false
    measure.isZero = false
    measure.isWhole = isWhole
    return measure
  }

  @Test func `the widest text gives first, of equal ones the rightmost`() {
    let layout = TableLayout(
      [measure(27, isWhole: true), measure(20), measure(30)], limit: 70, isComplete: true)
    #expect(layout.widths == [27, 20, 19])
    #expect(layout.hidden == [])
  }

  @Test func `times and headers are never shortened`() {
    let layout = TableLayout(
      [measure(27, isWhole: true), measure(40, header: 12), measure(40)], limit: 51,
      isComplete: true)
    #expect(layout.shown == [0, 1, 2])
    #expect(layout.widths == [27, 12, 8])
  }

  @Test func `empty columns go only when every row is known`() {
    let measures = [measure(10), ColumnMeasure(header: 12), measure(10)]
    #expect(TableLayout(measures, limit: 24, isComplete: true).shown == [0, 2])
    let open = TableLayout(measures, limit: 32, isComplete: false)
    #expect(open.shown == [0, 1, 2])
    #expect(open.widths == [8, 12, 8])
  }

  @Test func `counts that are 0 in every row go before the rightmost column`() {
    var zero = measure(8, header: 8)
    zero.isZero = true
    var one = zero
    one.isZero = false
    let measures = [measure(27, isWhole: true), zero, one, measure(30)]
    let layout = TableLayout(measures, limit: 57, isComplete: true)
    #expect(layout.shown == [0, 2, 3])
    #expect(layout.hidden == [1])
    #expect(TableLayout(measures, limit: 52, isComplete: false).shown == [0, 1, 2])
  }

  @Test func `tokens go before other columns lose their useful width`() {
    let measures = [
      measure(27, isWhole: true), measure(50), measure(40, rankOfLoss: 2), measure(30),
      measure(36, rankOfLoss: 1),
    ]
    let layout = TableLayout(measures, limit: 90, isComplete: true)
    #expect(layout.shown == [0, 1, 2, 3])
    #expect(layout.widths == [27, 19, 19, 19])
    #expect(layout.hidden == [4])
    let narrower = TableLayout(measures, limit: 64, isComplete: true)
    #expect(narrower.shown == [0, 1, 3])
    #expect(narrower.widths == [27, 17, 16])
    #expect(narrower.hidden == [2, 4])
  }

  @Test func `of more than eight columns the rightmost go before others are cut short`() {
    let measures = (0..<10).map { _ in measure(30) }
    let layout = TableLayout(measures, limit: 150, isComplete: true)
    #expect(layout.shown == Array(0..<8))
    #expect(layout.widths.allSatisfy { $0 >= 16 })
    #expect(layout.hidden == [8, 9])
  }

  @Test func `a single column is cut to the terminal`() {
    let layout = TableLayout([measure(30), measure(30)], limit: 6, isComplete: true)
    #expect(layout.shown == [0])
    #expect(layout.widths == [6])
    #expect(layout.hidden == [1])
  }
}
