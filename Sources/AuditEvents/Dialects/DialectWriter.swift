internal import LogBytes

/// Brings the fields of an event of another kind together, as an API server
/// would have written them.
struct DialectWriter {
  /// What had to be inferred, or could not be.
  private(set) var notes: [DialectNote] = []
  private let source: TextBytes
  private var fields = EventFields()

  /// Writes fields of an event that lies in a text.
  init(_ source: TextBytes) { self.source = source }

  /// The fields; nil if it is no event of Kubernetes.
  ///
  /// - Parameter output: gets the text that they lie in.
  mutating func fields(_ values: DialectValues, _ output: inout TextArena) -> EventFields? {
    guard translate(values, &output) else { return nil }
    // An empty value of a line of text says nothing.
    let shortest = values.has(values.catalog.translated.logged) ? 3 : 0
    for place in values.catalog.wholes where values.has(place) {
      let key = values.catalog.targets[place].key
      guard fields[key].isNone, values.values[place].range.count >= shortest else { continue }
      let start = output.count
      write(place, values, &output)
      fields.set(key, output.range(from: start), number: 0)
    }
    writeObjects(values, &output)
    return fields
  }

  /// Writes what needs more than another name.
  ///
  /// - Returns: false if it is no event of Kubernetes.
  private mutating func translate(_ values: DialectValues, _ output: inout TextArena) -> Bool {
    let places = values.catalog.translated
    // A line of legacy text has a method, too.
    if values.has(places.logged) {
      var line = LegacyTextLine(values, source)
      defer { notes = line.notes }
      add(line.members(), &output)
    } else if values.has(places.eventClass) {
      guard let members = OCSFActivity(values, source).members() else { return false }
      add(members, &output)
    } else if values.has(places.method) {
      var logging = CloudLoggingEntry(values, source)
      defer { notes = logging.notes }
      return logging.fill(&fields, &output)
    }
    return true
  }

  private mutating func add(
    _ members: [(key: String, json: [UInt8])], _ output: inout TextArena
  ) {
    for member in members {
      let start = output.count
      output.append(member.json)
      fields.set(EventKey(rawValue: member.key) ?? .other, output.range(from: start), number: 0)
    }
  }

  /// Writes the fields of which only the members are known.
  private mutating func writeObjects(_ values: DialectValues, _ output: inout TextArena) {
    var open = EventKey.other
    var start = output.count
    for place in values.catalog.parts where values.has(place) {
      let target = values.catalog.targets[place]
      guard let inner = target.inner, fields[target.key].isNone else { continue }
      // Those of one object follow each other in the order of the names.
      if target.key != open {
        close(open, from: start, &output)
        (open, start) = (target.key, output.count)
      }
      output.append(start == output.count ? "{" : ",")
      output.append(inner)
      write(place, values, &output)
    }
    close(open, from: start, &output)
  }

  private mutating func close(_ key: EventKey, from start: Int32, _ output: inout TextArena) {
    guard start < output.count else { return }
    output.append("}")
    fields.set(key, output.range(from: start), number: 0)
  }

  private func write(_ place: Int, _ values: DialectValues, _ output: inout TextArena) {
    if values.catalog.targets[place].isList { return writeList(place, values, &output) }
    let isStructure = values.catalog.targets[place].isStructure
    values.lend(values.values[place], source) { text, range in
      if isStructure, text[Int(range.start)] == UInt8(ascii: "\"") {
        Self.writeStructure(text, range, &output)
      } else {
        output.append(range, of: text)
      }
    }
  }

  /// Writes an array: the elements by rank, those of one rank in their order.
  private func writeList(_ place: Int, _ values: DialectValues, _ output: inout TextArena) {
    let own = values.elements.enumerated().filter { $0.element.target == place }.sorted {
      ($0.element.value.rank, $0.offset) < ($1.element.value.rank, $1.offset)
    }
    for (index, element) in own.enumerated() {
      output.append(index == 0 ? "[" : ",")
      values.lend(element.element.value, source) { output.append($1, of: $0) }
    }
    output.append("]")
  }

  /// Writes an object or array, out of the string that holds it where one does.
  private static func writeStructure(
    _ text: TextBytes, _ range: TextRange, _ output: inout TextArena
  ) {
    var plain: [UInt8] = []
    text.appendUnescaped(text.contents(of: range), to: &plain)
    let isStructure = plain.first == UInt8(ascii: "{") || plain.first == UInt8(ascii: "[")
    if isStructure, JSONScanner.faultOf(plain) == nil { return output.append(plain) }
    output.append(range, of: text)
  }
}
