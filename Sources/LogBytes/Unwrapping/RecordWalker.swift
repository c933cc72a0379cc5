/// Finds what may be audit events in a JSON value, at any depth: objects that
/// have the keys of one, and strings that may hold one.
///
/// It walks the value once, with a stack of its own. What lies inside an event
/// is not looked at again.
struct RecordWalker {
  /// What was found.
  struct Finding {
    /// An object, or the contents of a string.
    var range: Range<Int>
    /// The kind of the object; nil for a string.
    var kind: Int?
    /// The members of the object, where they were scanned.
    var members: Range<Int>?
    /// The innermost object or array that is an element of an array and holds
    /// it, if one does.
    var element: Range<Int>?
    /// The number of where it is, as `FormatCatalog` writes paths.
    var path: Int32
  }

  /// Elements of an array without any finding, some others having one.
  struct Strays {
    let elements: [Range<Int>]
    /// The first finding in the array.
    let finding: Int
  }

  /// An object or array that is open.
  private struct Frame {
    let isObject: Bool
    let start: Int
    let firstFinding: Int
    var mask: UInt64 = 0
    var key = 0..<0
    /// Elements that hold nothing.
    var empty: [Range<Int>] = []
  }

  /// Paths are written no deeper than this.
  private static let pathDepth = 24
  /// A shorter string holds no event.
  static let shortestString = 24

  private let catalog: FormatCatalog
  private var scanner = JSONScanner()
  private var frames: [Frame] = []
  /// The path of what is walked, and one being written.
  private var prefix: [UInt8] = []
  private var path: [UInt8] = []
  private(set) var findings: [Finding] = []
  private(set) var strays: [Strays] = []
  private var beginning = EventBeginning()

  init(_ catalog: FormatCatalog) { self.catalog = catalog }

  /// Walks a value that is known to be valid, and fills `findings` and `strays`.
  ///
  /// - Parameters:
  ///   - prefix: the path of the value.
  ///   - framer: scans objects that begin like the events that were found.
  ///   - members: gets the members of those that are events.
  ///   - names: numbers paths.
  mutating func walk(
    _ text: TextBytes, from start: Int, prefix: [UInt8], _ framer: inout RecordFramer,
    _ members: inout [Member], _ names: inout FormatNames
  ) {
    frames.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    strays.removeAll(keepingCapacity: true)
    self.prefix = prefix
    beginning.failedBefore = start
    var offset = start
    repeat {
      offset = open(text, at: offset, &framer, &members, &names)
      guard offset >= 0 else { return }
      offset = close(text, at: offset, &names)
    } while offset >= 0 && !frames.isEmpty
  }

  /// Passes brackets that open, keys and a scalar, or comes to the bracket that
  /// closes an empty container, or passes an event.
  private mutating func open(
    _ text: TextBytes, at start: Int, _ framer: inout RecordFramer, _ members: inout [Member],
    _ names: inout FormatNames
  ) -> Int {
    var offset = start
    while true {
      switch text[offset] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isObject = text[offset] == UInt8(ascii: "{")
        if isObject, beginning.isAt(offset, text) {
          let end = event(text, at: offset, &framer, &members, &names)
          if end > 0 { return end }
        }
        frames.append(Frame(isObject: isObject, start: offset, firstFinding: findings.count))
        offset = scanner.skipWhiteSpace(text, from: offset + 1)
        if text[offset] == UInt8(ascii: isObject ? "}" : "]") { return offset }
        if isObject { offset = key(text, at: offset) }
        guard offset >= 0 else { return offset }
      case UInt8(ascii: "\""):
        let end = scanner.skipString(text, from: offset + 1)
        if end > 0 { note(text, string: offset + 1..<end - 1, &names) }
        return end
      default:
        return scanner.skipScalar(text, from: offset)
      }
    }
  }

  /// Passes brackets that close, up to the next value.
  private mutating func close(
    _ text: TextBytes, at start: Int, _ names: inout FormatNames
  ) -> Int {
    var offset = start
    while let frame = frames.last {
      offset = scanner.skipWhiteSpace(text, from: offset)
      if text[offset] == UInt8(ascii: ",") {
        offset = scanner.skipWhiteSpace(text, from: offset + 1)
        return frame.isObject ? key(text, at: offset) : offset
      }
      guard text[offset] == UInt8(ascii: frame.isObject ? "}" : "]") else { return -1 }
      offset += 1
      frames.removeLast()
      end(frame, at: offset, text, &names)
    }
    return offset
  }

  /// Passes a key and its colon, and notes what it tells of its object.
  private mutating func key(_ text: TextBytes, at start: Int) -> Int {
    let colon = scanner.skipKey(text, from: start)
    guard colon >= 0 else { return colon }
    var end = colon - 2
    while text[end] != UInt8(ascii: "\"") { end -= 1 }
    let last = frames.count - 1
    frames[last].key = start + 1..<end
    frames[last].mask |= catalog.keys.bit(of: start + 1, count: end - start - 1, text)
    return scanner.skipWhiteSpace(text, from: colon)
  }

  private mutating func note(
    _ text: TextBytes, string range: Range<Int>, _ names: inout FormatNames
  ) {
    guard range.count >= Self.shortestString,
      PackedText.mayBe(text, range) || catalog.hints(at: range, text)
    else { return }
    writePath(text)
    path.append(UInt8(ascii: "$"))
    findings.append(Finding(range: range, path: names.number(ofPath: path)))
  }

  /// Passes an object that begins like an event, if it is one.
  ///
  /// - Returns: the offset behind it, or `failed`.
  private mutating func event(
    _ text: TextBytes, at start: Int, _ framer: inout RecordFramer, _ members: inout [Member],
    _ names: inout FormatNames
  ) -> Int {
    let first = members.count
    let end = framer.scanObject(text, from: start, &members)
    guard end > 0, let kind = catalog.kind(of: catalog.keys.bits(of: members[first...], text))
    else {
      members.removeSubrange(first...)
      beginning.failedBefore = end > 0 ? end : .max
      return JSONScanner.failed
    }
    let isElement = frames.last?.isObject == false
    writePath(text)
    findings.append(
      Finding(
        range: start..<end, kind: kind, members: first..<members.count,
        element: isElement ? start..<end : nil, path: names.number(ofPath: path)))
    return end
  }

  /// An object ends: an event, or an element that findings are in.
  private mutating func end(
    _ frame: Frame, at offset: Int, _ text: TextBytes, _ names: inout FormatNames
  ) {
    if frame.isObject, let kind = catalog.kind(of: frame.mask) {
      strays.removeAll { $0.finding >= frame.firstFinding }
      findings.removeSubrange(frame.firstFinding...)
      writePath(text)
      findings.append(
        Finding(range: frame.start..<offset, kind: kind, path: names.number(ofPath: path)))
      beginning.note(text, at: frame.start)
    }
    if !frame.empty.isEmpty, frame.firstFinding < findings.count {
      strays.append(Strays(elements: frame.empty, finding: frame.firstFinding))
    }
    guard frames.last?.isObject == false else { return }
    if frame.firstFinding == findings.count {
      frames[frames.count - 1].empty.append(frame.start..<offset)
    }
    for index in frame.firstFinding..<findings.count where findings[index].element == nil {
      findings[index].element = frame.start..<offset
    }
  }

  /// Writes the path of the value that the open frames lead to.
  private mutating func writePath(_ text: TextBytes) {
    path.removeAll(keepingCapacity: true)
    path += prefix
    for frame in frames.prefix(Self.pathDepth) {
      if frame.isObject {
        if isPointNeeded { path.append(UInt8(ascii: ".")) }
        text.append(TextRange(frame.key), to: &path)
      } else {
        path.append(UInt8(ascii: "["))
        path.append(UInt8(ascii: "]"))
      }
    }
  }

  /// Whether a key goes behind another, not behind a string or a prefix.
  private var isPointNeeded: Bool {
    guard let last = path.last, last != UInt8(ascii: "$") else { return false }
    return path.count > prefix.count || last != UInt8(ascii: ">")
  }
}

/// How the last event began, so that one that begins alike is scanned at once
/// for its members, and not walked before.
private struct EventBeginning {
  private var word: UInt64 = 0
  /// What begins before is part of an object that began alike and is no event.
  var failedBefore = 0

  mutating func note(_ text: TextBytes, at brace: Int) { word = text.eightBytes(at: brace + 1) }

  func isAt(_ brace: Int, _ text: TextBytes) -> Bool {
    word != 0 && brace >= failedBefore && text.eightBytes(at: brace + 1) == word
  }
}

extension TextRange {
  /// A range of a text, whose offsets fit.
  init(_ range: Range<Int>) {
    self.init(start: Int32(range.lowerBound), count: Int32(range.count))
  }

  /// The offsets as a range.
  var offsets: Range<Int> { Int(start)..<Int(start) + Int(max(0, count)) }
}
