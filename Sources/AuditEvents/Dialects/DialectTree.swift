/// The paths of fields as a tree of steps, while it grows.
struct DialectTree {
  private struct Node {
    var children: [(step: [UInt8], node: Int)] = []
    var fields: [DialectCatalog.Field] = []
  }

  /// The node that each kind begins at.
  private(set) var roots: [String: Int] = [:]
  private var nodes: [Node] = []

  /// Adds the path that a kind has a field at.
  mutating func add(kind: String, path: String, _ field: DialectCatalog.Field) {
    let root = roots[kind] ?? nodes.count
    if root == nodes.count {
      roots[kind] = root
      nodes.append(Node())
    }
    // A flat key is one step, however many points it has.
    let steps = Self.steps(path)
    if kind == "native", steps.count > 1 { walk([Array(path.utf8)], from: root, field) }
    walk(steps, from: root, field)
  }

  private mutating func walk(
    _ steps: [[UInt8]], from root: Int, _ field: DialectCatalog.Field
  ) {
    var node = root
    for step in steps {
      if let child = nodes[node].children.first(where: { $0.step == step }) {
        node = child.node
      } else {
        nodes.append(Node())
        nodes[node].children.append((step, nodes.count - 1))
        node = nodes.count - 1
      }
    }
    nodes[node].fields.append(field)
  }

  /// The tree in arrays whose elements follow each other.
  func flattened() -> (
    nodes: [DialectCatalog.Node], children: [DialectCatalog.Child],
    fields: [DialectCatalog.Field]
  ) {
    var children: [DialectCatalog.Child] = []
    var fields: [DialectCatalog.Field] = []
    let flat = nodes.map { node in
      var next = DialectCatalog.Node()
      next.fields = fields.count..<fields.count + node.fields.count
      fields += node.fields
      let first = children.count
      for (step, target) in node.children {
        switch String(decoding: step, as: UTF8.self) {
        case "[*]": next.each = target
        case "[]": next.first = target
        case "$": next.string = target
        default:
          let start = step.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
          children.append(DialectCatalog.Child(key: step, start: start, node: target))
        }
      }
      next.children = first..<children.count
      return next
    }
    return (flat, children, fields)
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
