/// What is known of wrappers: the kinds of objects that are audit events, where
/// wrappers put them, and what stands before them on a line.
///
/// All of it is data (`queries/formats`); this type only holds it in a shape
/// that is quick to ask.
public struct FormatCatalog: Sendable {
  /// A kind of object that is an audit event.
  public struct Kind: Sendable, Equatable {
    /// Its name, such as `native`.
    public let name: String
    let all: UInt64
    let any: UInt64
  }

  /// A path that a wrapper is known by.
  struct Wrapper: Sendable {
    let format: String
    let marks: UInt64
    /// Whether each element of the innermost array is a record.
    let isEach: Bool
  }

  /// A pattern of what stands before an event on its line.
  struct Prefix: Sendable {
    let format: String
    let pattern: WordPattern
  }

  /// The kinds, in the order in which they are tried.
  public let kinds: [Kind]
  /// Keys that tell kinds, by length; each with its bit.
  let keys: KeyBits
  /// Keys of outermost objects that tell wrappers.
  let marks: KeyBits
  /// Keys of which one must be in a text that holds an event.
  let hints: [Needle]
  let wrappers: [[UInt8]: [Wrapper]]
  /// The arrays of records in them.
  public let lists: ListPaths
  let prefixes: [Prefix]
  /// Columns that tell CSV exports.
  let columns: [(format: String, column: [UInt8])]

  /// Makes a catalog of rows of text.
  ///
  /// - Parameters:
  ///   - kinds: name, keys that all must be there, keys of which one must, each
  ///     list with spaces between.
  ///   - wrappers: format, path, keys that must be there, `record` where each
  ///     element of the innermost array is one.
  ///   - prefixes: format, pattern.
  ///   - columns: format of a CSV file, a column it has.
  public init(
    kinds: [[String]], wrappers: [[String]], prefixes: [[String]], columns: [[String]]
  ) {
    self.columns = columns.map { ($0[0], Array($0[1].utf8)) }
    var keys = KeyBits()
    self.kinds = kinds.map { Kind(name: $0[0], all: keys.add($0[1]), any: keys.add($0[2])) }
    self.keys = keys
    let first = kinds.compactMap { $0[1].split(separator: " ").first.map(String.init) }
    let least = first.filter { hint in
      !first.contains { $0 != hint && Self.contains(hint, $0) }
    }
    // In the order of the kinds: the native one is met most.
    hints = least.enumerated().filter { !least[..<$0.offset].contains($0.element) }.map {
      Needle($0.element)
    }
    var marks = KeyBits()
    let rows = wrappers.map { row in
      (
        path: Array(row[1].utf8),
        wrapper: Wrapper(
          format: row[0], marks: marks.add(row[2]), isEach: row[3] == "record")
      )
    }
    lists = wrappers.reduce(into: ListPaths()) { $0.add($1[1]) }
    self.wrappers = Dictionary(grouping: rows, by: \.path).mapValues { $0.map(\.wrapper) }
    self.marks = marks
    self.prefixes = prefixes.map { row in
      Prefix(format: row[0], pattern: WordPattern(row[1]))
    }
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    guard part.count <= text.count else { return false }
    return (0...text.count - part.count).contains { text[$0...].starts(with: part) }
  }

  /// The kind of an object with some keys; nil for one that is no event.
  @inline(__always)
  func kind(of mask: UInt64) -> Int? {
    guard mask != 0 else { return nil }
    return kinds.firstIndex { kind in
      mask & kind.all == kind.all && (kind.any == 0 || mask & kind.any != 0)
    }
  }

  /// Whether a stretch may hold an event.
  func hints(at range: Range<Int>, _ text: TextBytes) -> Bool {
    hints.contains { text.contains($0, in: range) }
  }

  /// The name of the wrappers that a path leads through, outermost first; empty
  /// for an event by itself.
  ///
  /// - Parameters:
  ///   - path: the path, which may begin with the name of what stands before
  ///     the object on its line, in angle brackets.
  ///   - marks: the keys of the outermost object.
  ///   - kind: the kind of the event.
  func name(of path: [UInt8], marks: UInt64, kind: Int) -> String {
    var parts: [String] = []
    var rest = path[...]
    if rest.first == UInt8(ascii: "<"), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
      parts.append(String(decoding: rest[1..<end], as: UTF8.self))
      rest = rest[(end + 1)...]
    }
    if let known = wrappers[Array(rest)]?.first(where: { marks & $0.marks == $0.marks }) {
      parts.append(known.format)
    } else if !rest.isEmpty, !rest.elementsEqual("$".utf8) {
      parts.append("unknown (\(String(decoding: rest, as: UTF8.self)))")
    }
    if kind > 0 { parts.append(kinds[kind].name) }
    return parts.joined(separator: " + ")
  }

  /// Whether each element of the innermost array of a path is a record.
  func isEach(_ path: [UInt8]) -> Bool {
    var path = path[...]
    if path.first == UInt8(ascii: "<"), let end = path.firstIndex(of: UInt8(ascii: ">")) {
      path = path[(end + 1)...]
    }
    return wrappers[Array(path)]?.contains { $0.isEach } ?? false
  }

  /// The name of a CSV file by its first line; nil if that is none.
  func csv(_ header: [UInt8]) -> String? {
    let fields = header.split(separator: UInt8(ascii: ",")).map { field in
      field.filter { $0 != UInt8(ascii: "\"") && $0 != 0x0D && $0 < 0x80 }
    }
    return columns.first { column in fields.contains(column.column) }?.format
  }

  /// Which prefix stands before an event on its line.
  func prefix(_ text: TextBytes, _ range: Range<Int>) -> Int? {
    prefixes.firstIndex { $0.pattern.matches(text, range) }
  }
}
