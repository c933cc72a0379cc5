extension LayerReading {
  /// Reads what can still be read of an event that breaks: the members before
  /// the break and, if no other event is torn into it, both of its times.
  mutating func salvage(
    _ range: Range<Int>, _ stretch: TextStretch, _ text: TextBytes, _ found: inout UnitFindings
  ) {
    let first = records.batch.members.count
    let end = readMembers(text, range)
    let members = records.batch.members[first...]
    guard catalog.kind(of: catalog.keys.bits(of: members, text)) == 0 else {
      return records.batch.members.removeSubrange(first...)
    }
    readTimes(text, range, behind: end)
    let unit = units[stretch.unit].rejected
    var whole = stretch
    if whole.place == nil {
      whole.place = place(of: range, stretch, text)
      if range.upperBound == stretch.range.upperBound, let offset = whole.place?.offset {
        whole.place?.length = unit.offset + unit.length - offset
      }
    }
    let isReason = unit.reason == .tooLong || unit.reason == .malformed
    let reachesEnd = whole.place.map { $0.offset + $0.length } == unit.offset + unit.length
    let damage = RejectedRecord(
      offset: 0, length: 0, line: whole.place?.line ?? unit.line,
      reason: isReason ? unit.reason : .truncated, faultOffset: unit.faultOffset,
      isTail: unit.isTail && reachesEnd)
    add(range, 0, whole, text, first..<records.batch.members.count, &found, damage: damage)
  }

  /// Reads the members of an object up to where it breaks.
  ///
  /// - Returns: the offset behind the last whole one.
  private mutating func readMembers(_ text: TextBytes, _ range: Range<Int>) -> Int {
    var scanner = JSONScanner()
    var offset = scanner.skipWhiteSpace(text, from: range.lowerBound + 1)
    var end = offset
    while offset < range.upperBound, text[offset] == UInt8(ascii: "\"") {
      let colon = scanner.skipKey(text, from: offset)
      guard colon > 0, colon < range.upperBound else { return end }
      let value = scanner.skipWhiteSpace(text, from: colon)
      let valueEnd = scanner.skipValue(text, from: value)
      guard valueEnd > 0, valueEnd <= range.upperBound else { return end }
      var keyEnd = colon - 2
      while text[keyEnd] != UInt8(ascii: "\"") { keyEnd -= 1 }
      records.batch.members.append(
        Member(
          keyStart: offset + 1, keyCount: keyEnd - offset - 1, valueStart: value,
          valueCount: valueEnd - value))
      end = valueEnd
      offset = scanner.skipWhiteSpace(text, from: valueEnd)
      guard text[offset] == UInt8(ascii: ",") else { return end }
      offset = scanner.skipWhiteSpace(text, from: offset + 1)
    }
    return end
  }

  /// Reads the two times, which native events have at their end.
  private mutating func readTimes(_ text: TextBytes, _ range: Range<Int>, behind end: Int) {
    let ids = catalog.hints.filter { text.contains($0, in: end..<range.upperBound) }
    guard ids.isEmpty else { return }
    let times = ["requestReceivedTimestamp", "stageTimestamp"].map { key in
      time(text, key: Needle("\"\(key)\":\""), in: end..<range.upperBound)
    }
    if let received = times[0], let reached = times[1] {
      records.batch.members += [received, reached]
    }
  }

  private func time(_ text: TextBytes, key: Needle, in range: Range<Int>) -> Member? {
    guard let start = text.offset(of: key, in: range) else { return nil }
    var scanner = JSONScanner()
    let value = start + key.bytes.count - 1
    let end = scanner.skipString(text, from: value + 1)
    guard end > 0, end <= range.upperBound else { return nil }
    return Member(
      keyStart: start + 1, keyCount: key.bytes.count - 4, valueStart: value, valueCount: end - value
    )
  }
}
