/// Cuts a source's text into records, whatever its framing: a value a line,
/// concatenated or pretty-printed values, arrays, and list objects
/// (`{"kind":"EventList","items":[…]}`), which are read element by element.
///
/// Nothing need be declared and nothing is guessed: the scanner knows where a
/// value ends. Only damage needs a rule, `RecordFramer+Damage`.
public struct RecordFramer {
  /// The longest record accepted, bytes.
  var maxRecord: Int
  /// The arrays of records in longer objects.
  let lists: ListPaths
  var scanner = JSONScanner()
  private var memory = ValueMemory()
  /// Somewhat more records and members than the last block held.
  private var usualRecords = 0
  private var usualMembers = 0
  var keys = KeyMemory(isInner: false)
  /// Those of objects inside records, in the other's place while one is scanned.
  var innerKeys = KeyMemory(isInner: true)
  var state: FramingState
  /// Bytes of a record that the blocks so far did not complete.
  private var carried: ArraySlice<UInt8> = []
  /// Damage whose end has not been seen yet.
  var damage: Damage?
  /// How many bytes there are to be before what is carried is scanned again.
  private var wanted = 0
  /// Up to here what is carried is scanned again with each block.
  private static let scannedEachTime = 4 << 20
  /// How much there is of lines that are not scanned before their end comes:
  /// so little that a list on one line is still entered early.
  private static let longLines = 1 << 16..<SourceReader.blockSize

  /// Starts at the beginning of a source, or where an earlier run left it.
  public init(
    resuming state: FramingState = FramingState(), maxRecord: Int = 16 << 20,
    lists: ListPaths = ListPaths()
  ) {
    self.lists = lists
    self.state = state
    self.maxRecord = maxRecord
  }

  /// Begins another source, keeping what was remembered of values.
  ///
  /// - Parameter maxRecord: the longest record accepted, bytes; nil for the
  ///   limit so far.
  public mutating func begin(
    resuming state: FramingState = FramingState(), maxRecord: Int? = nil
  ) {
    self.maxRecord = maxRecord ?? self.maxRecord
    self.state = state
    self.state.isInField = false
    carried = []
    damage = nil
    wanted = 0
  }

  /// Frames the next block of the source.
  ///
  /// - Parameter isLast: whether the source ends with this block.
  /// - Returns: the records that end in it, but for one on a long line whose end
  ///   may come in the next. The batch owns the text.
  public mutating func frame(_ block: TextBlock, isLast: Bool) -> RecordBatch {
    if isWaiting(for: block.count, isLast: isLast) { return waiting(with: block.bytes) }
    return frame(TextBuffer(carried, block), isLast: isLast, awaitsLines: !isLast)
  }

  /// Frames the next bytes of the source: all records that end in them.
  public mutating func frame(_ bytes: [UInt8], isLast: Bool) -> RecordBatch {
    if isWaiting(for: bytes.count, isLast: isLast) { return waiting(with: bytes[...]) }
    return frame(TextBuffer(carried, bytes), isLast: isLast)
  }

  /// Whether more bytes are to come before what is carried is scanned again.
  private func isWaiting(for count: Int, isLast: Bool) -> Bool {
    carried.count + count < wanted && !isLast
  }

  private mutating func waiting(with bytes: ArraySlice<UInt8>) -> RecordBatch {
    carried += bytes
    return RecordBatch(text: TextBuffer([UInt8]()), textOffset: state.offset, resume: state)
  }

  private mutating func frame(
    _ text: TextBuffer, isLast: Bool, awaitsLines: Bool = false
  ) -> RecordBatch {
    wanted = 0
    carried = []
    var batch = RecordBatch(text: text, textOffset: state.offset, resume: state)
    // Blocks of one log hold about as many as the one before.
    batch.records.reserveCapacity(min(usualRecords, text.count / 16))
    batch.members.reserveCapacity(min(usualMembers, text.count / 4))
    let cursor = text.withBytes { bytes in
      var cursor = Cursor(text: bytes, isLast: isLast, lineStart: -Int(state.column))
      if awaitsLines { cursor.lastLine = bytes.lastOffset(of: 0x0A).map { $0 + 1 } ?? 0 }
      var depth = 0
      repeat {
        if depth != state.containers.count { notePath(&batch, at: cursor.offset) }
        depth = state.containers.count
      } while cursor.offset < bytes.count && frameNext(&cursor, &batch)
      if isLast { endDamage(&batch, at: state.offset + Int64(bytes.count), isTail: true) }
      return (offset: cursor.offset, column: cursor.offset - cursor.lineStart)
    }
    if cursor.offset < text.count { carried = text.suffix(from: cursor.offset) }
    state.offset += Int64(cursor.offset)
    state.column = Int64(cursor.column)
    batch.resume = damage?.before ?? state
    usualRecords = batch.records.count + batch.records.count / 8
    usualMembers = batch.members.count + batch.members.count / 8
    return batch
  }

  /// Where framing stands inside one batch.
  struct Cursor {
    let text: TextBytes
    let isLast: Bool
    var offset = 0
    /// Where the line of `offset` begins; negative if in an earlier batch.
    var lineStart: Int
    /// Where the text's last line begins, if its end may be waited for.
    var lastLine = Int.max
    /// What is known to break off at a fault that was met already.
    var broken = BrokenValues()
  }

  /// Takes one step.
  ///
  /// - Returns: false when more bytes are needed.
  private mutating func frameNext(_ cursor: inout Cursor, _ batch: inout RecordBatch) -> Bool {
    if damage != nil { return skipDamage(&cursor, &batch) }
    skipSeparators(&cursor, &batch)
    guard cursor.offset < cursor.text.count else { return false }
    switch (cursor.text[cursor.offset], state.containers.last) {
    case (UInt8(ascii: "{"), _):
      return !isOnLongLine(cursor) && frameObject(&cursor, &batch)
    case (let byte, .list) where byte != UInt8(ascii: "]"):
      return frameElement(&cursor, &batch)
    case (UInt8(ascii: "["), _):
      pass(1, &cursor, &batch)
      state.enter(.array)
    case (UInt8(ascii: "]"), .items):
      pass(1, &cursor, &batch)
      state.leave()
      state.enter(.rest)
    case (UInt8(ascii: "]"), _), (UInt8(ascii: "}"), .rest), (UInt8(ascii: "}"), .object):
      pass(1, &cursor, &batch)
      state.leave()
    case (UInt8(ascii: "\""), .rest), (UInt8(ascii: "\""), .object):
      return skipMember(&cursor, &batch)
    case (0xEF, _):
      return skipByteOrderMark(&cursor, &batch)
    default:
      startDamage(&cursor, reason: reasonForJunk(cursor), fault: cursor.offset)
    }
    return true
  }

  /// Whether an object is the first on a long line whose end is not there: then
  /// scanning what there is would be in vain as a rule, and done twice.
  private func isOnLongLine(_ cursor: Cursor) -> Bool {
    cursor.offset >= cursor.lastLine && cursor.offset == cursor.lineStart
      && state.containers.isEmpty
      && Self.longLines.contains(cursor.text.count - cursor.offset)
  }

  func pass(_ count: Int, _ cursor: inout Cursor, _ batch: inout RecordBatch) {
    cursor.offset += count
    batch.otherBytes += Int64(count)
  }

  /// Skips the mark that some editors put before UTF-8, also where files that
  /// begin with one were joined; columns are counted from behind it.
  private mutating func skipByteOrderMark(
    _ cursor: inout Cursor, _ batch: inout RecordBatch
  ) -> Bool {
    let mark: StaticString = "\u{FEFF}"
    let count = min(cursor.text.count - cursor.offset, 3)
    let isMark = (0..<count).allSatisfy { cursor.text[cursor.offset + $0] == mark.utf8Start[$0] }
    if isMark, count < 3, !cursor.isLast { return false }
    if isMark, count == 3 {
      pass(3, &cursor, &batch)
      cursor.lineStart += 3
    } else {
      startDamage(&cursor, reason: reasonForJunk(cursor), fault: cursor.offset)
    }
    return true
  }

  /// Skips white space and the commas between records.
  private mutating func skipSeparators(_ cursor: inout Cursor, _ batch: inout RecordBatch) {
    let text = cursor.text
    let start = cursor.offset
    while cursor.offset < text.count {
      let byte = text[cursor.offset]
      if byte == 0x0A {
        state.passLines(1)
        cursor.lineStart = cursor.offset + 1
      } else if byte != 0x20, byte != 0x0D, byte != 0x09, byte != UInt8(ascii: ",") {
        break
      }
      cursor.offset += 1
    }
    batch.otherBytes += Int64(cursor.offset - start)
  }

  func reasonForJunk(_ cursor: Cursor) -> RejectedRecord.Reason {
    switch cursor.text[cursor.offset] {
    case 0: .nulBytes
    case _ where !state.containers.isEmpty: .notAnObject
    default: .notJSON
    }
  }

  /// Skips a member of a list object behind its `items`, or of one that was too
  /// long.
  private mutating func skipMember(_ cursor: inout Cursor, _ batch: inout RecordBatch) -> Bool {
    let text = cursor.text
    let start = cursor.offset
    scanner.lineFeeds = 0
    var value = scanner.skipKey(text, from: start)
    if value == JSONScanner.failed { return stopOrStartDamage(&cursor, value: text.count) }
    value = scanner.skipWhiteSpace(text, from: value)
    if enterMember(&cursor, &batch, value: value) { return true }
    if startKnownDamage(&cursor, value: value, isMember: true) { return true }
    let end = scanner.skipValue(text, from: value)
    if end == JSONScanner.failed { return stopOrStartDamage(&cursor, value: value) }
    if end - start > maxRecord { return startTooLong(&cursor) }
    // A number may go on in the next block.
    if end == text.count, !cursor.isLast, text[end - 1] &- UInt8(ascii: "0") < 10 { return false }
    batch.otherBytes += Int64(end - start)
    advance(&cursor, to: end)
    return true
  }

  /// Moves behind a value, keeping count of lines.
  mutating func advance(_ cursor: inout Cursor, to end: Int) {
    if scanner.lineFeeds > 0 {
      state.passLines(scanner.lineFeeds)
      var start = end
      while cursor.text[start - 1] != 0x0A { start -= 1 }
      cursor.lineStart = start
    }
    cursor.offset = end
  }

  /// Frames an object: a record, or a list whose elements are.
  mutating func frameObject(_ cursor: inout Cursor, _ batch: inout RecordBatch) -> Bool {
    let start = cursor.offset
    if startKnownDamage(&cursor, value: start) { return true }
    let firstMember = batch.members.count
    let line = state.line
    scanner.lineFeeds = 0
    let scanned = scanMembers(cursor.text, from: start, &batch.members)
    let end = scanned < JSONScanner.failed ? ~scanned : scanned
    guard end == scanned, end - start <= maxRecord else {
      batch.members.removeSubrange(firstMember...)
      if end - start > maxRecord {
        return enterLong(&cursor, &batch) || startTooLong(&cursor)
      }
      advance(&cursor, to: end)
      batch.otherBytes += Int64(end - start)
      state.enter(.items)
      return true
    }
    if end == JSONScanner.failed {
      batch.members.removeSubrange(firstMember...)
      let isLong = scanner.faultOffset - start > maxRecord
      return isLong && enterLong(&cursor, &batch) || stopOrStartDamage(&cursor, value: start)
    }
    advance(&cursor, to: end)
    batch.records.append(
      Record(
        start: Int32(start), count: Int32(end - start), line: line,
        firstMember: Int32(firstMember), memberCount: Int32(batch.members.count - firstMember)))
    return true
  }

  /// Scans an object's members.
  ///
  /// - Returns: the offset behind the object; `failed`; or, where the object is
  ///   a list, the complement of the offset behind the bracket of its `items`.
  ///   (An offset is at least 2 there, so no complement equals `failed`.)
  mutating func scanMembers(
    _ text: TextBytes, from start: Int, _ members: inout [Member]
  ) -> Int {
    var offset = scanner.skipWhiteSpace(text, from: start + 1)
    if text[offset] == UInt8(ascii: "}") { return offset + 1 }
    var isEvent = false
    var place = 0
    while true {
      let key = offset
      var keyNumber: Int32 = 0
      offset = skipKey(text, from: key, place: place, &keyNumber)
      if offset == JSONScanner.failed { return offset }
      let keyCount = keyLength(text, from: key + 1, to: offset)
      let value = scanner.skipWhiteSpace(text, from: offset)
      if keyCount == 5, text[value] == UInt8(ascii: "["), !isEvent,
        text.matches("items", at: key + 1, count: 5)
      {
        return ~(value + 1)
      }
      if keyCount == 7, text.matches("auditID", at: key + 1, count: 7) { isEvent = true }
      let known = skipValue(text, from: value, place: place)
      offset = known.end
      if offset == JSONScanner.failed { return offset }
      place += 1
      members.append(
        Member(
          keyStart: key + 1, keyCount: keyCount, valueStart: value, valueCount: offset - value,
          number: known.number, keyNumber: keyNumber))
      offset = scanner.skipWhiteSpace(text, from: offset)
      if text[offset] == UInt8(ascii: "}") { return offset + 1 }
      guard text[offset] == UInt8(ascii: ",") else {
        return scanner.fail(.unexpectedByte, at: offset, in: text)
      }
      offset = scanner.skipWhiteSpace(text, from: offset + 1)
    }
  }

  /// Skips a key and its colon, without scanning where the last record had the
  /// same.
  @inline(__always)
  private mutating func skipKey(
    _ text: TextBytes, from key: Int, place: Int, _ number: inout Int32
  ) -> Int {
    let known = keys.known(at: key, place: place, text)
    if known.count > 0 {
      number = known.number
      return key + known.count
    }
    let end = scanner.skipKey(text, from: key)
    if end != JSONScanner.failed, text[end - 2] == UInt8(ascii: "\"") {
      number = keys.keep(from: key, to: end, place: place, text)
    }
    return end
  }

  /// Skips a value, one that was scanned before without scanning it again.
  @inline(__always)
  private mutating func skipValue(
    _ text: TextBytes, from value: Int, place: Int
  ) -> ValueMemory.Known {
    guard text[value] == UInt8(ascii: "{") || text[value] == UInt8(ascii: "[") else {
      return ValueMemory.Known(end: scanner.skipScalar(text, from: value))
    }
    let known = memory.known(at: value, place: place, text)
    if known.end > 0 { return known }
    let lineFeeds = scanner.lineFeeds
    let end = scanner.skipValue(text, from: value)
    if end != JSONScanner.failed, scanner.lineFeeds == lineFeeds {
      memory.keep(from: value, to: end, place: place, text)
    }
    return ValueMemory.Known(end: end)
  }

  /// The length of a key, given the offset behind its colon.
  @inline(__always)
  private func keyLength(_ text: TextBytes, from start: Int, to colonEnd: Int) -> Int {
    var end = colonEnd - 2
    while text[end] != UInt8(ascii: "\"") { end -= 1 }
    return end - start
  }

  /// After a failed scan: waits for more bytes if the value is merely
  /// incomplete and not too long, else begins to skip damage.
  ///
  /// What is decided does not depend on how many bytes there are by chance: a
  /// value whose end or fault lies beyond the limit is too long, in any case.
  mutating func stopOrStartDamage(_ cursor: inout Cursor, value: Int) -> Bool {
    let isIncomplete = scanner.fault == .incomplete
    let known = cursor.text.count - cursor.offset
    if isIncomplete, !cursor.isLast, known <= maxRecord {
      if known > Self.scannedEachTime { wanted = min(2 * known, maxRecord) + 1 }
      return false
    }
    let fault = scanner.faultOffset
    if fault - cursor.offset > maxRecord { return startTooLong(&cursor) }
    // A string that runs into the line's end was cut there.
    let isCut = isIncomplete || cursor.text[fault] == 0x0A || cursor.text[fault] == 0x0D
    startDamage(&cursor, reason: isCut ? .truncated : .malformed, fault: fault, value: value)
    return true
  }

  mutating func startTooLong(_ cursor: inout Cursor) -> Bool {
    startDamage(&cursor, reason: .tooLong, fault: cursor.offset + maxRecord)
    return true
  }
}
