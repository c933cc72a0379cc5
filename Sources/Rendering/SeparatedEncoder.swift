internal import Inquiry

/// Writes CSV and TSV.
///
/// Quoting is RFC 4180's, with tabs for TSV (the `excel-tab` dialect). Lines
/// end with LF, as sqlite-utils, DuckDB and most tools on Unix write them. No
/// value holds a line break: `TextSafety` writes those out.
struct SeparatedEncoder: RowEncoder {
  private static let quote = UInt8(ascii: "\"")
  private static let lineEnd = UInt8(ascii: "\n")

  let columns: [Column]
  let separator: UInt8

  /// A name such as `@timestamp` stays as it is: others look for it, and no
  /// spreadsheet can calculate a plain word.
  func begin(into out: inout [UInt8]) {
    for index in columns.indices {
      if index > 0 { out.append(separator) }
      let name = columns[index].name
      appendGuarded(name.utf8.span, isGuarded: !Self.isPlainField(name), to: &out)
    }
    out.append(Self.lineEnd)
  }

  /// Whether a name is `@` and a word.
  private static func isPlainField(_ name: String) -> Bool {
    name.hasPrefix("@")
      && name.utf8.dropFirst().allSatisfy { byte in
        (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      }
  }

  /// A row of one column is not made of its cell alone: see `write`.
  func cellWriter(_ redactor: RowRedactor?) -> CellWriter? {
    guard columns.count > 1 else { return nil }
    var clock = SecondText()
    return CellWriter(separator: separator, lineEnd: Self.lineEnd) { value, column, out in
      if case .time(let microseconds, _) = value {
        clock.append(microseconds: microseconds, to: &out)
      } else {
        append(redactor?.redacted(value, column: column) ?? value, to: &out)
      }
    }
  }

  func write(_ row: [Value], into out: inout [UInt8]) {
    let start = out.count
    for index in row.indices {
      if index > 0 { out.append(separator) }
      append(row[index], to: &out)
    }
    // A line without a byte would be read as no row at all.
    if out.count == start { out.append(ascii: "\"\"") }
    out.append(Self.lineEnd)
  }

  func end(into out: inout [UInt8]) {}

  @inline(__always)
  private func append(_ value: Value, to out: inout [UInt8]) {
    switch value {
    case .null: break
    case .text(let text): append(text.utf8.span, to: &out)
    case .integer(let number), .identifier(let number), .duration(let number):
      out.append(decimal: number)
    case .real(let number): out.append(text: number.description)
    case .time(let microseconds, _): TimeText.append(microseconds: microseconds, to: &out)
    case .flag(let isTrue): out.append(ascii: isTrue ? "true" : "false")
    case .list(let texts): append(texts, to: &out)
    }
  }

  @inline(__always)
  private func append(_ bytes: Span<UInt8>, to out: inout [UInt8]) {
    if SpreadsheetGuard.wants(bytes) || !ByteScan.isPlain(bytes, except: Self.quote, separator) {
      appendGuarded(bytes, to: &out)
    } else {
      out.append(copying: bytes)
    }
  }

  private func append(_ texts: [String], to out: inout [UInt8]) {
    guard texts.count != 1 else { return append(texts[0].utf8.span, to: &out) }
    appendGuarded(texts.joined(separator: ",").utf8.span, to: &out)
  }

  private func appendGuarded(
    _ bytes: Span<UInt8>, isGuarded: Bool = true, to out: inout [UInt8]
  ) {
    let isQuoted = needsQuotes(bytes)
    if isQuoted { out.append(Self.quote) }
    if isGuarded, SpreadsheetGuard.wants(bytes) { out.append(SpreadsheetGuard.mark) }
    var index = 0
    while index < bytes.count {
      if let hazard = Hazard(in: bytes, at: index) {
        hazard.appendEscape(to: &out)
        index += hazard.length
        continue
      }
      if bytes[index] == Self.quote { out.append(Self.quote) }
      out.append(bytes[index])
      index += 1
    }
    if isQuoted { out.append(Self.quote) }
  }

  private func needsQuotes(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      if bytes[index] == Self.quote { return true }
      // A tab inside a value is written out, so only a comma can separate.
      if bytes[index] == separator, separator != UInt8(ascii: "\t") { return true }
    }
    return false
  }
}
