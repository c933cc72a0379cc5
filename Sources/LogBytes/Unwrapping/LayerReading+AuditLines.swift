/// Where the search for lines of legacy text stands in a stretch.
///
/// What it knows of the rest is kept, so that many lines, or one that looks
/// like many, are not read again for each.
struct AuditLineSearch {
  /// Where the next brace stands; nil if there is none.
  private(set) var brace: Int?
  /// Where the line ends that was read last.
  fileprivate var lineEnd = 0
  /// Behind the line that was read last.
  fileprivate var lastEnd: Int
  /// Line feeds before the place where counting stopped.
  private var lines = 0
  private var counted: Int

  init(_ text: TextBytes, in stretch: Range<Int>) {
    brace = text.find(UInt8(ascii: "{"), in: stretch)
    (lastEnd, counted) = (stretch.lowerBound, stretch.lowerBound)
  }

  /// Goes on at an offset.
  ///
  /// - Returns: what lies before the next brace.
  mutating func gap(from offset: Int, upTo end: Int, _ text: TextBytes) -> Range<Int> {
    if let known = brace, known < offset {
      brace = text.find(UInt8(ascii: "{"), in: offset..<end)
    }
    return offset..<(brace ?? end)
  }

  fileprivate mutating func lineFeeds(upTo offset: Int, _ text: TextBytes) -> Int {
    lines += text.lineFeeds(in: counted..<offset)
    counted = offset
    return lines
  }
}

extension LayerReading {
  /// Hands on a line of legacy text whose mark stands in some range.
  ///
  /// It comes before objects: what a client put into such a line is quoted in
  /// it, and no event.
  ///
  /// - Returns: the offset behind it; nil if there is none.
  mutating func readAuditLine(
    in range: Range<Int>, _ stretch: TextStretch, _ text: TextBytes,
    _ search: inout AuditLineSearch, _ next: inout TextLayer.Builder
  ) -> Int? {
    guard
      let line = AuditLine(
        text, in: range, upTo: stretch.range.upperBound, lineEnd: &search.lineEnd)
    else { return nil }
    defer { search.lastEnd = line.range.upperBound }
    guard !line.isEmpty else { return line.range.upperBound }
    var inner = stretch
    let unit = units[stretch.unit].rejected
    if inner.place == nil {
      let start = line.range.lowerBound
      inner.place = RecordPlace(
        offset: (layer.base ?? 0) + Int64(start), length: Int64(line.range.count),
        line: unit.line + Int64(search.lineFeeds(upTo: start, text)))
      inner.path = path(
        ofLine: lineStart(of: line, after: search.lastEnd, text)..<start, text)
    }
    inner.place?.isString = true
    if line.isCut, let place = inner.place {
      let end = place.offset + place.length
      inner.place?.damage = RejectedRecord(
        offset: 0, length: 0, line: place.line, reason: .truncated, faultOffset: end,
        isTail: unit.isTail && end == unit.offset + unit.length)
    }
    next.add(inner) { line.appendJSON(text, to: &$0) }
    return line.range.upperBound
  }

  private func lineStart(of line: AuditLine, after end: Int, _ text: TextBytes) -> Int {
    var start = line.range.lowerBound
    while start > end, text[start - 1] != 0x0A { start -= 1 }
    return start
  }
}
