/// A line that an API server writes with `--audit-log-format=legacy`, or wrote
/// as basic audit before 1.8: `TIME AUDIT: id="…" stage="…" …`, its values
/// quoted as Go quotes strings.
struct AuditLine {
  /// From the time, or from the mark where there is none, to the line's end, or
  /// to where another line is torn into it.
  let range: Range<Int>
  /// Whether it breaks off.
  let isCut: Bool
  private let time: Range<Int>
  private let pairs: [(key: Range<Int>, value: Range<Int>)]

  /// Whether it breaks off before it says anything.
  var isEmpty: Bool { pairs.isEmpty }

  private static let mark = Needle("AUDIT: id=\"")
  /// From the mark's start to its first key.
  private static let head = 7

  /// Finds the first such line.
  ///
  /// - Parameters:
  ///   - range: where its mark stands.
  ///   - end: how far it may reach at most.
  ///   - lineEnd: where the line of the last one ends, and then that of this.
  init?(_ text: TextBytes, in range: Range<Int>, upTo end: Int, lineEnd: inout Int) {
    guard let mark = text.offset(of: Self.mark, in: range) else { return nil }
    if lineEnd <= mark { lineEnd = text.find(0x0A, in: mark..<end) ?? end }
    time = Self.time(text, before: mark, from: range.lowerBound)
    var pairs: [(key: Range<Int>, value: Range<Int>)] = []
    var offset = mark + Self.head
    var isBroken = false
    while !isBroken, let pair = Self.pair(text, offset..<lineEnd) {
      isBroken = pair.value == nil
      guard let value = pair.value else { break }
      pairs.append((pair.key, value))
      offset = pair.end
    }
    self.pairs = pairs
    let keys = pairs.map { pair in pair.key.map { text[$0] } }
    let isWhole =
      keys.contains(Array("response".utf8))
      || keys.contains(Array("uri".utf8)) && !keys.contains(Array("stage".utf8))
    isCut = isBroken || !isWhole
    // Quotes within values are escaped: another mark is another line.
    let torn = isCut ? text.offset(of: Self.mark, in: offset..<lineEnd) : nil
    var last = torn.map { Self.time(text, before: $0, from: offset).lowerBound } ?? lineEnd
    while last > offset, text[last - 1] == 0x0D { last -= 1 }
    self.range = time.lowerBound..<last
  }

  /// The time in front of a mark, or an empty range at the mark.
  private static func time(_ text: TextBytes, before mark: Int, from start: Int) -> Range<Int> {
    guard mark > start, text[mark - 1] == 0x20 else { return mark..<mark }
    let shape = Array("0000-00-00T00:00:00".utf8)
    // As long as with nanoseconds and an offset.
    for first in stride(from: mark - 1 - shape.count, through: max(start, mark - 36), by: -1) {
      let isTime = shape.indices.allSatisfy { index in
        let byte = text[first + index]
        let isDigit = byte &- UInt8(ascii: "0") < 10
        return shape[index] == UInt8(ascii: "0") ? isDigit : byte == shape[index]
      }
      if isTime { return first..<mark - 1 }
      if text[first] <= 0x20 { break }
    }
    return mark..<mark
  }

  /// The next `key="value"`, or `key=value`.
  ///
  /// - Returns: nil at the end; no value where it breaks off.
  private static func pair(
    _ text: TextBytes, _ range: Range<Int>
  ) -> (key: Range<Int>, value: Range<Int>?, end: Int)? {
    var offset = range.lowerBound
    while offset < range.upperBound, text[offset] == 0x20 || text[offset] == 0x0D { offset += 1 }
    guard offset < range.upperBound else { return nil }
    let start = offset
    while offset < range.upperBound, text[offset] != UInt8(ascii: "="), text[offset] > 0x20 {
      offset += 1
    }
    let key = start..<offset
    guard offset + 1 < range.upperBound, text[offset] == UInt8(ascii: "=") else {
      return (key, nil, offset)
    }
    guard text[offset + 1] == UInt8(ascii: "\"") else {
      let end = text.find(0x20, in: offset..<range.upperBound) ?? range.upperBound
      return (key, offset + 1..<end, end)
    }
    let value = offset + 2
    offset = value
    while offset < range.upperBound, text[offset] != UInt8(ascii: "\"") {
      offset += text[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard offset < range.upperBound else { return (key, nil, range.upperBound) }
    let isEnd = offset + 1 == range.upperBound || text[offset + 1] <= 0x20
    return (key, isEnd ? value..<offset : nil, offset + 1)
  }

  /// Appends what the line says, as the JSON object that `queries/formats`
  /// names the fields of: the time under `AUDIT:`, then its own keys.
  func appendJSON(_ text: TextBytes, to output: inout [UInt8]) {
    output += Array("{\"AUDIT:\":\"".utf8)
    text.append(TextRange(time), to: &output)
    output.append(UInt8(ascii: "\""))
    for pair in pairs {
      output += Array(",\"".utf8)
      for offset in pair.key { JSONEscape.append(text[offset], to: &output) }
      output += Array("\":\"".utf8)
      var plain: [UInt8] = []
      GoText.append(pair.value.map { text[$0] }, to: &plain)
      for byte in plain { JSONEscape.append(byte, to: &output) }
      output.append(UInt8(ascii: "\""))
    }
    output.append(UInt8(ascii: "}"))
  }
}
