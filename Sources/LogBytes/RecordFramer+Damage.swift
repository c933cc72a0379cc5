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
  /// at the record's own column or at the margin, unless that breaks at the
  /// same place; one that is too long, not before the limit. A run of NULs ends
  /// with it.
  struct Damage {
    /// Where framing stood at its first byte.
    let before: FramingState
    let reason: RejectedRecord.Reason
    /// Where the scanner stopped in the source.
    let fault: Int64
    /// The first line's end has been passed without ending the damage.
    var isBeyondFirstLine = false
    /// Where the last line ended, while only the next one's indentation has
    /// been passed.
    var lineEnd: Int64?
  }

  /// Begins to skip damage at the cursor.
  ///
  /// - Parameter value: where the value begins that broke, if one did.
  mutating func startDamage(
    _ cursor: inout Cursor, reason: RejectedRecord.Reason, fault: Int, value: Int = .max
  ) {
    if reason != .tooLong, value < fault, let end = nextLineFeed(cursor), end < fault {
      cursor.broken = BrokenValues(
        cursor.text, from: value, to: fault, reason: reason,
        hasElements: state.containers.last == .list)
    }
    var before = state
    before.offset += Int64(cursor.offset)
    before.column = Int64(cursor.offset - cursor.lineStart)
    damage = Damage(before: before, reason: reason, fault: state.offset + Int64(fault))
  }

  /// Begins to skip damage without reading again what has been read, if a
  /// value is known to break.
  @inline(__always)
  mutating func startKnownDamage(
    _ cursor: inout Cursor, value: Int, isMember: Bool = false
  ) -> Bool {
    guard value < cursor.broken.fault, cursor.broken.contains(value, isMember: isMember) else {
      return false
    }
    startDamage(&cursor, reason: cursor.broken.reason, fault: cursor.broken.fault)
    return true
  }

  /// Moves on to where reading can resume.
  ///
  /// - Returns: false when the end of the damage is not in sight.
  mutating func skipDamage(_ cursor: inout Cursor, _ batch: inout RecordBatch) -> Bool {
    guard let damage else { return true }
    if damage.reason == .nulBytes { return skipNULs(&cursor, &batch) }
    while cursor.offset < cursor.text.count {
      if skipIndentation(&cursor, &batch) { return true }
      guard let lineEnd = nextLineFeed(cursor) else { break }
      cursor.offset = lineEnd
      let end = state.offset + Int64(lineEnd)
      if self.damage?.isBeyondFirstLine == false, damage.fault <= end {
        state.leaveThoseOfLine()
        endDamage(&batch, at: end)
        return true
      }
      cursor.offset += 1
      cursor.lineStart = cursor.offset
      state.passLines(1)
      self.damage?.isBeyondFirstLine = true
      self.damage?.lineEnd = end
    }
    cursor.offset = cursor.text.count
    guard cursor.isLast else { return false }
    endDamage(&batch, at: state.offset + Int64(cursor.offset), isTail: true)
    return true
  }

  private func nextLineFeed(_ cursor: Cursor) -> Int? {
    let rest = cursor.text.count - cursor.offset
    guard rest > 0, let found = memchr(cursor.text.base + cursor.offset, 0x0A, rest) else {
      return nil
    }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - cursor.text.base
  }

  /// Passes a line's indentation.
  ///
  /// - Returns: true if the damage ended before it, because the line opens a
  ///   value where one may be.
  private mutating func skipIndentation(
    _ cursor: inout Cursor, _ batch: inout RecordBatch
  ) -> Bool {
    guard let damage, let lineEnd = damage.lineEnd else { return false }
    let text = cursor.text
    while text[cursor.offset] == 0x20 || text[cursor.offset] == 0x09 { cursor.offset += 1 }
    guard cursor.offset < text.count else { return false }
    self.damage?.lineEnd = nil
    let isObject = text[cursor.offset] == UInt8(ascii: "{")
    let column = Int64(cursor.offset - cursor.lineStart)
    guard isObject || text[cursor.offset] == UInt8(ascii: "["),
      column == 0 || column == damage.before.column,
      damage.reason != .tooLong || damage.fault <= lineEnd,
      !isObject && state.containers.last != .list
        || !cursor.broken.contains(cursor.offset, isMember: !isObject)
    else { return false }
    if column == 0, damage.before.column != 0 { state.leaveAll() }
    endDamage(&batch, at: lineEnd)
    batch.otherBytes += state.offset + Int64(cursor.offset) - lineEnd
    return true
  }

  private mutating func skipNULs(_ cursor: inout Cursor, _ batch: inout RecordBatch) -> Bool {
    while cursor.offset < cursor.text.count, cursor.text[cursor.offset] == 0 { cursor.offset += 1 }
    let isTail = cursor.offset == cursor.text.count
    if isTail, !cursor.isLast { return false }
    endDamage(&batch, at: state.offset + Int64(cursor.offset), isTail: isTail)
    return true
  }

  /// Writes the rejected record that ends before an offset of the source.
  ///
  /// A value that broke behind what is rejected of it was cut there.
  mutating func endDamage(_ batch: inout RecordBatch, at end: Int64, isTail: Bool = false) {
    guard let damage else { return }
    self.damage = nil
    let isCut = damage.reason == .malformed && damage.fault >= end
    batch.rejected.append(
      RejectedRecord(
        offset: damage.before.offset, length: end - damage.before.offset,
        line: damage.before.line, reason: isCut ? .truncated : damage.reason,
        faultOffset: min(damage.fault, end), isTail: isTail))
  }
}
