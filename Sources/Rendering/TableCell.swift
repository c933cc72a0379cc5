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

  /// Takes the parts of a second out of a time.
  static func cutSeconds(_ cell: inout [UInt8]) {
    guard let dot = cell.firstIndex(of: UInt8(ascii: ".")) else { return }
    let rest = cell[dot...].dropFirst().drop { (0x30...0x39).contains($0) }
    cell.removeSubrange(dot..<rest.startIndex)
  }

  /// Shortens a cell to at most `limit` cells, one of them `…`.
  ///
  /// - Parameter keepsEnd: whether the end stays: names differ there, after a
  ///   prefix that many share. Of the control plane's names the beginning goes,
  ///   of an address of mail the end, of others the middle.
  static func cut(_ cell: inout [UInt8], to limit: Int, keepsEnd: Bool = false) -> Int {
    let text = String(decoding: cell, as: UTF8.self)
    let keepsEnd = keepsEnd && !text.contains("@")
    let middle = text.hasPrefix("system:") ? 0 : (limit - 1) / 3
    let head = keepsEnd ? middle : limit - 1
    var kept = DisplayWidth.prefix(text, fitting: head) + "…"
    if keepsEnd { kept += DisplayWidth.suffix(text, fitting: limit - 1 - head) }
    cell.removeAll(keepingCapacity: true)
    cell.append(contentsOf: kept.utf8)
    return DisplayWidth.of(cell)
  }
}
