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
    /// The innermost object or array that is an element of an array and holds
    /// it, if one does.
    var element: Range<Int>?
    /// Where it is, as `FormatCatalog` writes paths.
    var path: [UInt8]
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
  private static let shortestString = 24

  private let catalog: FormatCatalog
  private var scanner = JSONScanner()
  private var frames: [Frame] = []
  private var prefix: [UInt8] = []
  private var findings: [Finding] = []
  private(set) var strays: [Strays] = []

  init(_ catalog: FormatCatalog) { self.catalog = catalog }

  /// Walks a value that is known to be valid.
  ///
  /// - Parameter prefix: the path of the value.
  mutating func walk(_ text: TextBytes, from start: Int, prefix: [UInt8]) -> [Finding] {
    frames.removeAll(keepingCapacity: true)
    findings = []
    strays = []
    self.prefix = prefix
    var offset = start
    repeat {
      offset = open(text, at: offset)
      guard offset >= 0 else { return findings }
      offset = close(text, at: offset)
    } while offset >= 0 && !frames.isEmpty
    return findings
  }

  /// Passes brackets that open, keys and a scalar, or comes to the bracket that
  /// closes an empty container.
  private mutating func open(_ text: TextBytes, at start: Int) -> Int {
    var offset = start
    while true {
      switch text[offset] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isObject = text[offset] == UInt8(ascii: "{")
        frames.append(Frame(isObject: isObject, start: offset, firstFinding: findings.count))
        offset = scanner.skipWhiteSpace(text, from: offset + 1)
        if text[offset] == UInt8(ascii: isObject ? "}" : "]") { return offset }
        if isObject { offset = key(text, at: offset) }
        guard offset >= 0 else { return offset }
      case UInt8(ascii: "\""):
        let end = scanner.skipString(text, from: offset + 1)
        if end > 0 { note(text, string: offset + 1..<end - 1) }
        return end
      default:
        return scanner.skipScalar(text, from: offset)
      }
    }
  }

  /// Passes brackets that close, up to the next value.
  private mutating func close(_ text: TextBytes, at start: Int) -> Int {
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
      end(frame, at: offset, text)
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

  private mutating func note(_ text: TextBytes, string range: Range<Int>) {
    guard range.count >= Self.shortestString,
      catalog.hints(at: range, text) || PackedText.mayBe(text, range)
    else { return }
    findings.append(
      Finding(range: range, kind: nil, path: path(text) + [UInt8(ascii: "$")]))
  }

  /// An object ends: an event, or an element that findings are in.
  private mutating func end(_ frame: Frame, at offset: Int, _ text: TextBytes) {
    if frame.isObject, let kind = catalog.kind(of: frame.mask) {
      strays.removeAll { $0.finding >= frame.firstFinding }
      findings.removeSubrange(frame.firstFinding...)
      findings.append(Finding(range: frame.start..<offset, kind: kind, path: path(text)))
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

  /// The path of the value that the open frames lead to.
  private func path(_ text: TextBytes) -> [UInt8] {
    var path = prefix
    for frame in frames.prefix(Self.pathDepth) {
      if frame.isObject {
        if let last = path.last, last != UInt8(ascii: "$") { path.append(UInt8(ascii: ".")) }
        text.append(TextRange(frame.key), to: &path)
      } else {
        path += [UInt8(ascii: "["), UInt8(ascii: "]")]
      }
    }
    return path
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
