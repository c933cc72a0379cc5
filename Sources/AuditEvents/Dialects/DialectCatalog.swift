/// Where the fields of an event stand in kinds of it that are not native: data
/// (`queries/formats`) in a shape that one walk through an event can follow.
public final class DialectCatalog: Sendable {
  /// What a step of a path leads to.
  struct Node: Sendable {
    var children: [(step: [UInt8], node: Int)] = []
    /// Where each element of an array leads.
    var each: Int?
    /// Fields whose value it is, best first.
    var fields: [Int] = []
  }

  /// A field of the events to be written, and how good its source is.
  struct Field: Sendable {
    /// The target's place among all.
    let target: Int
    /// Of several rows with the target, the lowest counts.
    let rank: Int
  }

  /// The nodes of each kind, the first being its root.
  let kinds: [String: [Node]]
  let fields: [Field]
  /// What can be written, in the order of the names.
  let targets: [DialectTarget]
  private let places: [String: Int]
  /// HTTP codes by gRPC code.
  let httpCodes: [Int64: Int64]

  /// Makes a catalog of rows of text.
  ///
  /// - Parameters:
  ///   - fields: kind, path, target.
  ///   - codes: a gRPC code, the HTTP code for it.
  public init(fields rows: [[String]], codes: [[String]]) {
    let pairs = codes.compactMap { row in
      Int64(row[0]).flatMap { grpc in Int64(row[1]).map { (grpc, $0) } }
    }
    httpCodes = Dictionary(pairs) { first, _ in first }
    let names = Set(rows.map { $0[2] }).sorted()
    targets = names.map(DialectTarget.init)
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    self.places = places
    fields = rows.indices.map { Field(target: places[rows[$0][2]] ?? 0, rank: $0) }
    var kinds: [String: [Node]] = [:]
    for (field, row) in rows.enumerated() {
      Self.add(kind: row[0], path: row[1], field, &kinds)
    }
    self.kinds = kinds
  }

  /// The place of a target among all.
  func place(of target: String) -> Int? { places[target] }

  private static func add(
    kind: String, path: String, _ field: Int, _ kinds: inout [String: [Node]]
  ) {
    var nodes = kinds[kind] ?? [Node()]
    // A flat key is one step, however many points it has.
    if kind == "native" { walk([Array(path.utf8)], field, &nodes) }
    walk(steps(path), field, &nodes)
    kinds[kind] = nodes
  }

  private static func walk(_ steps: [[UInt8]], _ field: Int, _ nodes: inout [Node]) {
    var node = 0
    for step in steps {
      if let child = nodes[node].children.first(where: { $0.step == step }) {
        node = child.node
      } else {
        nodes.append(Node())
        nodes[node].children.append((step, nodes.count - 1))
        if step.elementsEqual("[*]".utf8) { nodes[node].each = nodes.count - 1 }
        node = nodes.count - 1
      }
    }
    if !nodes[node].fields.contains(field) { nodes[node].fields.append(field) }
  }

  /// `a$.b[].c[*].'d.e'` in steps: `a`, `$`, `b`, `[]`, `c`, `[*]`, `d.e`.
  private static func steps(_ path: String) -> [[UInt8]] {
    parts(path).flatMap { part -> [[UInt8]] in
      if part.hasPrefix("'") { return [Array(part.dropFirst().dropLast().utf8)] }
      var key = Substring(part)
      var marks: [[UInt8]] = []
      while let mark = ["[]", "[*]", "$"].first(where: { key.hasSuffix($0) }) {
        marks.insert(Array(mark.utf8), at: 0)
        key = key.dropLast(mark.count)
      }
      return [Array(key.utf8)] + marks
    }
  }

  /// A path cut at its points, those within quotes aside.
  private static func parts(_ path: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in path {
      if character == "'" { isQuoted.toggle() }
      if character == ".", !isQuoted {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }
}
