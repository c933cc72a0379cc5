/// Objects that are too long for a record, but have arrays of records where
/// wrappers have them, are read element by element, as lists are.
///
/// What is too long does not depend on how the bytes come, so this does not.
extension RecordFramer {
  /// Enters the object at the cursor, if one of its members leads to records.
  ///
  /// An object with an audit ID before that is an event, however long.
  mutating func enterLong(_ cursor: inout Cursor, _ batch: inout RecordBatch) -> Bool {
    let text = cursor.text
    let limit = cursor.offset + maxRecord
    // The fault that was found is still asked for.
    var probe = JSONScanner()
    var offset = probe.skipWhiteSpace(text, from: cursor.offset + 1)
    while offset < limit, text[offset] == UInt8(ascii: "\"") {
      let key = offset + 1
      let colon = probe.skipKey(text, from: offset)
      guard colon != JSONScanner.failed, colon <= limit else { return false }
      if text.matches("auditID\"", at: key, count: 8) { return false }
      let value = probe.skipWhiteSpace(text, from: colon)
      if step(key: key, value: value, text) != nil {
        pass(1, &cursor, &batch)
        state.enter(.object)
        return true
      }
      let end = probe.skipValue(text, from: value)
      guard end != JSONScanner.failed, end <= limit else { return false }
      offset = probe.skipWhiteSpace(text, from: end)
      guard text[offset] == UInt8(ascii: ",") else { return false }
      offset = probe.skipWhiteSpace(text, from: offset + 1)
    }
    return false
  }

  /// Enters a member's value, if it leads to records.
  mutating func enterMember(
    _ cursor: inout Cursor, _ batch: inout RecordBatch, value: Int
  ) -> Bool {
    guard state.containers.last == .object,
      let step = step(key: cursor.offset + 1, value: value, cursor.text)
    else { return false }
    batch.otherBytes += Int64(value + 1 - cursor.offset)
    advance(&cursor, to: value + 1)
    state.enter(step.last == UInt8(ascii: "]") ? .list : .object, step: step)
    return true
  }

  /// The step to a member's value that is or has an array of records.
  private func step(key: Int, value: Int, _ text: TextBytes) -> [UInt8]? {
    let isArray = text[value] == UInt8(ascii: "[")
    guard isArray || text[value] == UInt8(ascii: "{"),
      let end = text.find(UInt8(ascii: "\""), in: key..<value)
    else { return nil }
    var step: [UInt8] = []
    text.append(TextRange(key..<end), to: &step)
    if isArray { step += "[]".utf8 }
    return lists.contains(state.path(of: step)) ? step : nil
  }

  /// Frames an element of an array of records: an object is a record, anything
  /// else is looked into as a whole, an array that is too long for that is
  /// entered.
  mutating func frameElement(_ cursor: inout Cursor, _ batch: inout RecordBatch) -> Bool {
    let (text, start) = (cursor.text, cursor.offset)
    if text[start] == UInt8(ascii: "{") { return frameObject(&cursor, &batch) }
    if startKnownDamage(&cursor, value: start, isMember: true) { return true }
    let line = state.line
    scanner.lineFeeds = 0
    let end = scanner.skipValue(text, from: start)
    if end == text.count, !cursor.isLast, text[end - 1] != UInt8(ascii: "]"),
      text[end - 1] != UInt8(ascii: "\"")
    {
      // A number may go on.
      return end - start > maxRecord && startTooLong(&cursor)
    }
    let length = (end == JSONScanner.failed ? scanner.faultOffset : end) - start
    if length > maxRecord, text[start] == UInt8(ascii: "["),
      lists.contains(state.path(of: Array("[]".utf8)))
    {
      pass(1, &cursor, &batch)
      state.enter(.list, step: Array("[]".utf8))
      return true
    }
    if end == JSONScanner.failed { return stopOrStartDamage(&cursor, value: start) }
    if length > maxRecord { return startTooLong(&cursor) }
    batch.rejected.append(
      RejectedRecord(
        offset: state.offset + Int64(start), length: Int64(length), line: line,
        reason: .notAnObject, faultOffset: state.offset + Int64(start)))
    advance(&cursor, to: end)
    return true
  }

  /// Notes the path of what follows, where it changed.
  func notePath(_ batch: inout RecordBatch, at offset: Int) {
    if batch.paths.last?.path ?? [] != state.path { batch.paths.append((offset, state.path)) }
  }
}
