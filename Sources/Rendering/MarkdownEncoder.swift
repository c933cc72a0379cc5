internal import Inquiry

/// Writes a table in GitHub's Markdown.
///
/// Times are in UTC with six digits, as in the machine formats: a page is read
/// by people in other zones than the one who made it.
struct MarkdownEncoder: RowEncoder {
  let columns: [Column]

  func begin(into out: inout [UInt8]) {
    write(columns.map { .text($0.name) }, into: &out)
    out.append(UInt8(ascii: "|"))
    for column in columns { out.append(ascii: column.isNumeric ? " ---: |" : " --- |") }
    out.append(UInt8(ascii: "\n"))
  }

  func write(_ row: [Value], into out: inout [UInt8]) {
    out.append(UInt8(ascii: "|"))
    for index in row.indices {
      out.append(UInt8(ascii: " "))
      append(row[index], to: &out)
      out.append(ascii: " |")
    }
    out.append(UInt8(ascii: "\n"))
  }

  func end(into out: inout [UInt8]) {}

  private func append(_ value: Value, to out: inout [UInt8]) {
    switch value {
    case .null: break
    case .text(let text): MarkdownText.append(text.utf8.span, to: &out)
    case .list(let texts):
      MarkdownText.append(texts.joined(separator: ",").utf8.span, to: &out)
    case .integer(let number), .identifier(let number): out.append(decimal: number)
    case .real(let number): out.append(text: number.description)
    case .duration(let microseconds): out.append(text: DurationText.short(microseconds))
    case .time(let microseconds, _): TimeText.append(microseconds: microseconds, to: &out)
    case .flag(let isTrue): out.append(ascii: isTrue ? "true" : "false")
    }
  }
}
