/// Where the fields of an event stand in kinds of it that are not native: data
/// (`queries/formats`) in a shape that one walk through an event can follow.
public struct DialectCatalog: Sendable {
  /// What a step of a path leads to.
  struct Node: Sendable {
    var children: [(step: [UInt8], node: Int)] = []
    /// Fields whose value it is, best first.
    var fields: [Int] = []
  }

  /// A field of the events to be written, and how good its source is.
  struct Field: Sendable {
    let target: String
    /// Of several rows with the target, the lowest counts.
    let rank: Int
  }

  /// The nodes of each kind, the first being its root.
  private(set) var kinds: [String: [Node]] = [:]
  private(set) var fields: [Field] = []
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
    for row in rows { add(kind: row[0], path: row[1], target: row[2]) }
  }

  private mutating func add(kind: String, path: String, target: String) {
    let rank = fields.count
    fields.append(Field(target: target, rank: rank))
    var nodes = kinds[kind] ?? [Node()]
    // A flat key is one step, however many points it has.
    if kind == "native" {
      Self.walk([Array(path.utf8)], rank, &nodes)
    }
    Self.walk(Self.steps(path), rank, &nodes)
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
