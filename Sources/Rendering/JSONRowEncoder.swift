internal import Inquiry

/// Writes JSON (one array, an object a line) and NDJSON (an object a line).
struct JSONRowEncoder: RowEncoder {
  /// The largest integer that every JSON reader keeps exact.
  private static let largestExact: UInt64 = 1 << 53

  private let isArray: Bool
  /// What stands before each value: `{"first":`, then `,"second":`.
  private let leads: [[UInt8]]
  private var hasRows = false

  init(columns: [Column], isArray: Bool) {
    self.isArray = isArray
    leads = columns.enumerated().map { index, column in
      var lead: [UInt8] = [UInt8(ascii: index == 0 ? "{" : ",")]
      JSONString.append(column.name.utf8.span, to: &lead)
      lead.append(UInt8(ascii: ":"))
      return lead
    }
  }

  func begin(into out: inout [UInt8]) {
    if isArray { out.append(UInt8(ascii: "[")) }
  }

  mutating func write(_ row: [Value], into out: inout [UInt8]) {
    if isArray { out.append(ascii: hasRows ? ",\n" : "\n") }
    hasRows = true
    if leads.isEmpty { out.append(UInt8(ascii: "{")) }
    for index in row.indices {
      out.append(contentsOf: leads[index])
      append(row[index], to: &out)
    }
    out.append(UInt8(ascii: "}"))
    if !isArray { out.append(UInt8(ascii: "\n")) }
  }

  func end(into out: inout [UInt8]) {
    if isArray { out.append(ascii: hasRows ? "\n]\n" : "]\n") }
  }

  @inline(__always)
  private func append(_ value: Value, to out: inout [UInt8]) {
    switch value {
    case .null: out.append(ascii: "null")
    case .text(let text): JSONString.append(text.utf8.span, to: &out)
    case .integer(let number), .duration(let number):
      append(number, quoted: number.magnitude > Self.largestExact, to: &out)
    case .identifier(let number): append(number, quoted: true, to: &out)
    case .real(let number):
      // JSON has no word for what is beyond the numbers.
      number.isFinite ? out.append(text: number.description) : out.append(ascii: "null")
    case .time(let microseconds, _):
      out.append(UInt8(ascii: "\""))
      TimeText.append(microseconds: microseconds, to: &out)
      out.append(UInt8(ascii: "\""))
    case .flag(let isTrue): out.append(ascii: isTrue ? "true" : "false")
    case .list(let texts): append(texts, to: &out)
    }
  }

  private func append(_ number: Int64, quoted: Bool, to out: inout [UInt8]) {
    if quoted { out.append(UInt8(ascii: "\"")) }
    out.append(decimal: number)
    if quoted { out.append(UInt8(ascii: "\"")) }
  }

  private func append(_ texts: [String], to out: inout [UInt8]) {
    out.append(UInt8(ascii: "["))
    for index in texts.indices {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      JSONString.append(texts[index].utf8.span, to: &out)
    }
    out.append(UInt8(ascii: "]"))
  }
}
