internal import Glibc

/// An existing log, written several times over.
///
/// Audit IDs are new in each copy but the same for all stages of a request;
/// times are shifted so that a copy follows the one before it. Bodies keep
/// their times.
struct Repetition: ~Copyable {
  private let options: Options
  private let source: MappedFile
  private var file: LogFile
  private var text = Text(capacity: 1 << 21)
  private var clock = Clock()
  private var span: Microseconds = 0

  init(of source: consuming MappedFile, into file: consuming LogFile, _ options: Options) {
    self.options = options
    self.source = source
    self.file = file
    span = measureSpan()
  }

  /// Writes all copies.
  mutating func run() throws(FileFailure) {
    for copy in 0..<options.times {
      var offset = 0
      while let line = source.line(from: offset) {
        add(line, copy: copy)
        offset += line.count + 1
        if text.count > 1 << 20 { try file.write(&text) }
      }
    }
    try file.write(&text)
  }

  private mutating func add(_ line: UnsafeRawBufferPointer, copy: Int) {
    guard let parts = EventParts(line) else { return }
    add(line[..<parts.auditID.lowerBound])
    let identity = contentHash(line.bindMemory(to: UInt8.self)[parts.auditID])
    let high = mixed(identity ^ mixed(options.seed &+ UInt64(copy)))
    text.add(uuid: UUIDBits(high: high, low: mixed(high)))
    add(line[parts.auditID.upperBound..<parts.received.lowerBound])
    addTime(line[parts.received], copy: copy)
    add(line[parts.received.upperBound..<parts.staged.lowerBound])
    addTime(line[parts.staged], copy: copy)
    add(line[parts.staged.upperBound...])
    text.add("\n")
  }

  private mutating func add(_ bytes: Slice<UnsafeRawBufferPointer>) {
    text.add(UnsafeRawBufferPointer(rebasing: bytes).bindMemory(to: UInt8.self))
  }

  private mutating func addTime(_ bytes: Slice<UnsafeRawBufferPointer>, copy: Int) {
    clock.add((parseTime(bytes) ?? 0) + copy * span, to: &text)
  }

  /// The whole seconds from the first event received to the last stage.
  private func measureSpan() -> Microseconds {
    var (first, last) = (Int.max, Int.min)
    var offset = 0
    while let line = source.line(from: offset) {
      offset += line.count + 1
      guard let parts = EventParts(line), let received = parseTime(line[parts.received]),
        let staged = parseTime(line[parts.staged])
      else { continue }
      first = min(first, received)
      last = max(last, staged)
    }
    return last < first ? 0 : ((last - first) / 1_000_000 + 1) * 1_000_000
  }
}

/// Where the parts of an event's line are that a copy changes.
///
/// They are looked for from both ends, past the bodies in the middle.
private struct EventParts {
  let auditID: Range<Int>
  let received: Range<Int>
  let staged: Range<Int>

  init?(_ line: UnsafeRawBufferPointer) {
    guard let identity = line.first(of: "\"auditID\":\""),
      let received = line.last(of: "\"requestReceivedTimestamp\":\""),
      let staged = line.last(of: "\"stageTimestamp\":\""), identity + 36 <= line.count,
      let receivedEnd = line.quote(after: received), let stagedEnd = line.quote(after: staged),
      received < staged
    else { return nil }
    auditID = identity..<identity + 36
    self.received = received..<receivedEnd
    self.staged = staged..<stagedEnd
  }
}

extension UnsafeRawBufferPointer {
  /// Where the first occurrence of a text ends.
  fileprivate func first(of text: StaticString) -> Int? {
    (0..<Swift.max(0, count - text.utf8CodeUnitCount)).lazy
      .compactMap { end(of: text, at: $0) }.first
  }

  /// Where the last occurrence of a text ends.
  fileprivate func last(of text: StaticString) -> Int? {
    (0..<Swift.max(0, count - text.utf8CodeUnitCount)).reversed().lazy
      .compactMap { end(of: text, at: $0) }.first
  }

  /// Where a text that begins with a quotation mark ends, if it is here.
  private func end(of text: StaticString, at start: Int) -> Int? {
    guard self[start] == 34, let baseAddress,
      memcmp(baseAddress + start, text.utf8Start, text.utf8CodeUnitCount) == 0
    else { return nil }
    return start + text.utf8CodeUnitCount
  }

  /// Where the next quotation mark is.
  fileprivate func quote(after start: Int) -> Int? { self[start...].firstIndex(of: 34) }
}

/// A file in memory.
struct MappedFile: ~Copyable {
  private let bytes: UnsafeRawBufferPointer

  init(_ path: String) throws(FileFailure) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw FileFailure(action: "open", path: path, code: errno) }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size > 0, let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
      start != MAP_FAILED
    else { throw FileFailure(action: "map", path: path, code: errno) }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  /// The line that begins at an offset, without its end; nil at the file's.
  func line(from offset: Int) -> UnsafeRawBufferPointer? {
    guard offset < bytes.count else { return nil }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
    guard let start = rest.baseAddress, let end = memchr(start, 10, rest.count) else { return rest }
    return UnsafeRawBufferPointer(start: start, count: UnsafeRawPointer(end) - start)
  }
}
