#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension RecordFramer {
  /// A stretch being rejected, from its first byte until reading can go on.
  ///
  /// A line that is no JSON, and a record that breaks on the line it begins
  /// on, end with that line. A record that breaks further down (it was cut
  /// between two tokens, or is pretty-printed) ends where a line opens a value
  /// at the record's own column or at the margin. A run of NULs ends with it.
  struct Damage {
    /// Where framing stood at its first byte.
    let before: FramingState
    var reason: RejectedRecord.Reason
    /// Where the scanner stopped in the source.
    let fault: Int64
    /// The first line's end has been passed without ending the damage.
    var isBeyondFirstLine = false
  }

  /// A source may be read again, after damage, at most this many times over.
  private static let rereadLimit: Int64 = 4

  mutating func startDamage(_ cursor: inout Cursor, reason: RejectedRecord.Reason) {
    let isScanned = reason == .truncated || reason == .malformed || reason == .tooLong
    let fault = isScanned ? scanner.faultOffset : cursor.offset
    rereadBytes += Int64(fault - cursor.offset)
    var before = state
    before.offset += Int64(cursor.offset)
    before.column = Int64(cursor.offset - cursor.lineStart)
    damage = Damage(before: before, reason: reason, fault: state.offset + Int64(fault))
  }

  /// Moves on to where reading can resume. Returns false when the end of the
  /// damage is not in sight.
  mutating func skipDamage(_ cursor: inout Cursor, _ batch: inout RecordBatch) -> Bool {
    guard let damage else { return true }
    if damage.reason == .nulBytes { return skipNULs(&cursor, &batch, damage) }
    while let lineEnd = nextLineFeed(cursor) {
      let faultIsBeyond = damage.fault > state.offset + Int64(lineEnd)
      let mayGoOn = rereadBytes <= Self.rereadLimit * (state.offset + Int64(cursor.text.count))
      if !damage.isBeyondFirstLine, !faultIsBeyond || !mayGoOn {
        state.containers = []
        return endDamage(&cursor, &batch, at: lineEnd)
      }
      guard lineEnd + 1 < cursor.text.count || cursor.isLast else { return false }
      self.damage?.isBeyondFirstLine = true
      if let column = columnOfValue(cursor.text, lineStart: lineEnd + 1) {
        if column == 0, damage.before.column != 0 { state.containers = [] }
        if column == 0 || Int64(column) == damage.before.column {
          return endDamage(&cursor, &batch, at: lineEnd)
        }
      }
      passLine(&cursor, end: lineEnd)
    }
    cursor.offset = cursor.text.count
    if !cursor.isLast { return false }
    return endDamage(&cursor, &batch, at: cursor.text.count, isTail: true)
  }

  private func nextLineFeed(_ cursor: Cursor) -> Int? {
    let rest = cursor.text.count - cursor.offset
    guard rest > 0, let found = memchr(cursor.text.base + cursor.offset, 0x0A, rest) else {
      return nil
    }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - cursor.text.base
  }

  private mutating func passLine(_ cursor: inout Cursor, end: Int) {
    cursor.offset = end + 1
    cursor.lineStart = end + 1
    state.line += 1
  }

  /// The column at which a line opens an object or array, if that comes first.
  private func columnOfValue(_ text: TextBytes, lineStart: Int) -> Int? {
    var offset = lineStart
    while offset < text.count, text[offset] == 0x20 || text[offset] == 0x09 { offset += 1 }
    guard offset < text.count else { return nil }
    let byte = text[offset]
    return byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") ? offset - lineStart : nil
  }

  private mutating func skipNULs(
    _ cursor: inout Cursor, _ batch: inout RecordBatch, _ damage: Damage
  ) -> Bool {
    while cursor.offset < cursor.text.count, cursor.text[cursor.offset] == 0 { cursor.offset += 1 }
    let isTail = cursor.offset == cursor.text.count
    if isTail, !cursor.isLast { return false }
    return endDamage(&cursor, &batch, at: cursor.offset, isTail: isTail)
  }

  /// Writes the rejected record that ends before an offset.
  @discardableResult
  mutating func endDamage(
    _ cursor: inout Cursor, _ batch: inout RecordBatch, at end: Int, isTail: Bool = false
  ) -> Bool {
    guard let damage else { return true }
    cursor.offset = end
    self.damage = nil
    batch.rejected.append(
      RejectedRecord(
        offset: damage.before.offset, length: state.offset + Int64(end) - damage.before.offset,
        line: damage.before.line, reason: damage.reason, faultOffset: damage.fault, isTail: isTail))
    return true
  }
}
