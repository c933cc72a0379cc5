/// Lines that a container runtime split, whose contents are put together again.
///
/// Docker splits at 16 KiB; CRI marks the parts with `P`, the last with `F`.
struct PartialLines {
  /// A line that is a part of another.
  struct Part {
    let content: Range<Int>
    /// Whether the content is that of a JSON string.
    let isEscaped: Bool
    let isLast: Bool
    /// Parts of different streams do not belong together.
    let stream: UInt8
  }

  /// Parts that were put together.
  struct Joined {
    var bytes: [UInt8] = []
    var parts: [RejectedRecord] = []
    let stream: UInt8
    /// What the runtime's lines are called.
    let format: String

    mutating func append(_ part: Part, of line: RejectedRecord, _ text: TextBytes) {
      if part.isEscaped {
        text.appendUnescaped(TextRange(part.content), to: &bytes)
      } else {
        text.append(TextRange(part.content), to: &bytes)
      }
      parts.append(line)
    }

    /// From the first part to the end of the last.
    var place: RecordPlace {
      let (first, last) = (parts[0], parts[parts.count - 1])
      var place = RecordPlace(
        offset: first.offset, length: last.offset + last.length - first.offset, line: first.line)
      place.accounted = parts.reduce(0) { $0 + $1.length }
      place.isString = true
      place.isJoined = true
      return place
    }
  }

  /// The part that a line between two places is, if it is one.
  static func part(_ text: TextBytes, _ range: Range<Int>) -> Part? {
    // 2026-11-23T19:00:19.123456789Z stdout P {"kind":…
    guard
      let first = text.find(
        0x20, in: range.lowerBound..<min(range.upperBound, range.lowerBound + 40)),
      first + 10 <= range.upperBound, text[first + 7] == 0x20, text[first + 9] == 0x20,
      text.matches("stdout", at: first + 1, count: 6)
        || text.matches("stderr", at: first + 1, count: 6)
    else { return nil }
    let mark = text[first + 8]
    guard mark == UInt8(ascii: "P") || mark == UInt8(ascii: "F") else { return nil }
    return Part(
      content: first + 10..<range.upperBound, isEscaped: false, isLast: mark == UInt8(ascii: "F"),
      stream: text[first + 4])
  }

  /// The part that a record is, if it is one: of Docker's, whose line has no end
  /// yet, or one that is marked `P`.
  static func part(_ text: TextBytes, _ members: ArraySlice<Member>) -> Part? {
    var log: Range<Int>?
    var mark: Member?
    var stream: UInt8 = 0
    var hasTime = false
    for member in members where text[Int(member.valueStart)] == UInt8(ascii: "\"") {
      let key = (Int(member.keyStart), Int(member.keyCount))
      if text.matches("log", at: key.0, count: key.1) {
        log = Int(member.valueStart) + 1..<Int(member.valueStart + member.valueCount) - 1
      } else if text.matches("logtag", at: key.0, count: key.1) {
        mark = member
      } else if text.matches("stream", at: key.0, count: key.1) {
        stream = text[Int(member.valueStart) + 4]
      } else if text.matches("time", at: key.0, count: key.1) {
        hasTime = true
      }
    }
    guard let log else { return nil }
    if let mark {
      let isLast = text[Int(mark.valueStart) + 1] != UInt8(ascii: "P")
      return Part(content: log, isEscaped: true, isLast: isLast, stream: stream)
    }
    guard hasTime, stream != 0 else { return nil }
    let isLast = log.count >= 2 && text.matches("\\n", at: log.upperBound - 2, count: 2)
    return Part(content: log, isEscaped: true, isLast: isLast, stream: stream)
  }
}

extension Unwrapper {
  /// Takes lines that are parts of others out of a batch's units.
  ///
  /// - Returns: those that are whole now.
  mutating func join(
    _ units: inout [Unit], _ batch: RecordBatch, isLast: Bool, _ output: inout Unwrapped
  ) -> [PartialLines.Joined] {
    var joined: [PartialLines.Joined] = []
    let heldBefore = heldSeparators
    heldSeparators = 0
    units.removeAll { unit in
      if unit.rejected.offset >= batch.textOffset {
        let start = Int(unit.rejected.offset - batch.textOffset)
        let range = start..<start + Int(unit.rejected.length)
        return batch.text.withBytes { take(unit, batch, $0, range, &joined) }
      }
      guard let bytes = heldBytes(of: unit.rejected, batch) else { return end(&joined) }
      return TextBuffer(bytes).withBytes { take(unit, batch, $0, 0..<bytes.count, &joined) }
    }
    if isLast || (partial?.bytes.count ?? 0) > maxRecord, let last = partial {
      joined.append(last)
      partial = nil
    }
    output.otherBytes += heldBefore
    if let partial {
      let accounted = partial.parts.reduce(0) { $0 + $1.length }
      heldSeparators = batch.resume.offset - partial.place.offset - accounted
      output.otherBytes -= heldSeparators
      output.resume = FramingState(
        offset: partial.place.offset, line: partial.place.line, column: 0, containers: "")
    }
    return joined
  }

  /// Takes a unit if it is a part.
  private mutating func take(
    _ unit: Unit, _ batch: RecordBatch, _ text: TextBytes, _ range: Range<Int>,
    _ joined: inout [PartialLines.Joined]
  ) -> Bool {
    guard !unit.isBroken else { return end(&joined) }
    let part =
      unit.isRecord
      ? PartialLines.part(text, batch.members[unit.members]) : PartialLines.part(text, range)
    guard let part, partial != nil || !part.isLast else { return end(&joined) }
    if partial?.stream != part.stream {
      _ = end(&joined)
      if part.isLast { return false }
      partial = PartialLines.Joined(
        stream: part.stream, format: part.isEscaped ? "docker-json-file" : "cri")
    }
    partial?.append(part, of: unit.rejected, text)
    if part.isLast { _ = end(&joined) }
    return true
  }

  /// Ends the parts so far.
  private mutating func end(_ joined: inout [PartialLines.Joined]) -> Bool {
    if let whole = partial { joined.append(whole) }
    partial = nil
    return false
  }
}
