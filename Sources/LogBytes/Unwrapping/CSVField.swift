/// A quoted field of a CSV file, in which quotes are doubled.
enum CSVField {
  /// Appends what a field says.
  ///
  /// - Parameter range: from inside the field up to the end of what there is.
  /// - Returns: the offset of the quote that ends it, or the range's end.
  static func append(_ text: TextBytes, _ range: Range<Int>, to output: inout [UInt8]) -> Int {
    var end = range.upperBound
    output.append(addingCapacity: range.count) { (room: inout OutputSpan<UInt8>) in
      room.withUnsafeMutableBufferPointer { buffer, written in
        guard let target = buffer.baseAddress else { return }
        end = write(text, range, to: target, &written)
      }
    }
    return end
  }

  /// Writes a field into room for as many bytes as the range has.
  private static func write(
    _ text: TextBytes, _ range: Range<Int>, to target: UnsafeMutablePointer<UInt8>,
    _ count: inout Int
  ) -> Int {
    let quote = UInt8(ascii: "\"")
    var writer = EscapeWriter(text: text, offset: range.lowerBound, target: target)
    defer { count = writer.count }
    // A quote that is doubled is one that escapes another.
    writer.write(to: range.upperBound, escape: quote, other: quote)
    while writer.offset < range.upperBound {
      let offset = writer.offset
      let isQuote = text[offset] == quote
      if isQuote {
        guard offset + 1 < range.upperBound, text[offset + 1] == quote else { return offset }
      }
      target[writer.count] = text[offset]
      writer.count += 1
      writer.offset += isQuote ? 2 : 1
    }
    return range.upperBound
  }

  /// The fields of a line of a CSV file; nil where one is not closed in it.
  static func fields(_ text: TextBytes, _ line: Range<Int>) -> [[UInt8]]? {
    var end = line.upperBound
    while end > line.lowerBound, text[end - 1] == 0x0D { end -= 1 }
    var fields: [[UInt8]] = []
    var offset = line.lowerBound
    while offset <= end {
      var field: [UInt8] = []
      if offset < end, text[offset] == UInt8(ascii: "\"") {
        let quote = append(text, offset + 1..<end, to: &field)
        guard quote < end, quote + 1 == end || text[quote + 1] == UInt8(ascii: ",") else {
          return nil
        }
        offset = quote + 1
      } else {
        let comma = text.find(UInt8(ascii: ","), in: offset..<end) ?? end
        text.append(TextRange(offset..<comma), to: &field)
        offset = comma
      }
      fields.append(field)
      offset += 1
    }
    return fields
  }
}
