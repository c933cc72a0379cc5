internal import LogBytes

/// Framing as it is meant, without blocks, without speed: a source is read from
/// each place where a record may begin, as often as it takes.
struct ReferenceFramer {
  private let text: [UInt8]
  private let maxRecord: Int
  private var offset = 0
  private var containers: [(kind: FramingState.Container, line: Int)] = []
  private(set) var records: [Range<Int>] = []
  private(set) var rejected: [(stretch: Range<Int>, reason: RejectedRecord.Reason)] = []

  init(_ text: [UInt8], maxRecord: Int) {
    self.text = text
    self.maxRecord = maxRecord
    while let byte = byte(offset) { takeStep(byte) }
  }

  private func byte(_ offset: Int) -> UInt8? { offset < text.count ? text[offset] : nil }

  private func starts(_ literal: String, at offset: Int) -> Bool {
    text[offset...].starts(with: literal.utf8)
  }

  private func lineStart(of offset: Int) -> Int {
    (text[..<offset].lastIndex(of: 0x0A) ?? -1) + 1
  }

  /// Bytes before an offset in its line; a byte order mark is none.
  private func column(of offset: Int) -> Int {
    let start = lineStart(of: offset)
    let marks = byteOrderMarks.filter { start <= $0 && $0 < offset }.count
    return offset - start - 3 * marks
  }

  private var byteOrderMarks: [Int] = []

  private mutating func enter(_ kind: FramingState.Container) {
    if containers.count == 64 { containers = [] }
    containers.append((kind, lineStart(of: offset)))
    offset += 1
  }

  private mutating func takeStep(_ byte: UInt8) {
    let kind = containers.last?.kind
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","): offset += 1
    case UInt8(ascii: "{"): takeObject()
    case UInt8(ascii: "["): enter(.array)
    case UInt8(ascii: "]"):
      _ = containers.popLast()
      if kind == .items { enter(.rest) } else { offset += 1 }
    case UInt8(ascii: "}") where kind == .rest:
      containers.removeLast()
      offset += 1
    case UInt8(ascii: "\"") where kind == .rest: takeMember()
    case 0xEF where starts("\u{FEFF}", at: offset):
      byteOrderMarks.append(offset)
      offset += 3
    case 0: takeNULs()
    default:
      takeDamage(fault: offset, kind == nil ? .notJSON : .notAnObject)
    }
  }

  private mutating func takeNULs() {
    let end = text[offset...].firstIndex { $0 != 0 } ?? text.count
    rejected.append((offset..<end, .nulBytes))
    offset = end
  }

  /// The end of a value, or its fault.
  private func scan(_ start: Int) -> (end: Int?, fault: Int, isCut: Bool) {
    var scanner = JSONScanner()
    let end = TextBuffer(text).withBytes { scanner.skipValue($0, from: start) }
    let isCut =
      scanner.fault == .incomplete || byte(scanner.faultOffset) == 0x0A
      || byte(scanner.faultOffset) == 0x0D
    return (end == JSONScanner.failed ? nil : end, scanner.faultOffset, isCut)
  }

  /// Takes what was scanned from the offset on, or else its damage.
  private mutating func take(_ scanned: (end: Int?, fault: Int, isCut: Bool)) -> Range<Int>? {
    let start = offset
    if (scanned.end ?? scanned.fault) - start > maxRecord {
      takeDamage(fault: start + maxRecord, .tooLong)
    } else if let end = scanned.end {
      offset = end
      return start..<end
    } else {
      takeDamage(fault: scanned.fault, scanned.isCut ? .truncated : .malformed)
    }
    return nil
  }

  private mutating func takeObject() {
    if let items = endOfListHead(of: offset) {
      if items - offset > maxRecord { return takeDamage(fault: offset + maxRecord, .tooLong) }
      offset = items - 1
      enter(.items)
    } else if let record = take(scan(offset)) {
      records.append(record)
    }
  }

  /// The offset behind the bracket of `items`, if that comes before `auditID`.
  private func endOfListHead(of start: Int) -> Int? {
    var place = skipSpaces(start + 1)
    while byte(place) == UInt8(ascii: "\""), let keyEnd = scan(place).end {
      let colon = skipSpaces(keyEnd)
      guard byte(colon) == UInt8(ascii: ":") else { return nil }
      let value = skipSpaces(colon + 1)
      if starts("\"auditID\"", at: place) { return nil }
      if starts("\"items\"", at: place), byte(value) == UInt8(ascii: "[") { return value + 1 }
      guard let end = scan(value).end else { return nil }
      let comma = skipSpaces(end)
      guard byte(comma) == UInt8(ascii: ",") else { return nil }
      place = skipSpaces(comma + 1)
    }
    return nil
  }

  private func skipSpaces(_ start: Int) -> Int {
    text[start...].firstIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } ?? text.count
  }

  private mutating func takeMember() {
    let key = scan(offset)
    guard let keyEnd = key.end else {
      _ = take(key)
      return
    }
    let colon = skipSpaces(keyEnd)
    guard byte(colon) == UInt8(ascii: ":") else {
      let isCut = colon == text.count
      _ = take((nil, colon, isCut))
      return
    }
    _ = take(scan(skipSpaces(colon + 1)))
  }

  private mutating func takeDamage(fault: Int, _ reason: RejectedRecord.Reason) {
    let start = offset
    var end = text[start...].firstIndex(of: 0x0A) ?? text.count
    if fault <= end, end < text.count {
      let line = lineStart(of: start)
      containers.removeAll { $0.line == line }
      return reject(start..<end, fault, reason)
    }
    while end < text.count {
      let next = text[(end + 1)...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? text.count
      let opens = byte(next) == UInt8(ascii: "{") || byte(next) == UInt8(ascii: "[")
      if opens, next == end + 1 || next - end - 1 == column(of: start),
        reason != .tooLong || fault <= end, !breaks(next, at: fault)
      {
        if next == end + 1, column(of: start) != 0 { containers = [] }
        return reject(start..<end, fault, reason)
      }
      end = text[(end + 1)...].firstIndex(of: 0x0A) ?? text.count
    }
    reject(start..<end, fault, reason)
  }

  /// Whether an object breaks where the one around it broke.
  private func breaks(_ start: Int, at fault: Int) -> Bool {
    guard byte(start) == UInt8(ascii: "{"), endOfListHead(of: start) == nil else { return false }
    let scanned = scan(start)
    return scanned.end == nil && scanned.fault == fault
  }

  private mutating func reject(_ stretch: Range<Int>, _ fault: Int, _ reason: RejectedRecord.Reason)
  {
    let isCut = reason == .malformed && fault >= stretch.upperBound
    rejected.append((stretch, isCut ? .truncated : reason))
    offset = stretch.upperBound
  }
}
