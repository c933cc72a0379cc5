internal import Inquiry

/// Writes one value for a table.
enum TableCell {
  static func append(_ value: Value, zone: TimeZoneRules, to out: inout [UInt8]) {
    switch value {
    case .null: break
    case .text(let text): TextSafety.append(text.utf8.span, to: &out)
    case .list(let texts):
      TextSafety.append(texts.joined(separator: ",").utf8.span, to: &out)
    case .integer(let number), .identifier(let number): out.append(decimal: number)
    case .real(let number): out.append(text: number.description)
    case .duration(let microseconds): out.append(text: DurationText.short(microseconds))
    case .flag(let isTrue): out.append(ascii: isTrue ? "yes" : "no")
    case .time(let microseconds, let digits):
      let seconds = microseconds.floored(by: 1_000_000).quotient
      let offset = zone.isUTC ? nil : zone.offset(atUTC: seconds)
      TimeText.append(microseconds: microseconds, digits: digits, offset: offset, to: &out)
    }
  }

  /// Whether a part of the value would read as another value.
  static func isWhole(_ value: Value) -> Bool {
    switch value {
    case .integer, .real, .identifier, .time, .duration, .flag: true
    case .null, .text, .list: false
    }
  }

  /// Shortens a cell to at most `limit` cells, one of them `…`.
  ///
  /// - Parameter keepsEnd: whether what goes is the middle: names differ at their
  ///   end, after a prefix that many share.
  static func cut(_ cell: inout [UInt8], to limit: Int, keepsEnd: Bool = false) -> Int {
    let text = String(decoding: cell, as: UTF8.self)
    let head = keepsEnd ? (limit - 1) / 3 : limit - 1
    var kept = DisplayWidth.prefix(text, fitting: head) + "…"
    if keepsEnd { kept += DisplayWidth.suffix(text, fitting: limit - 1 - head) }
    cell.removeAll(keepingCapacity: true)
    cell.append(contentsOf: kept.utf8)
    return DisplayWidth.of(cell)
  }
}
