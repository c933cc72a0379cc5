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
}
