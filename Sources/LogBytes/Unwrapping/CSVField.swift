/// A quoted field of a CSV file, in which quotes are doubled.
enum CSVField {
  /// Appends what a field says.
  ///
  /// - Parameter range: from inside the field up to the end of what there is.
  /// - Returns: the offset of the quote that ends it, or the range's end.
  static func append(_ text: TextBytes, _ range: Range<Int>, to output: inout [UInt8]) -> Int {
    var start = range.lowerBound
    while let quote = text.find(UInt8(ascii: "\""), in: start..<range.upperBound) {
      text.append(TextRange(start..<quote), to: &output)
      guard quote + 1 < range.upperBound, text[quote + 1] == UInt8(ascii: "\"") else {
        return quote
      }
      output.append(UInt8(ascii: "\""))
      start = quote + 2
    }
    text.append(TextRange(start..<range.upperBound), to: &output)
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
