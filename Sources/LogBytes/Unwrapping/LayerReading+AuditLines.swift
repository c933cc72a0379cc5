extension LayerReading {
  /// Hands on a line of legacy text whose mark stands in some range.
  ///
  /// It comes before objects: what a client put into such a line is quoted in
  /// it, and no event.
  ///
  /// - Returns: the offset behind it; nil if there is none.
  func readAuditLine(
    in range: Range<Int>, _ stretch: TextStretch, _ text: TextBytes,
    _ next: inout TextLayer.Builder
  ) -> Int? {
    guard let line = AuditLine(text, in: range, upTo: stretch.range.upperBound) else { return nil }
    var inner = stretch
    if inner.place == nil {
      inner.place = place(of: line.range, stretch, text)
      inner.path = linePath(text, lineStart(of: line, stretch, text)..<line.range.lowerBound)
    }
    inner.place?.isString = true
    if line.isCut, let place = inner.place {
      let unit = units[stretch.unit].rejected
      let end = place.offset + place.length
      inner.place?.damage = RejectedRecord(
        offset: 0, length: 0, line: place.line, reason: .truncated, faultOffset: end,
        isTail: unit.isTail && end == unit.offset + unit.length)
    }
    next.add(inner) { line.appendJSON(text, to: &$0) }
    return line.range.upperBound
  }

  private func lineStart(of line: AuditLine, _ stretch: TextStretch, _ text: TextBytes) -> Int {
    var start = line.range.lowerBound
    while start > stretch.range.lowerBound, text[start - 1] != 0x0A { start -= 1 }
    return start
  }
}
