internal import LogBytes

/// The values of an event of a kind that is not native, by the native field.
///
/// They lie in the source's own text, or in one of a string in it; so most
/// methods want the source's text again.
struct DialectValues: Sendable {
  struct Value {
    var rank = Int32.max
    var range = TextRange.none
    /// The text that it lies in: 0 for the source's own, else one of `texts`,
    /// counted from one.
    var text: Int32 = 0

    var isThere: Bool { rank < .max }
  }

  let catalog: DialectCatalog
  /// By the places of targets in the catalog.
  private(set) var values: [Value]
  /// What belongs to fields that are arrays.
  private(set) var elements: [(target: Int, value: Value)] = []
  /// What strings in the event say, and what was set.
  private var texts: [TextBuffer] = []
  /// The text that is being read.
  private var current: Int32 = 0

  init(_ catalog: DialectCatalog) {
    self.catalog = catalog
    values = Array(repeating: Value(), count: catalog.targets.count)
  }

  /// Collects the values of an event.
  ///
  /// - Parameter members: the event's.
  /// - Returns: false if nothing is known of its kind.
  mutating func collect(
    _ text: TextBytes, _ members: ArraySlice<Member>, kind: String
  ) -> Bool {
    guard let root = catalog.roots[kind] else { return false }
    for place in values.indices { values[place] = Value() }
    elements.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    for member in members { read(text, member, node: root) }
    return true
  }

  /// Whether a field has a value.
  func has(_ place: Int) -> Bool { place >= 0 && values[place].isThere }

  /// Whether a field has a value.
  func has(_ target: String) -> Bool { catalog.place(of: target).map(has) ?? false }

  /// Gives a field another value, JSON text.
  mutating func set(_ target: String, to json: [UInt8]) {
    guard let place = catalog.place(of: target) else { return }
    texts.append(TextBuffer(json))
    values[place] = Value(
      rank: 0, range: TextRange(start: 0, count: Int32(json.count)), text: Int32(texts.count))
  }

  /// Lends a field's value as JSON text; nil where there is none.
  func lend<Result>(
    _ place: Int, _ source: TextBytes, _ body: (TextBytes, TextRange) -> Result?
  ) -> Result? {
    has(place) ? lend(values[place], source, body) : nil
  }

  /// Lends a value as JSON text.
  func lend<Result>(
    _ value: Value, _ source: TextBytes, _ body: (TextBytes, TextRange) -> Result
  ) -> Result {
    guard value.text > 0 else { return body(source, value.range) }
    return texts[Int(value.text) - 1].withBytes { body($0, value.range) }
  }

  /// Lends what a field's string says, or a number or Boolean as spelled; nil
  /// where there is no such value.
  func lendPlain<Result>(
    _ place: Int, _ source: TextBytes, _ body: (TextBytes, TextRange) -> Result?
  ) -> Result? {
    lend(place, source) { text, range in
      let contents = text.contents(of: range)
      guard !contents.isNone else { return nil }
      guard text.isEscaped(contents) else { return body(text, contents) }
      var result: Result?
      text.unescapingIfNeeded(contents) { result = body($0, $1) }
      return result
    }
  }

  /// Whether a field's value says a text.
  func says(_ plain: StaticString, _ place: Int, _ source: TextBytes) -> Bool {
    lendPlain(place, source) { text, range in
      text.matches(plain, at: Int(range.start), count: Int(range.count))
    } ?? false
  }

  /// What a field's string says, or a number or Boolean as spelled.
  func plain(_ target: String, _ source: TextBytes) -> String? {
    guard let place = catalog.place(of: target) else { return nil }
    return lendPlain(place, source) { text, range in
      text.string(at: Int(range.start), count: Int(range.count))
    }
  }

  /// A field's value as JSON text; nil where there is none.
  func json(_ target: String, _ source: TextBytes) -> [UInt8]? {
    guard let place = catalog.place(of: target) else { return nil }
    return lend(place, source) { text, range in
      var json: [UInt8] = []
      text.append(range, to: &json)
      return json
    }
  }

  /// The same values in a text of their own, to be kept.
  func kept(_ source: TextBytes) -> DialectValues {
    var kept = DialectValues(catalog)
    var bytes: [UInt8] = []
    for place in values.indices where values[place].isThere {
      lend(values[place], source) { text, range in
        kept.values[place] = Value(
          rank: values[place].rank,
          range: TextRange(start: Int32(bytes.count), count: range.count), text: 1)
        text.append(range, to: &bytes)
      }
    }
    kept.texts = [TextBuffer(bytes)]
    return kept
  }
}

extension DialectValues {
  private mutating func read(_ text: TextBytes, _ member: Member, node: Int) {
    let key = TextRange(start: member.keyStart, count: member.keyCount)
    guard let child = catalog.child(of: node, key, text) else { return }
    read(text, TextRange(start: member.valueStart, count: member.valueCount), node: child)
  }

  private mutating func read(_ text: TextBytes, _ value: TextRange, node index: Int) {
    let node = catalog.nodes[index]
    take(text, value, node.fields)
    if let each = node.each { readEach(text, value, node: each) }
    switch text[Int(value.start)] {
    case UInt8(ascii: "{") where !node.children.isEmpty:
      var scanner = JSONScanner()
      JSONValueReader.forEachMember(text, value, scanner: &scanner) { member in
        read(text, member, node: index)
        return true
      }
    case UInt8(ascii: "["):
      guard let first = node.first else { return }
      var scanner = JSONScanner()
      JSONValueReader.forEachElement(text, value, scanner: &scanner) { element in
        read(text, element, node: first)
        return false
      }
    case UInt8(ascii: "\""):
      guard let string = node.string else { return }
      readString(text, value, node: string)
    default: return
    }
  }

  /// Goes on in every element of an array, or in a value that stands for one.
  private mutating func readEach(_ text: TextBytes, _ value: TextRange, node: Int) {
    guard text[Int(value.start)] == UInt8(ascii: "[") else {
      return read(text, value, node: node)
    }
    var scanner = JSONScanner()
    JSONValueReader.forEachElement(text, value, scanner: &scanner) { element in
      read(text, element, node: node)
      return true
    }
  }

  /// Goes on in the object that a string holds.
  private mutating func readString(_ text: TextBytes, _ value: TextRange, node: Int) {
    var plain: [UInt8] = []
    text.appendUnescaped(text.contents(of: value), to: &plain)
    guard JSONScanner.faultOf(plain) == nil else { return }
    let buffer = TextBuffer(plain)
    texts.append(buffer)
    let outer = current
    current = Int32(texts.count)
    buffer.withBytes { inner in
      read(inner, TextRange(start: 0, count: Int32(plain.count)), node: node)
    }
    current = outer
  }

  private mutating func take(_ text: TextBytes, _ value: TextRange, _ fields: Range<Int>) {
    for index in fields {
      let field = catalog.fields[index]
      guard text[Int(value.start)] != UInt8(ascii: "n") else { return }
      let taken = Value(rank: field.rank, range: value, text: current)
      if field.isList { elements.append((field.target, taken)) }
      if field.rank < values[field.target].rank {
        values[field.target] = taken
      }
    }
  }
}
