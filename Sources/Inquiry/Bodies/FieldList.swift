/// The fields of an object: a path and a value for each leaf.
///
/// Elements of a list are told apart by what Kubernetes merges them by
/// (`containers[web]`), so that a path means the same in two versions.
struct FieldList {
  /// Paths in the order of the body.
  private(set) var paths: [String] = []
  private(set) var values: [String: String] = [:]

  private static let keys = [
    "name", "mountPath", "containerPort", "port", "type", "key", "uid", "topologyKey", "ip",
  ]

  init(_ tree: JSONTree) {
    add(tree, "")
  }

  /// Sets a field.
  mutating func set(_ path: String, _ value: String) { note(path, value) }

  /// Whether there are fields inside another one.
  func hasInside(_ path: String) -> Bool { paths.contains { $0.hasPrefix(path + ".") } }

  /// - Parameter label: a member that the path has already.
  private mutating func add(_ tree: JSONTree, _ path: String, without label: String? = nil) {
    switch tree {
    case .object(let members) where members.count == 1 && members[0].key == label:
      note(path, members[0].value.scalar ?? "")
    case .object(let members) where !members.isEmpty || path.isEmpty:
      for member in members
      where member.key != label && !Noise.isNoise(member.key, under: path) {
        add(member.value, path.isEmpty ? member.key : "\(path).\(member.key)")
      }
    case .array(let elements) where elements.contains { $0.scalar == nil }:
      let key = Self.key(of: elements)
      for (index, element) in elements.enumerated() {
        let label = key.flatMap { element[$0]?.scalar } ?? String(index)
        add(element, "\(path)[\(label)]", without: key)
      }
    case .array(let elements):
      note(path, "[\(elements.compactMap(\.scalar).joined(separator: ", "))]")
    case .object: note(path, "{}")
    default: note(path, tree.scalar ?? "")
    }
  }

  private mutating func note(_ path: String, _ value: String) {
    if values.updateValue(value, forKey: path) == nil { paths.append(path) }
  }

  /// The member that tells the elements apart.
  private static func key(of elements: [JSONTree]) -> String? {
    keys.first { key in
      let labels = elements.compactMap { $0[key]?.scalar }
      return labels.count == elements.count && Set(labels).count == labels.count
    }
  }
}

/// What every object says of itself, copies of the whole object, and the orders
/// that a strategic patch gives to lists.
enum Noise {
  private static let metadata: Set<String> = [
    "managedFields", "resourceVersion", "generation", "selfLink", "creationTimestamp", "uid",
    "name", "namespace", "generateName",
  ]

  static func isNoise(_ key: String, under path: String) -> Bool {
    if key.hasPrefix(MergePatch.Directive.order) || key == MergePatch.Directive.retained {
      return true
    }
    if key == "kubectl.kubernetes.io/last-applied-configuration" { return true }
    switch path {
    case "": return ["kind", "apiVersion", "status"].contains(key)
    case "metadata": return metadata.contains(key)
    default:
      return key == "creationTimestamp" && path.hasSuffix("metadata")
    }
  }
}
