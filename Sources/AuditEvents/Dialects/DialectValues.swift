internal import LogBytes

/// The values of an event of a kind that is not native, by the native field.
struct DialectValues {
  private var values: [String: (rank: Int, json: [UInt8])] = [:]
  /// What belongs to fields that are arrays, whose names end in `[]`.
  private var lists: [String: [(rank: Int, json: [UInt8])]] = [:]
  private let catalog: DialectCatalog
  private let nodes: [DialectCatalog.Node]

  /// Collects the values of an event.
  ///
  /// - Returns: nil if nothing is known of its kind.
  init?(_ text: TextBytes, _ range: TextRange, kind: String, _ catalog: DialectCatalog) {
    guard let nodes = catalog.kinds[kind] else { return nil }
    self.catalog = catalog
    self.nodes = nodes
    var scanner = JSONScanner()
    read(text, range, node: 0, &scanner)
  }

  /// A field's value as JSON text; nil where there is none.
  subscript(target: String) -> [UInt8]? {
    guard let list = lists[target] else { return values[target]?.json }
    // Those of one rank in their order.
    let ranks = Set(list.map(\.rank)).sorted()
    return JSONBytes.array(ranks.flatMap { rank in list.filter { $0.rank == rank }.map(\.json) })
  }

  /// Gives a field another value, JSON text.
  mutating func set(_ target: String, to json: [UInt8]) { values[target] = (0, json) }

  /// The fields that have a value.
  var targets: [String] { (Array(values.keys) + Array(lists.keys)).sorted() }

  /// What a field's string says, or a number or Boolean as spelled.
  func plain(_ target: String) -> String? {
    guard let json = self[target] else { return nil }
    return TextBuffer(json).withBytes { text in
      let contents = text.contents(of: TextRange(start: 0, count: Int32(json.count)))
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
    if let each = child(of: node, "[*]") { readEach(text, value, node: each, &scanner) }
    switch text[Int(value.start)] {
    case UInt8(ascii: "{"):
      JSONValueReader.forEachMember(text, value, scanner: &scanner) { member in
        var key: [UInt8] = []
        text.appendUnescaped(
          TextRange(start: member.keyStart, count: member.keyCount), to: &key)
        if let child = nodes[node].children.first(where: { $0.step == key }) {
          let inner = TextRange(start: member.valueStart, count: member.valueCount)
          var nested = JSONScanner()
          read(text, inner, node: child.node, &nested)
        }
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

  private func child(of node: Int, _ step: String) -> Int? {
    nodes[node].children.first { $0.step.elementsEqual(step.utf8) }?.node
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
      let target = catalog.fields[field].target
      let rank = catalog.fields[field].rank
      guard text[Int(value.start)] != UInt8(ascii: "n") else { continue }
      var json: [UInt8] = []
      text.append(value, to: &json)
      if target.hasSuffix("[]") {
        lists[target, default: []].append((rank, json))
      } else if values[target].map({ rank < $0.rank }) ?? true {
        values[target] = (rank, json)
      }
    }
  }
}
