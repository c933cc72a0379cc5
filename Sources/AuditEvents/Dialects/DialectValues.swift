internal import LogBytes

/// The values of an event of a kind that is not native, by the native field.
struct DialectValues {
  private struct Value {
    var rank = Int.max
    var range = TextRange.none
  }

  /// By the places of targets in the catalog.
  private var values: [Value]
  /// What belongs to fields that are arrays, before it is put together.
  private var elements: [(target: Int, value: Value)] = []
  /// The JSON text of all of them.
  private var buffer: TextBuffer
  private var bytes: [UInt8] = []
  /// What was set besides.
  private var others: [String: TextBuffer] = [:]
  private let catalog: DialectCatalog
  private let nodes: [DialectCatalog.Node]

  /// Collects the values of an event.
  ///
  /// - Parameter members: the event's.
  /// - Returns: nil if nothing is known of its kind.
  init?(
    _ text: TextBytes, _ members: ArraySlice<Member>, kind: String, _ catalog: DialectCatalog
  ) {
    guard let nodes = catalog.kinds[kind] else { return nil }
    self.catalog = catalog
    self.nodes = nodes
    values = Array(repeating: Value(), count: catalog.targets.count)
    buffer = TextBuffer([UInt8]())
    bytes.reserveCapacity(members.reduce(0) { $0 + Int($1.valueCount) })
    for member in members { read(text, member, node: 0) }
    if !elements.isEmpty { writeLists() }
    buffer = TextBuffer(bytes)
    bytes = []
  }

  /// Whether a field has a value.
  func has(_ target: String) -> Bool { range(of: target) != nil || others[target] != nil }

  /// A field's value as JSON text; nil where there is none.
  subscript(target: String) -> [UInt8]? {
    with(target) { text, range in
      var json: [UInt8] = []
      text.append(range, to: &json)
      return json
    }
  }

  /// Gives a translated field another value, JSON text.
  mutating func set(_ target: String, to json: [UInt8]) { others[target] = TextBuffer(json) }

  /// Lends a field's value as JSON text.
  func with<Result>(_ target: String, _ body: (TextBytes, TextRange) -> Result?) -> Result? {
    if let other = others[target] {
      return other.withBytes { body($0, TextRange(start: 0, count: Int32(other.count))) }
    }
    guard let range = range(of: target) else { return nil }
    return buffer.withBytes { body($0, range) }
  }

  /// Lends each value that the event has, with its target's place, in the order
  /// of the names.
  func forEach(_ body: (Int, TextBytes, TextRange) -> Void) {
    buffer.withBytes { text in
      for place in values.indices where values[place].rank < .max {
        body(place, text, values[place].range)
      }
    }
  }

  private func range(of target: String) -> TextRange? {
    guard let place = catalog.place(of: target), values[place].rank < .max else { return nil }
    return values[place].range
  }

  /// What a field's string says, or a number or Boolean as spelled.
  func plain(_ target: String) -> String? {
    with(target) { text, range in
      let contents = text.contents(of: range)
      guard !contents.isNone else { return nil }
      var plain: [UInt8] = []
      text.appendUnescaped(contents, to: &plain)
      return String(decoding: plain, as: UTF8.self)
    }
  }

  private mutating func read(
    _ text: TextBytes, _ value: TextRange, node: Int, _ scanner: inout JSONScanner
  ) {
    take(text, value, nodes[node].fields)
    guard !nodes[node].children.isEmpty else { return }
    if let each = nodes[node].each { readEach(text, value, node: each, &scanner) }
    switch text[Int(value.start)] {
    case UInt8(ascii: "{"):
      JSONValueReader.forEachMember(text, value, scanner: &scanner) { member in
        read(text, member, node: node)
        return true
      }
    case UInt8(ascii: "["):
      guard let child = child(of: node, "[]") else { return }
      JSONValueReader.forEachElement(text, value, scanner: &scanner) { element in
        var nested = JSONScanner()
        read(text, element, node: child, &nested)
        return false
      }
    case UInt8(ascii: "\""):
      guard let child = child(of: node, "$") else { return }
      readString(text, value, node: child)
    default: return
    }
  }

  /// Goes on in every element of an array, or in a value that stands for one.
  private mutating func readEach(
    _ text: TextBytes, _ value: TextRange, node: Int, _ scanner: inout JSONScanner
  ) {
    var nested = JSONScanner()
    guard text[Int(value.start)] == UInt8(ascii: "[") else {
      return read(text, value, node: node, &nested)
    }
    JSONValueReader.forEachElement(text, value, scanner: &scanner) { element in
      read(text, element, node: node, &nested)
      return true
    }
  }

  private mutating func read(_ text: TextBytes, _ member: Member, node: Int) {
    let key = TextRange(start: member.keyStart, count: member.keyCount)
    guard let child = child(of: node, key, text) else { return }
    var scanner = JSONScanner()
    let value = TextRange(start: member.valueStart, count: member.valueCount)
    read(text, value, node: child, &scanner)
  }

  private func child(of node: Int, _ step: String) -> Int? {
    nodes[node].children.first { $0.step.elementsEqual(step.utf8) }?.node
  }

  private func child(of node: Int, _ key: TextRange, _ text: TextBytes) -> Int? {
    if text.isEscaped(key) {
      var plain: [UInt8] = []
      text.appendUnescaped(key, to: &plain)
      return nodes[node].children.first { $0.step == plain }?.node
    }
    return nodes[node].children.first { text.equals($0.step, key) }?.node
  }

  /// Goes on in the object that a string holds.
  private mutating func readString(_ text: TextBytes, _ value: TextRange, node: Int) {
    var plain: [UInt8] = []
    text.appendUnescaped(text.contents(of: value), to: &plain)
    guard JSONScanner.faultOf(plain) == nil else { return }
    let buffer = TextBuffer(plain)
    buffer.withBytes { inner in
      var scanner = JSONScanner()
      read(inner, TextRange(start: 0, count: Int32(plain.count)), node: node, &scanner)
    }
  }

  private mutating func take(_ text: TextBytes, _ value: TextRange, _ fields: [Int]) {
    for field in fields {
      let (target, rank) = (catalog.fields[field].target, catalog.fields[field].rank)
      let isList = catalog.targets[target].isList
      guard isList || rank < values[target].rank, text[Int(value.start)] != UInt8(ascii: "n")
      else { continue }
      let taken = Value(
        rank: rank, range: TextRange(start: Int32(bytes.count), count: value.count))
      text.append(value, to: &bytes)
      if isList { elements.append((target, taken)) } else { values[target] = taken }
    }
  }

  /// Writes the arrays: the elements by rank, those of one rank in their order.
  private mutating func writeLists() {
    for target in Set(elements.map(\.target)) {
      let start = Int32(bytes.count)
      let own = elements.enumerated().filter { $0.element.target == target }.sorted {
        ($0.element.value.rank, $0.offset) < ($1.element.value.rank, $1.offset)
      }
      for element in own.map(\.element.value.range) {
        bytes.append(UInt8(ascii: Int32(bytes.count) == start ? "[" : ","))
        let first = Int(element.start)
        bytes += Array(bytes[first..<first + Int(element.count)])
      }
      bytes.append(UInt8(ascii: "]"))
      values[target] = Value(
        rank: 0, range: TextRange(start: start, count: Int32(bytes.count) - start))
    }
    elements = []
  }
}
